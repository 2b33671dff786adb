import { Router } from 'express';
import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';

/** `GET /healthz`: the process answers. `GET /readyz`: database and workers do too, and it is not draining. Never latched. */
export function healthRoutes(deps: { db: Db; media: { healthy(): Promise<boolean> }; draining(): boolean }): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.setHeader('Cache-Control', 'no-store');
    response.json({ ok: true, uptimeSeconds: Math.round(process.uptime()) });
  });
  router.get('/readyz', async (_request, response) => {
    const [database, workers] = await Promise.all([
      sql`SELECT 1`.execute(deps.db).then(
        () => true,
        () => false,
      ),
      deps.media.healthy().catch(() => false),
    ]);
    const ok = database && workers && !deps.draining();
    response.setHeader('Cache-Control', 'no-store');
    response.status(ok ? 200 : 503).json({ ok, database, workers, draining: deps.draining() });
  });
  return router;
}
