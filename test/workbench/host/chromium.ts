/** @file A Chromium for the browser tests: one that is there, else Debian's where we may install it. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Path of a Chromium; set `CHROMIUM_PATH` to choose one. Undefined when there is none. */
export function findChromium(): string | undefined {
  const chosen = process.env.CHROMIUM_PATH;
  return [...(chosen === undefined ? [] : [chosen]), ...places].find((place) => existsSync(place));
}

/** Path of a Chromium; installs Debian's when there is none and we are root there. Throws what to do otherwise. */
export function ensureChromium(): string {
  const present = findChromium();
  if (present !== undefined) return present;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) installFromDebian();
  const installed = findChromium();
  if (installed !== undefined) return installed;
  throw new Error(
    'The browser tests need Chromium: install it (Debian and Ubuntu: `sudo apt-get install chromium`) or set CHROMIUM_PATH, then run the same command again.',
  );
}

function installFromDebian(): void {
  console.log('Installing Chromium from Debian …');
  apt(['update', '-qq']);
  apt(['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core']);
}

function apt(args: readonly string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const patient = ['-o', 'DPkg::Lock::Timeout=300', ...args]; // Another installation may be under way.
  const { status, stderr, stdout } = spawnSync('apt-get', patient, { env, encoding: 'utf8' });
  if (status !== 0) console.error(`apt-get ${args.join(' ')} failed:\n${stdout}${stderr}`);
}
