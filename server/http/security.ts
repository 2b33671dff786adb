import { randomBytes } from 'node:crypto';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { AppError } from '../lib/app-error.ts';
import { sendProblem } from './problem.ts';
import { requestIdOf } from './request.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** A fresh nonce for each answer: the page's styles carry it. */
export const nonce: RequestHandler = (_request, response, next) => {
  response.locals.nonce = randomBytes(16).toString('base64');
  next();
};

/** Content-Security-Policy and its companions: the page asks no host but its own, and no inline script runs. */
export function securityHeaders(publicUrl: string): RequestHandler {
  const url = new URL(publicUrl);
  const secure = url.protocol === 'https:';
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: [
          "'self'",
          (_request, response) => `'nonce-${(response as { locals?: { nonce?: string } }).locals?.nonce ?? ''}'`,
        ],
        styleSrcAttr: ["'unsafe-inline'"],
        imgSrc: ["'self'", 'blob:', 'data:'],
        fontSrc: ["'self'", 'data:'],
        mediaSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'", `${secure ? 'wss' : 'ws'}://${url.host}`],
        workerSrc: ["'self'", 'blob:'],
        manifestSrc: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
      },
    },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  });
}

/** What the page may use: its own camera, microphone and screen, nothing else. */
export const permissionsPolicy: RequestHandler = (_request, response, next) => {
  response.setHeader(
    'Permissions-Policy',
    'camera=(self), microphone=(self), display-capture=(self), fullscreen=(self), picture-in-picture=(self), geolocation=(), payment=(), usb=()',
  );
  next();
};

/** Refuses state-changing requests that a browser says come from another origin (CSRF, faults A5). */
export function sameOrigin(origins: ReadonlySet<string>): RequestHandler {
  return (request, response, next) => {
    if (SAFE_METHODS.has(request.method)) return next();
    const origin = request.get('origin');
    const site = request.get('sec-fetch-site');
    const foreign =
      origin === undefined ? site !== undefined && site !== 'same-origin' && site !== 'none' : !origins.has(origin);
    if (foreign) return sendProblem(response, new AppError('crossSite'), requestIdOf(request));
    next();
  };
}
