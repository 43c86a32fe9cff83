import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CheckReport, Finding } from '../../../src/protocol/finding.ts';
import { examples } from './expected.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const cli = join(root, 'dist', 'cli.js');

describe('memoscope check over examples/', function () {
  this.timeout(60_000);
  let report: CheckReport;
  let status: number | null;

  before(() => {
    assert.ok(existsSync(cli), 'run `npm run build` first: this test runs dist/cli.js');
    const run = spawnSync(process.execPath, [cli, 'check', '--format', 'json', 'examples'], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
    status = run.status;
    report = JSON.parse(run.stdout);
  });

  const place = ({ file, function: name }: Finding) => `${file.replace(/^examples\//, '')}:${name}`;
  const overlaps = () => report.findings.filter(({ rule }) => rule === 'overlapping-subproblems');

  it('lists the naive recursions and nothing else', () => {
    const expected = examples.flatMap(({ source, naive = [] }) => naive.map((name) => `${source}:${name}`));
    assert.deepEqual(overlaps().map(place).sort(), expected.sort());
    assert.deepEqual(report.findings.filter((finding) => !overlaps().includes(finding)).map(place), []);
  });

  it('says nothing of the negatives', () => {
    assert.deepEqual(report.findings.filter(({ file }) => file.includes('negatives/')).map(place), []);
  });

  it('reads every example', () => {
    assert.equal(report.files, examples.length);
    assert.deepEqual(report.errors, []);
  });

  it('exits with 1, because there are findings', () => assert.equal(status, 1));

  it('points at the name of the function', () => {
    for (const finding of report.findings) {
      const line = readFileSync(join(root, finding.file), 'utf8').split('\n')[finding.line - 1]!;
      assert.equal(line.slice(finding.column - 1, finding.endColumn - 1), finding.function, place(finding));
    }
  });

  it('proves what it says by a witness, and counts Fibonacci right', () => {
    for (const finding of overlaps().filter(({ verdict }) => verdict === 'proven')) {
      assert.ok(finding.witness && finding.witness.paths.length >= 2, place(finding));
    }
    const fib = overlaps().find((finding) => place(finding) === 'fibonacci.ts:fib')!;
    assert.equal(fib.verdict, 'proven');
    assert.equal(fib.safety, 'safe');
    assert.deepEqual(fib.growth?.example, { input: [40], calls: '331160281', states: '41' });
    assert.equal(fib.fixes[0]?.id, 'memoize-scoped');
  });
});
