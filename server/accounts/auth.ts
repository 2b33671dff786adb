import { betterAuth } from 'better-auth';
import type { Db } from '../db/connect.ts';

/** Longest time a session lives, in seconds: it ends with the days of a fair, not in the middle of one. */
const SESSION_SECONDS = 7 * 24 * 60 * 60;
/** Sign-ins a minute from one address: a whole campus may sit behind one. Guessing at one account is limited apart, in sign-in-guard.ts. */
const SIGN_INS_PER_MINUTE = 240;
/** The header our own edge sets to the true client address; whatever a client sends under this name is replaced. */
export const CLIENT_ADDRESS_HEADER = 'x-cloudfair-address';

/** better-auth's surface that is open to the network; everything else it could do stays shut. */
export const AUTH_ROUTES = [
  { method: 'POST', path: '/sign-in/email', action: 'account.signIn' },
  { method: 'POST', path: '/sign-out', action: 'account.signOut' },
  { method: 'POST', path: '/change-password', action: 'account.changePassword' },
] as const;

/**
 * Sign-in (better-auth): passwords with scrypt, sessions and rate limits in the database. No open sign-up: accounts come
 * by invitation or roster. `get-session` is not exposed, so that no GET writes.
 */
export function createAuth(options: {
  db: Db;
  publicUrl: string;
  origins: string[];
  secret: string;
  signInsPerMinute?: number | undefined;
}) {
  const secure = options.publicUrl.startsWith('https:');
  return betterAuth({
    appName: 'CloudFair',
    baseURL: options.publicUrl,
    basePath: '/api/auth',
    secret: options.secret,
    trustedOrigins: options.origins,
    database: { db: options.db, type: 'postgres' },
    user: { modelName: 'users' },
    session: { modelName: 'authSessions', expiresIn: SESSION_SECONDS, disableSessionRefresh: true },
    account: { modelName: 'authAccounts' },
    verification: { modelName: 'authVerifications' },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 10,
      maxPasswordLength: 128,
      revokeSessionsOnPasswordReset: true,
    },
    rateLimit: {
      enabled: true,
      storage: 'database',
      modelName: 'authRateLimits',
      window: 60,
      max: 120,
      customRules: { '/sign-in/email': { window: 60, max: options.signInsPerMinute ?? SIGN_INS_PER_MINUTE } },
    },
    advanced: {
      useSecureCookies: secure,
      cookiePrefix: 'cloudfair',
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true, path: '/' },
    },
    telemetry: { enabled: false },
    logger: { disabled: true },
    // What goes wrong comes to our own edge, which knows an unavailable database from a mistake.
    onAPIError: { throw: true },
  });
}

export type Auth = ReturnType<typeof createAuth>;
