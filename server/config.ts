import { availableParallelism } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { ensureAuthSecret } from './setup/auth-secret.ts';
import { SetupError } from './setup/setup-error.ts';

/** Log levels of pino, from the quietest to the most talkative. */
const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

/** Variables whose value is never printed, not even when it is wrong. */
const SECRETS = new Set(['AUTH_SECRET', 'TURN_SECRET', 'DATABASE_URL', 'REDIS_URL']);

/** How a TURN server is offered to browsers: short-lived credentials signed with the secret it shares with us. */
export interface TurnConfig {
  urls: string[];
  /** Shared secret of coturn's `use-auth-secret`; absent only when every URL is a `stun:` one. */
  secret: string | undefined;
}

/** Everything the environment decides, parsed once at start. Folders are absolute paths. */
export interface Config {
  host: string;
  port: number;
  /** The origin browsers use, without a slash at its end. */
  publicUrl: string;
  dataDir: string;
  /** A PostgreSQL of the operator's own; without it the embedded one runs in `dataDir`. */
  databaseUrl: string | undefined;
  /** With it, several nodes share live events; one node needs none. */
  redisUrl: string | undefined;
  rtc: {
    listenIp: string;
    /** The address browsers send media to, where it is not `listenIp`. */
    announcedAddress: string | undefined;
    /** First UDP and TCP port; worker n listens on `portMin + n`. */
    portMin: number;
    workers: number;
    workerBin: string | undefined;
    turn: TurnConfig | undefined;
  };
  logLevel: (typeof LOG_LEVELS)[number];
  production: boolean;
  /** Express's `trust proxy`: how many proxies stand in front, or their addresses. */
  trustProxy: number | string | undefined;
  authSecret: string;
}

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/)
    .transform(Number)
    .refine((n) => n >= min && n <= max);

const ip = z.union([z.ipv4(), z.ipv6()]);
const hostName = z.string().regex(/^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i);
const urlOf = (protocol: RegExp) => z.url({ protocol, hostname: /.+/ });
const list = (value: string): string[] => value.split(',').map((part) => part.trim());

const origin = urlOf(/^https?$/)
  .refine((value) => {
    const url = URL.parse(value);
    return url !== null && url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
  })
  .transform((value) => new URL(value).origin);

const turnUrl = z.string().regex(/^(stuns?:[^?\s,]+|turns?:[^?\s,]+(\?transport=(udp|tcp))?)$/);

const proxies = z.union([
  wholeNumber(1, 32),
  z.string().refine((value) =>
    list(value).every((part) => {
      const [address, bits] = part.split('/');
      if (['loopback', 'linklocal', 'uniquelocal'].includes(part)) return true;
      return ip.safeParse(address).success && (bits === undefined || wholeNumber(0, 128).safeParse(bits).success);
    }),
  ),
]);

/** Each variable with its schema and, in words, what it accepts. */
const VARIABLES = {
  HOST: [z.union([ip, hostName]), 'an IP address or host name to listen on, such as 127.0.0.1 or 0.0.0.0'],
  PORT: [wholeNumber(1, 65_535), 'a whole number from 1 to 65535'],
  PUBLIC_URL: [origin, 'an http:// or https:// address without a path, such as https://fair.example.edu.cn'],
  DATA_DIR: [z.string(), 'a folder'],
  DATABASE_URL: [urlOf(/^postgres(ql)?$/), 'an address such as postgres://user:password@host:5432/database'],
  REDIS_URL: [urlOf(/^rediss?$/), 'an address such as redis://host:6379'],
  RTC_LISTEN_IP: [ip, 'an IP address of this machine, or 0.0.0.0'],
  RTC_ANNOUNCED_ADDRESS: [z.union([ip, hostName]), 'the IP address or host name that browsers reach this machine at'],
  RTC_PORT_MIN: [wholeNumber(1024, 65_535), 'a whole number from 1024 to 65535'],
  RTC_WORKERS: [wholeNumber(1, 256), 'a whole number from 1 to 256'],
  LOG_LEVEL: [z.enum(LOG_LEVELS), LOG_LEVELS.join(', ')],
  NODE_ENV: [z.enum(['development', 'production', 'test']), 'development, production or test'],
  TRUST_PROXY: [proxies, 'the number of proxies in front, or their addresses separated by commas'],
  AUTH_SECRET: [z.string().min(32), 'at least 32 characters, for example from: openssl rand -hex 32'],
  MEDIASOUP_WORKER_BIN: [z.string(), 'the path of a mediasoup-worker binary'],
  TURN_URLS: [
    z
      .string()
      .transform(list)
      .refine((urls) => urls.every((url) => turnUrl.safeParse(url).success)),
    'stun:, turn: or turns: addresses separated by commas, such as turn:turn.example.edu.cn:3478?transport=udp',
  ],
  TURN_SECRET: [z.string().min(16), 'the static-auth-secret of your coturn, at least 16 characters'],
} as const satisfies Record<string, readonly [z.ZodType, string]>;

type Variable = keyof typeof VARIABLES;
type Parsed = { [name in Variable]?: z.output<(typeof VARIABLES)[name][0]> };

function refuse(name: Variable, value: string, accepted: string): never {
  const shown = SECRETS.has(name) ? 'its value' : JSON.stringify(value);
  throw new SetupError(`${name}: ${shown} is not accepted; it takes ${accepted}`);
}

/** An empty variable counts as unset: compose files and CI systems pass them so. */
function parseEnv(env: NodeJS.ProcessEnv): Parsed {
  const parsed: Record<string, unknown> = {};
  for (const [name, [schema, accepted]] of Object.entries(VARIABLES)) {
    const value = env[name]?.trim();
    if (value === undefined || value === '') continue;
    const result = schema.safeParse(value);
    if (!result.success) refuse(name as Variable, value, accepted);
    parsed[name] = result.data;
  }
  return parsed as Parsed;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127\./.test(host);
}

/**
 * A worker on 0.0.0.0 must tell browsers an address of its own. Where none is given, the host of PUBLIC_URL is it as
 * long as it is an address; a name is not, because not every browser resolves names in ICE candidates.
 */
function announcedAddress(parsed: Parsed, listenIp: string, publicUrl: string): string | undefined {
  if (parsed.RTC_ANNOUNCED_ADDRESS !== undefined) return parsed.RTC_ANNOUNCED_ADDRESS;
  if (listenIp !== '0.0.0.0' && listenIp !== '::') return undefined;
  const host = new URL(publicUrl).hostname.replace(/^\[|\]$/g, '');
  if (isLoopback(host)) return '127.0.0.1';
  if (ip.safeParse(host).success) return host;
  return refuse(
    'RTC_ANNOUNCED_ADDRESS',
    '',
    `${VARIABLES.RTC_ANNOUNCED_ADDRESS[1]}, needed while RTC_LISTEN_IP is ${listenIp}`,
  );
}

function turnConfig(parsed: Parsed): TurnConfig | undefined {
  if (parsed.TURN_URLS === undefined) return undefined;
  const relays = parsed.TURN_URLS.some((url) => url.startsWith('turn'));
  if (relays && parsed.TURN_SECRET === undefined) refuse('TURN_SECRET', '', VARIABLES.TURN_SECRET[1]);
  return { urls: parsed.TURN_URLS, secret: parsed.TURN_SECRET };
}

/**
 * Reads the configuration from the environment. Creates DATA_DIR and, when AUTH_SECRET is unset, keeps one there.
 *
 * @throws SetupError with one line that names the variable, its value and what it accepts.
 */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const parsed = parseEnv(env);
  const host = parsed.HOST ?? '127.0.0.1';
  const port = parsed.PORT ?? 3000;
  const publicUrl = parsed.PUBLIC_URL ?? `http://localhost:${port}`;
  const production = parsed.NODE_ENV === 'production';
  if (production && publicUrl.startsWith('http:') && !isLoopback(new URL(publicUrl).hostname)) {
    refuse('PUBLIC_URL', publicUrl, 'an https:// address in production: browsers give no camera to plain http');
  }
  const portMin = parsed.RTC_PORT_MIN ?? 40_000;
  const workers = parsed.RTC_WORKERS ?? availableParallelism();
  if (portMin + workers - 1 > 65_535)
    refuse('RTC_PORT_MIN', String(portMin), `at most ${65_536 - workers} with ${workers} workers`);
  const listenIp = parsed.RTC_LISTEN_IP ?? (isLoopback(host) ? '127.0.0.1' : '0.0.0.0');
  const rtc = {
    listenIp,
    announcedAddress: announcedAddress(parsed, listenIp, publicUrl),
    portMin,
    workers,
    workerBin: parsed.MEDIASOUP_WORKER_BIN,
    turn: turnConfig(parsed),
  };
  const dataDir = path.resolve(parsed.DATA_DIR ?? './data');
  return {
    host,
    port,
    publicUrl,
    dataDir,
    databaseUrl: parsed.DATABASE_URL,
    redisUrl: parsed.REDIS_URL,
    rtc,
    logLevel: parsed.LOG_LEVEL ?? 'info',
    production,
    trustProxy: parsed.TRUST_PROXY,
    authSecret: parsed.AUTH_SECRET ?? ensureAuthSecret(dataDir),
  };
}
