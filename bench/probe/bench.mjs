// npm run bench:probe: what watching costs, in one run against the plain program.
// Rounds alternate plain and watched; the fastest of each counts, since noise only ever adds. Programs with caches run for a
// second or more: what counting costs once, when it begins, is a start-up cost.
import { spawnSync } from 'node:child_process';
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const here = import.meta.dirname;
const probe = join(here, '../../dist/probe.js');
const rounds = Number(process.argv[2] ?? 5);

function run(file, watched, more = {}) {
  const env = { ...process.env, ...more };
  delete env.NODE_OPTIONS;
  if (watched) env.NODE_OPTIONS = `--require ${JSON.stringify(probe)}`;
  const { stdout, status } = spawnSync(process.execPath, [file], { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${file} ended with ${status}`);
  return { said: JSON.parse(stdout) };
}

function compare(file, pick, more) {
  let [plain, watched] = [Infinity, Infinity];
  for (let i = 0; i < rounds; i++) {
    plain = Math.min(plain, pick(run(file, false)));
    watched = Math.min(watched, pick(run(file, true, more)));
  }
  return { plain, watched };
}

const line = (name, text, goal) => console.log(`${name.padEnd(34)} ${text.padEnd(40)} goal ${goal}`);
for (const [name, file] of [
  ['memoize-scoped in a hot loop', 'scoped.cjs'],
  ['rows of arrays', 'table.cjs'],
  ['many small tables of rows', 'many.cjs'],
  ['deep recursion', 'deep.cjs'],
  ['tables in expressions', 'inline.cjs'],
  ['text keys, moderate work', 'string.cjs'],
  ['runtime memoize', 'runtime.cjs'],
]) {
  const { plain, watched } = compare(join(here, 'programs', file), ({ said }) => said.ms);
  line(name, `${(watched / plain).toFixed(3)} × (${plain.toFixed(0)} → ${watched.toFixed(0)} ms)`, '≤ 1.05 ×');
}

for (const [name, file, goal] of [
  ['candidates: fib(30)', 'fib.cjs', '≤ 3 ×'],
  ['candidates: called now and then', 'moderate.cjs', '≤ 1.3 ×'],
]) {
  const { plain, watched } = compare(join(here, 'programs', file), ({ said }) => said.ms, {
    MEMOSCOPE_CANDIDATES: '1',
  });
  line(name, `${(watched / plain).toFixed(3)} × (${plain.toFixed(0)} → ${watched.toFixed(0)} ms)`, goal);
}

const report =
  "process.on('exit', () => { const u = process.cpuUsage(); console.log(JSON.stringify({ ms: (u.user + u.system) / 1000 })); });\n";
const folder = mkdtempSync(join(tmpdir(), 'memoscope-bench-'));
try {
  for (const [name, file, text] of [
    ['start-up, CommonJS without tables', 'empty.cjs', 'exports.a = 1;\n'],
    ['start-up, CommonJS with a table', 'table.cjs', 'const m = new Map(); exports.f = (k) => { if (m.has(k)) return m.get(k); m.set(k, k); return k; };\n'], // prettier-ignore
    ['start-up, a module with a table', 'table.mjs', 'const m = new Map(); export const f = (k) => { if (m.has(k)) return m.get(k); m.set(k, k); return k; };\n'], // prettier-ignore
  ]) {
    // processor time of all threads, which a busy machine does not stretch
    writeFileSync(join(folder, file), `${text}${report}`);
    const { plain, watched } = compare(join(folder, file), ({ said }) => said.ms);
    line(name, `${(watched - plain).toFixed(1)} ms more (${plain.toFixed(0)} → ${watched.toFixed(0)})`, '≤ 60 ms');
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const { first, median, worst } = run(join(here, 'programs/caches.cjs'), true).said;
line(
  'snapshot of 1,000 caches',
  `${median.toFixed(1)} ms (first ${first.toFixed(1)}, worst ${worst.toFixed(1)})`,
  '≤ 10 ms',
);
