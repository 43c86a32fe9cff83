// Headless Chromium for the tests and the pictures.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';

const windows = process.platform === 'win32';

const find = () =>
  [process.env.CHROME_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    (file) => file && fs.existsSync(file),
  );

/** Installs Chromium by apt where that can be done (Debian or Ubuntu, as root) and none is there. */
export function ensureBrowser() {
  if (process.platform !== 'linux' || find()) return;
  if (process.getuid?.() !== 0 || !fs.existsSync('/usr/bin/apt-get')) {
    throw new Error('The in-editor tests need Chromium: install it, or name one in CHROME_PATH.');
  }
  console.error('[host] installing Chromium by apt');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [
    ['update', '-q'],
    ['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-liberation'],
  ]) {
    const run = spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
    if (run.status !== 0) throw new Error(`apt-get ${args[0]} failed (${run.error ?? run.status})`);
  }
}

/** Starts a Chromium in which no name resolves but the server's, so that nothing waits for the network. */
export async function launchBrowser(options = {}) {
  const { chromium } = await import('playwright-core');
  const executablePath = find();
  return chromium.launch({
    ...(executablePath ? { executablePath } : { channel: windows ? 'msedge' : 'chrome' }),
    args: [
      ...(process.getuid?.() === 0 || process.env.CI ? ['--no-sandbox'] : []),
      ...['--disable-gpu', '--disable-dev-shm-usage', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
    ...options,
  });
}
