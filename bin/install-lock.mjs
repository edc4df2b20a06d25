import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const BEAT_MS = 1_000;
const SILENT_MS = 5_000;
const POLL_MS = 200;

/**
 * Runs `work` while no other process does. A holder touches the lock file every second, so one that was killed is
 * noticed; the npm process it names through `hold(pid)` may outlive it, and is waited for.
 */
export async function withInstallLock(file, work) {
  mkdirSync(dirname(file), { recursive: true });
  for (let told = false; !taken(file); await sleep(POLL_MS)) {
    if (abandoned(file)) rmSync(file, { force: true });
    else if (!told) process.stderr.write('Waiting for another start that is installing packages ...\n');
    told = true;
  }
  const beat = setInterval(() => utimesSync(file, new Date(), new Date()), BEAT_MS);
  const release = () => rmSync(file, { force: true });
  process.once('exit', release);
  try {
    await work((pid) => writeFileSync(file, String(pid)));
  } finally {
    clearInterval(beat);
    process.off('exit', release);
    release();
  }
}

function taken(file) {
  try {
    writeFileSync(file, '', { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function abandoned(file) {
  try {
    return Date.now() - statSync(file).mtimeMs > SILENT_MS && !isAlive(Number(readFileSync(file, 'utf8')));
  } catch {
    // Released in between.
    return false;
  }
}

function isAlive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}
