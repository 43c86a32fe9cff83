// npm run bench:analysis -- [options] DIR…: what checking costs, against ESLint on the same files.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { answer, measured } from './child.mjs';
import { copyTo, filesOf } from './tree.mjs';

const USAGE = `usage: npm run bench:analysis -- [--lines N] [--rounds N] [--verdict V] [--only whole,share,keys,start] DIR…

  DIR        folders with TypeScript sources: a clone of any large project
  --lines    how many lines of them to take (default 500000)
  --rounds   rounds of the whole-tree rows, the median counts (default 3)
  --verdict  the least sure verdict that is shown, as that of memoscope check (default likely)
  --only     some of the rows`;

const here = import.meta.dirname;
const median = (values) => quantile(values, 0.5);
const quantile = (values, q) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
};
const line = (...columns) => console.log(columns.map((c, i) => c.padEnd([52, 44, 0][i])).join(' '));

function whole(files, rounds, least) {
  const scratch = mkdtempSync(join(tmpdir(), 'memoscope-bench-'));
  try {
    const root = join(scratch, 'trees');
    copyTo(root, files);
    const runs = { memoscope: [], eslint: [] };
    for (let i = 0; i < rounds; i++) {
      const check = [join(here, '../../dist/cli.js'), 'check', '--format', 'json', '--verdict', least, '.'];
      runs.memoscope.push(measured(check, { cwd: root, scratch, statuses: [0, 1] }));
      runs.eslint.push(measured([join(here, 'eslint.mjs')], { cwd: root, scratch }));
    }
    const ours = JSON.parse(runs.memoscope[0].out);
    const theirs = JSON.parse(runs.eslint[0].out);
    console.log(`memoscope read ${ours.files} files: ${ours.findings.length} findings, ${ours.errors.length} errors; ESLint read ${theirs.files}, of which ${theirs.unread} not parsed`); // prettier-ignore
    const of = (tool, what) => median(runs[tool].map((run) => run[what]));
    for (const [what, name] of [
      ['cpu', 'processor time'],
      ['wall', 'wall time'],
    ]) {
      const [mine, other] = [of('memoscope', what), of('eslint', what)];
      line(`whole tree, ${name}`, `${mine.toFixed(2)} s, ESLint ${other.toFixed(2)} s: ${(other / mine).toFixed(1)} times less`, '≥ 8 times less'); // prettier-ignore
    }
    line('peak memory of the whole-tree check', `${of('memoscope', 'rss').toFixed(0)} MB (ESLint ${of('eslint', 'rss').toFixed(0)})`, '≤ 500 MB'); // prettier-ignore
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function share(trees, lines, least) {
  const { parse, analysis } = answer(['--import', 'tsx', join(here, 'share.mjs')], { trees, lines, least });
  line('analysis, as a share of the typescript-estree parse', `${(analysis / parse).toFixed(3)} (${(analysis / 1000).toFixed(2)} s of ${(parse / 1000).toFixed(2)} s)`, '≤ 0.15'); // prettier-ignore
}

/** The files nearest to a length, those first that hold a recursion with several calls. */
function keys(files) {
  for (const [lines, goal] of [
    [500, 4],
    [2000, 12],
    [4600, 50],
  ]) {
    const near = (list) => [...list].sort((a, b) => Math.abs(a.lines - lines) - Math.abs(b.lines - lines)).slice(0, 5);
    const candidates = near(files).map(({ path, text, lines: count }) => ({ path, text, lines: count }));
    const rows = answer([join(here, 'keystrokes.mjs')], { files: candidates, keystrokes: 40 });
    const range = `${Math.min(...rows.map((r) => r.lines))} to ${Math.max(...rows.map((r) => r.lines))}`;
    for (const kind of ['comment', 'code']) {
      const typed = rows.flatMap((row) => row[kind] ?? []);
      const walls = typed.flatMap((row) => row.walls);
      const cpus = typed.flatMap((row) => row.cpus);
      const slowest = Math.max(...typed.map((row) => median(row.walls)));
      line(`re-check after a key, ${kind}, ${lines} lines (${range})`, `${median(walls).toFixed(1)} ms, cpu ${median(cpus).toFixed(1)}, slowest file ${slowest.toFixed(1)}`, `≤ ${goal} ms`); // prettier-ignore
    }
  }
}

function start() {
  const times = Array.from({ length: 11 }, () => answer([join(here, 'start.mjs')]).ms);
  line('start of the worker to its first finding', `${median(times).toFixed(0)} ms (quickest ${Math.min(...times).toFixed(0)})`, '≤ 150 ms'); // prettier-ignore
}

const { values, positionals: trees } = parseArgs({
  options: {
    lines: { type: 'string', default: '500000' },
    rounds: { type: 'string', default: '3' },
    verdict: { type: 'string', default: 'likely' },
    only: { type: 'string', default: 'whole,share,keys,start' },
    help: { type: 'boolean' },
  },
  allowPositionals: true,
});
const missing = trees.filter((tree) => !existsSync(tree));
if (values.help || trees.length === 0 || missing.length > 0) {
  console.error(missing.length > 0 ? `no such folder: ${missing.join(', ')}\n\n${USAGE}` : USAGE);
  process.exit(values.help ? 0 : 2);
}
const lines = Number(values.lines);
const files = filesOf(trees, lines);
const bytes = files.reduce((sum, file) => sum + file.text.length, 0);
console.log(`${files.length} files, ${files.reduce((sum, file) => sum + file.lines, 0)} lines, ${(bytes / 1e6).toFixed(1)} MB; node ${process.version}`); // prettier-ignore
const only = values.only.split(',');
if (only.includes('whole')) whole(files, Number(values.rounds), values.verdict);
if (only.includes('share')) share(trees, lines, values.verdict);
if (only.includes('keys')) keys(files);
if (only.includes('start')) start();
