import { Router } from 'express';
import { paths } from '../paths.ts';

export interface ReadinessReport {
  ready: boolean;
  database: boolean;
  migrations: boolean;
  /** Age in seconds of the oldest job that could run but has not; null when none waits. */
  queueAge: number | null;
}

/** Answers within a second or throws. */
export type Readiness = () => Promise<ReadinessReport>;

/** `/healthz`: the process lives. `/readyz`: it can do its work. */
export function health(readiness: Readiness): Router {
  const router = Router();
  router.get(paths.health(), (_req, res) => {
    res.json({ ok: true });
  });
  router.get(paths.ready(), async (_req, res) => {
    const report = await readiness().catch(() => ({ ready: false, database: false, migrations: false, queueAge: null }));
    res.status(report.ready ? 200 : 503).json(report);
  });
  return router;
}
