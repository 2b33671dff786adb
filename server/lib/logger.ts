import { type Logger, pino } from 'pino';

export type { Logger };

/** The process's log: JSON lines on standard error, so that standard output stays for people. Never a cookie or a password. */
export function createLogger(level: string): Logger {
  return pino(
    { level, base: null, redact: ['req.headers.cookie', 'req.headers.authorization', 'password'] },
    pino.destination(2),
  );
}
