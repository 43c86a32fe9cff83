import assert from 'node:assert/strict';
import { checkFile } from '../../../src/service/check.ts';

const fib = 'function fib(n) {\n  return n < 2 ? n : fib(n - 1) + fib(n - 2);\n}\n';
const rulesOf = (text: string): string[] => checkFile({ path: 'a.js', text }).report.findings.map((f) => f.rule);

describe('disable comments', () => {
  it('are not there', () => assert.deepEqual(rulesOf(fib), ['overlapping-subproblems']));

  for (const comment of [
    '// memoscope-disable-next-line',
    '// memoscope-disable-next-line overlapping-subproblems',
    '// memoscope-disable-next-line overlapping-subproblems -- small inputs only',
    '/* memoscope-disable */',
    '/* memoscope-disable overlapping-subproblems */',
  ]) {
    it(`silence: ${comment}`, () => assert.deepEqual(rulesOf(`${comment}\n${fib}`), []));
  }

  for (const comment of [
    '// memoscope-disable-next-line overlaping-subproblems',
    '// memoscope-disable-next-line bypassed-cache',
    '// memoscope-disable-line',
  ]) {
    it(`silence nothing and are reported: ${comment}`, () =>
      assert.deepEqual(rulesOf(`${comment}\n${fib}`), ['unused-disable', 'overlapping-subproblems']));
  }
});
