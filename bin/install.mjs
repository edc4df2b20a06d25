import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withInstallLock } from './install-lock.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** npm writes this list of what it installed last of all, so a cut-short install leaves it missing or outdated. */
const INSTALLED_LIST = join(ROOT, 'node_modules/.package-lock.json');

/** Whether node_modules lacks a package of package-lock.json, or has another version of it. */
export function needsInstall(dev) {
  if (!existsSync(INSTALLED_LIST)) return true;
  const installed = packagesOf(INSTALLED_LIST);
  const packages = packagesOf(join(ROOT, 'package-lock.json'));
  const own = new Set(Object.keys(packages[''].optionalDependencies ?? {}).map((name) => `node_modules/${name}`));
  return Object.entries(packages).some(([path, wanted]) => {
    if (path === '' || !isWanted(wanted, { dev, own: own.has(path) })) return false;
    return installed[path]?.version !== wanted.version || installed[path]?.integrity !== wanted.integrity;
  });
}

/** Of the optional packages only the project's own for this platform are wanted: Node and PostgreSQL. */
function isWanted(entry, { dev, own }) {
  if (entry.optional) return own && entry.os?.includes(process.platform) && entry.cpu?.includes(process.arch);
  return !entry.devOptional && (dev || !entry.dev);
}

/**
 * Installs exactly what package-lock.json says, once even when several starts ask at the same time.
 * Ends the process when npm fails.
 */
export async function install(dev) {
  await withInstallLock(join(ROOT, 'var/install.lock'), async (hold) => {
    if (!needsInstall(dev)) return;
    const began = Date.now();
    say(`Installing packages${dev ? ' for development (about a minute)' : ' (about 20 seconds)'} ...`);
    const code = await npm(dev, hold);
    if (code !== 0) {
      say(`npm could not install the packages (code ${code}); its message is above.`);
      process.exit(code);
    }
    say(`Installed in ${Math.round((Date.now() - began) / 1000)} s.`);
  });
}

function npm(dev, hold) {
  // `npm ci` deletes node_modules, which a server may be running from: it is for a checkout without a whole one.
  const verb = existsSync(INSTALLED_LIST) ? ['install', '--no-save'] : ['ci'];
  const wanted = [dev || hasDevelopmentPackages() ? '--include=dev' : '--omit=dev', '--include=optional'];
  const quiet = ['--no-audit', '--no-fund', '--no-progress', '--loglevel=error'];
  const [command, ...first] = npmCommand();
  const child = spawn(command, [...first, ...verb, ...wanted, ...quiet], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: command === 'npm.cmd',
  });
  hold(child.pid);
  return new Promise((resolve) => {
    child.once('error', (error) => {
      say(`npm does not start: ${error.message}`);
      resolve(1);
    });
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

function hasDevelopmentPackages() {
  return existsSync(INSTALLED_LIST) && Object.values(packagesOf(INSTALLED_LIST)).some((entry) => entry.dev);
}

/** The npm that started this script, else the one on the path. */
function npmCommand() {
  const running = process.env.npm_execpath;
  if (running?.endsWith('npm-cli.js')) return [process.execPath, running];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
}

function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

function say(line) {
  process.stderr.write(`${line}\n`);
}
