import { readFileSync } from 'node:fs';
import path from 'node:path';
import compression from 'compression';
import express, { Router } from 'express';

/**
 * The client: hashed assets for a year, the page itself never cached, with this answer's nonce in it. Every path that
 * is no file is the page's own to route.
 */
export function pageRoutes(clientDir: string): Router {
  const page = readFileSync(path.join(clientDir, 'index.html'), 'utf8');
  const router = Router();
  router.use(compression());
  router.use(
    '/assets',
    express.static(path.join(clientDir, 'assets'), {
      immutable: true,
      maxAge: '365d',
      index: false,
      fallthrough: false,
    }),
  );
  router.use(express.static(clientDir, { index: false, maxAge: '1h' }));
  router.get('/{*path}', (_request, response) => {
    response.setHeader('Cache-Control', 'no-store');
    response.type('html').send(page.replaceAll('__CSP_NONCE__', String(response.locals.nonce)));
  });
  return router;
}
