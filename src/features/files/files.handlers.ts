import type { JobHandlers } from '../../jobs/worker.ts';
import { REMOVE_FILE, SWEEP_FILES } from './files.jobs.ts';
import { removeBytes, sweepFiles, type FileDeps } from './sweep-files.command.ts';

export const fileJobs = (deps: FileDeps): JobHandlers => ({
  [REMOVE_FILE]: ({ fileId }) => removeBytes(deps, String(fileId)),
  [SWEEP_FILES]: () => sweepFiles(deps),
});
