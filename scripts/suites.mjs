// node scripts/suites.mjs [--candidates] [--clones FOLDER] [NAME…]: runs the test suites of public packages with and
// without the probe, and compares the exit status and what the runner says of passes and failures, test by test where it
// names them. Sources are cloned into .suites (or are found as FOLDER/NAME); what they need is installed once.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs, stripVTControlCharacters } from 'node:util';

/** Tests that measure times are left out: they fail on a busy machine. Memoizers first; between them Jest, Vitest, AVA, tad, tape and mocha (CommonJS, modules, TypeScript). */
const suites = [
  { name: 'moize', repository: 'planttheidea/moize', commit: '68fbc06' },
  {
    name: 'micro-memoize',
    repository: 'planttheidea/micro-memoize',
    commit: 'b73778f',
    // names every test, not only the slow ones
    test: 'npm test --silent -- --reporter=verbose',
  },
  { name: 'memoizee', repository: 'medikoo/memoizee', commit: '6aa3746' },
  {
    name: 'reselect',
    repository: 'reduxjs/reselect',
    commit: '93bb490',
    test: "npx vitest --run -t '^(?!.*performance)'",
  },
  { name: 'nano-memoize', repository: 'anywhichway/nano-memoize', commit: 'b51957d' },
  { name: 'fast-memoize.js', repository: 'caiogondim/fast-memoize.js', commit: '5cdfc8d' },
  { name: 'quick-lru', repository: 'sindresorhus/quick-lru', commit: '1ad492a', test: 'npx ava --timeout=2m' },
  { name: 'd3-hierarchy', repository: 'd3/d3-hierarchy', commit: 'c4ae706', test: 'npx mocha test/**/*-test.js' },
  { name: 'graphql-js', repository: 'graphql/graphql-js', commit: 'a7db60beb', test: 'npm run testonly' },
  { name: 'fast-uri', repository: 'fastify/fast-uri', commit: 'c6a74bf' },
];

const { values, positionals } = parseArgs({
  options: { candidates: { type: 'boolean' }, clones: { type: 'string' } },
  allowPositionals: true,
});
const root = resolve(import.meta.dirname, '..');
const cli = join(root, 'dist/cli.js');
const clones = resolve(values.clones ?? join(root, '.suites'));
const chosen = suites.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
if (chosen.length === 0 || chosen.length < positionals.length) {
  console.error(`suites: ${suites.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

function must(file, args, cwd) {
  const { status, stderr } = spawnSync(file, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${file} ${args.join(' ')}: ${stderr}`);
}

function prepare(folder, { repository, commit }) {
  if (!existsSync(folder)) {
    mkdirSync(clones, { recursive: true });
    must('git', ['clone', '--quiet', `https://github.com/${repository}.git`, folder]);
    must('git', ['checkout', '--quiet', commit], folder);
  }
  if (!existsSync(join(folder, 'node_modules')))
    must('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--legacy-peer-deps'], folder);
}

const summary =
  /(\d+) (passing|failing|pending|passed|failed|skipped|todo|tests? passed|tests? failed|known failures?|Ok|Error|Errors)\b|^(?:# |ℹ )(pass|fail|tests|skipped|ok) +(\d+)$/gm;

/** What the runners say of passes and failures: mocha, node:test, Jest, Vitest, tap, AVA, tad. */
const counts = (output) =>
  [...output.matchAll(summary)].map(([, n, word, name, m]) => (name ? `${m} ${name}` : `${n} ${word}`)).join(', ');

/** Each test that a runner names with its mark, without times; sorted, since files run side by side. */
const tests = (output) =>
  output
    .split('\n')
    .filter((line) => /^\s*(?:[✓✔✗✖✘×√○]|not ok|ok|PASS|FAIL)\s/.test(line))
    .map((line) =>
      line
        .trim()
        .replace(/\s+#? ?\(?(?:time=)?[\d.]+ ?m?s\)?( \{)?$/, '')
        .replace(/^(ok|not ok) \d+/, '$1'),
    ) // prettier-ignore
    .sort();

function test(folder, { test: command = 'npm test --silent' }, watched) {
  const run = watched ? [process.execPath, cli, 'run', ...(values.candidates ? ['--candidates'] : []), '--'] : [];
  const [file, ...args] = [...run, 'sh', '-c', command];
  const env = { ...process.env, CI: '1', NODE_OPTIONS: '', NO_COLOR: '1', FORCE_COLOR: '0' };
  const options = { cwd: folder, env, encoding: 'utf8', timeout: 900_000, maxBuffer: 2 ** 28 };
  const { status, stdout, stderr } = spawnSync(file, args, options);
  const output = stripVTControlCharacters(`${stdout}\n${stderr}`);
  return { status, counts: counts(output), tests: tests(output), output };
}

const mostTries = 3;
let different = 0;
for (const suite of chosen) {
  const folder = join(clones, suite.name);
  prepare(folder, suite);
  let before, after, ran, same;
  let tries = 0;
  // a test that waits for a time may fail on a busy machine, with and without the probe
  do {
    before = test(folder, suite, false);
    after = test(folder, suite, true);
    ran = before.counts !== '';
    same =
      ran &&
      before.status === after.status &&
      before.counts === after.counts &&
      before.tests.join('\n') === after.tests.join('\n');
  } while (ran && !same && ++tries < mostTries);
  if (!same) different++;
  const say = ({ status, counts: found }) => `status ${status}; ${found || 'no counts'}`;
  console.log(
    `${suite.name.padEnd(18)} ${same ? `same${tries > 0 ? ` (at try ${tries + 1})` : ''}` : ran ? 'DIFFERENT' : 'NOT RUN'}: ${say(before)}${same ? '' : ` → ${say(after)}`}`,
  );
  if (same) continue;
  const missing = before.tests.filter((line) => !after.tests.includes(line));
  const more = after.tests.filter((line) => !before.tests.includes(line));
  console.log([...missing.map((line) => `  - ${line}`), ...more.map((line) => `  + ${line}`)].slice(0, 40).join('\n'));
  if (!ran) console.log(before.output.slice(-1500));
}
process.exit(different > 0 ? 1 : 0);
