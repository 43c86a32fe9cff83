import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';
import type { CacheStatistics, StatisticsSnapshot } from '../../../src/protocol/statistics.ts';

const root = join(import.meta.dirname, '../../..');
let built: string | undefined;

/** The probe's bundles as esbuild.js makes them, in a folder of their own. @returns its path */
export function probeFolder(): string {
  if (built) return built;
  const folder = mkdtempSync(join(tmpdir(), 'memoscope-probe-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const bundle = (source: string, output: string, more: object = {}): void => {
    const entry = join(root, source);
    if (!existsSync(entry)) return;
    const shared = { bundle: true, platform: 'node', target: 'node20', logLevel: 'error' } as const;
    buildSync({ ...shared, format: 'cjs', entryPoints: [entry], outfile: join(folder, output), ...more });
  };
  bundle('src/probe/probe.ts', 'probe.js');
  bundle('src/probe/instrument.ts', 'probeInstrument.js');
  bundle('src/probe/load/esmHooks.ts', 'probeHooks.mjs', { format: 'esm' });
  bundle('src/probe/report/reporter.ts', 'probeReporter.js');
  bundle('src/cli/run/index.ts', 'run.js');
  bundle('src/runtime/index.ts', 'runtime.cjs', { platform: 'neutral' });
  bundle('src/runtime/index.ts', 'runtime.mjs', { platform: 'neutral', format: 'esm' });
  return (built = folder);
}

export const runtimeText = (kind: 'cjs' | 'mjs'): string =>
  readFileSync(join(probeFolder(), `runtime.${kind}`), 'utf8');

export interface Run {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Every process and thread that left a snapshot. */
  readonly snapshots: readonly StatisticsSnapshot[];
  readonly caches: readonly CacheStatistics[];
}

export interface RunOptions {
  /** File name to text; the first is run. */
  readonly files: Readonly<Record<string, string>>;
  readonly probe?: boolean;
  readonly nodeArguments?: readonly string[];
  readonly programArguments?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** A folder that stands as `node_modules` beside the program. */
  readonly link?: string;
}

/** Runs a small program in a folder of its own. The folder has the same path with and without the probe. */
export function run({
  files,
  probe = true,
  nodeArguments = [],
  programArguments = [],
  env = {},
  link,
}: RunOptions): Run {
  const folder = join(probeFolder(), 'program');
  const final = join(probeFolder(), 'final');
  rmSync(folder, { recursive: true, force: true });
  rmSync(final, { recursive: true, force: true });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  if (link) symlinkSync(realpathSync(link), join(folder, 'node_modules'));
  const inherited = { ...process.env };
  delete inherited.NODE_OPTIONS;
  delete inherited.NODE_V8_COVERAGE;
  const watched = probe
    ? { NODE_OPTIONS: `--require ${JSON.stringify(join(probeFolder(), 'probe.js'))}`, MEMOSCOPE_FINAL: final }
    : {};
  const { status, signal, stdout, stderr } = spawnSync(
    process.execPath,
    [...nodeArguments, join(folder, Object.keys(files)[0]!), ...programArguments],
    { cwd: folder, env: { ...inherited, ...watched, ...env }, encoding: 'utf8', timeout: 60_000 },
  );
  const snapshots = existsSync(final)
    ? readdirSync(final).map((f) => JSON.parse(readFileSync(join(final, f), 'utf8')) as StatisticsSnapshot)
    : [];
  return { status, signal, stdout, stderr, snapshots, caches: snapshots.flatMap((s) => s.caches) };
}

/** The one cache of this name. @throws when there is none, or more than one */
export function cacheNamed({ caches, stderr }: Run, name: string): CacheStatistics {
  const found = caches.filter((c) => c.name === name);
  if (found.length !== 1)
    throw new Error(`${found.length} caches named ${name} of ${caches.map((c) => c.name).join()}\n${stderr}`);
  return found[0]!;
}
