import { type SpawnSyncReturns, execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const bundles = [
  ...['cli.js', 'analysisWorker.js', 'proofWorker.js', 'runtime.cjs', 'eslint.js'],
  ...['probe.js', 'probeInstrument.js', 'probeHooks.mjs', 'probeReporter.js'],
];

function newest(folder: string): number {
  let time = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile()) time = Math.max(time, statSync(join(entry.parentPath, entry.name)).mtimeMs);
  }
  return time;
}

/** Builds what the tests run, unless it is there and newer than the sources. */
export function build(): void {
  const built = bundles.map((name) => join(root, 'dist', name));
  const changed = newest(join(root, 'src'));
  if (built.every((file) => existsSync(file) && statSync(file).mtimeMs > changed)) return;
  execFileSync(process.execPath, ['esbuild.js', ...bundles], { cwd: root, stdio: 'inherit' });
}

export const fib = 'export function fib(n: number): number {\n  return n < 2 ? n : fib(n - 1) + fib(n - 2);\n}\n';

/** A folder of files that is gone after the test. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), 'memoscope-cli-'));

  constructor(files: Readonly<Record<string, string>> = {}) {
    for (const [name, text] of Object.entries(files)) this.write(name, text);
  }

  write(name: string, text: string): void {
    mkdirSync(dirname(join(this.path, name)), { recursive: true });
    writeFileSync(join(this.path, name), text);
  }

  run(args: readonly string[], input?: string, cwd = '.'): SpawnSyncReturns<string> {
    return spawnSync(process.execPath, [join(root, 'dist/cli.js'), ...args], {
      cwd: join(this.path, cwd),
      encoding: 'utf8',
      input: input ?? '',
      env: { ...process.env, NO_COLOR: '1' },
      timeout: 120_000,
    });
  }

  /** The files in which `check` finds something, relative to `cwd`, each as often as it is found. */
  found(args: readonly string[], cwd = '.'): string[] {
    const { findings } = JSON.parse(this.run(['check', '--format', 'json', ...args], '', cwd).stdout) as {
      findings: { file: string }[];
    };
    return findings.map(({ file }) => file);
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
