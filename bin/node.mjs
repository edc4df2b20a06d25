import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OLDEST = [24, 9];
const FOLLOW_PARENT = new URL('follow-parent.mjs', import.meta.url).href;

/** Signals that come closer together than this are one key press (terminal, npm and shell each send theirs). */
const ONE_PRESS_MS = 500;
/** What a second Ctrl-C leaves the entry for its last words. */
const LAST_WORDS_MS = 300;

/** What Node is given where the environment does not say otherwise. */
export const ENVIRONMENT = {
  // Compiled code is kept between starts: a warm start is twice as fast.
  NODE_COMPILE_CACHE: join(ROOT, 'node_modules', '.cache', 'compiled'),
  // One pool of native memory instead of one per thread: some 17 MB less is held for nothing (glibc only).
  MALLOC_ARENA_MAX: '1',
};

/** Runs Node with these arguments in the project's folder; gives its exit code (128 + n when ended by signal n). */
export function runWithNode(args) {
  const env = { ...ENVIRONMENT, ...process.env };
  const child = spawn(suitableNode(), ['--import', FOLLOW_PARENT, ...args], { cwd: ROOT, stdio: 'inherit', env });
  passSignals(child);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}

/** This very Node when it is new enough, else the one that npm installed. */
function suitableNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return process.execPath;
  const windows = process.platform === 'win32';
  const name = `node-${windows ? 'win' : process.platform}-${process.arch}`;
  const bundled = join(ROOT, 'node_modules', name, 'bin', windows ? 'node.exe' : 'node');
  if (existsSync(bundled)) return bundled;
  process.stderr.write(
    `Node ${process.versions.node} is too old and there is no bundled one for ${process.platform}-${process.arch}: ` +
      `install Node ${OLDEST.join('.')} or newer, or repeat the installation with optional dependencies.\n`,
  );
  process.exit(1);
}

function passSignals(child) {
  const atTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  let pressed;
  process.on('SIGINT', () => {
    const since = pressed === undefined ? 0 : performance.now() - pressed;
    if (since > ONE_PRESS_MS) setTimeout(() => child.kill('SIGKILL'), LAST_WORDS_MS);
    // A terminal has already sent it to the child, which is in the same group.
    else if (pressed === undefined && !atTerminal) child.kill('SIGINT');
    pressed ??= performance.now();
  });
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
}
