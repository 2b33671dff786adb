import { DESK_RENEW_MS } from '#shared/rules/limits.ts';

// A page in the background has its timers slowed to one a minute, longer than a desk's grace; a worker's timers are not.
setInterval(() => postMessage('beat'), DESK_RENEW_MS);
