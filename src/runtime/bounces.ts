import type { UnitOfWork } from '../db/unit-of-work.ts';
import { readNotice, readReport } from '../mail/bounce-report.ts';
import { noteBounce } from '../mail/bounces.repository.ts';
import type { ReturnPaths } from '../mail/return-path.ts';
import type { TakeBounce } from '../web/bounces.ts';

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Notes what a report says; false for anything that is not about a mail of ours. */
export function takeBounce({ uow, paths }: { uow: UnitOfWork; paths: ReturnPaths }): TakeBounce {
  return async ({ type, body }) => {
    const bounce = type === 'json' ? readNotice(parsed(body), paths) : readReport(body, paths);
    return bounce === null ? false : uow.run(({ manager, now }) => noteBounce(manager, bounce, now));
  };
}
