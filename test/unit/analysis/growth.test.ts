import assert from 'node:assert/strict';
import { characteristicRoot } from '../../../src/analysis/growth.ts';
import { checkFile } from '../../../src/service/check.ts';

const rows: readonly (readonly [title: string, source: string, calls: RegExp, states?: RegExp])[] = [
  ['n − 1 and n − 2', `function f(n) { return n < 2 ? n : f(n - 1) + f(n - 2); }`, /^1\.618\^n$/, /^n \+ 1$/],
  ['n − 1 and n − 3', `function f(n) { return n < 3 ? n : f(n - 1) + f(n - 3); }`, /^1\.466\^n$/],
  ['three shifts', `function f(n) { return n < 3 ? n : f(n - 1) + f(n - 2) + f(n - 3); }`, /^1\.839\^n$/, /^n \+ 1$/],
  ['the same twice', `function f(n) { return n < 1 ? 1 : f(n - 1) + f(n - 1); }`, /^2\^n$/, /^n \+ 1$/],
  ['grid', `function f(i, j) { return i < 1 || j < 1 ? 1 : f(i - 1, j) + f(i, j - 1); }`, /\^n$/, /^n\^2/],
]; // prettier-ignore

describe('growth', () => {
  for (const [title, text, calls, states] of rows) {
    it(title, () => {
      const { growth } = checkFile({ path: 'a.js', text }).report.findings[0]!;
      assert.match(growth!.calls, calls);
      if (states) assert.match(growth!.states, states);
      assert.ok(BigInt(growth!.example.calls) > BigInt(growth!.example.states));
    });
  }

  it('characteristic roots solve their equation', () => {
    for (const shifts of [[1, 2], [1, 3], [1, 2, 3], [2, 3], [1, 1], [5, 9, 13]]) {
      const root = characteristicRoot(shifts);
      const sum = shifts.reduce((total, d) => total + root ** -d, 0);
      assert.ok(Math.abs(sum - 1) < 1e-9, `${shifts.join()}: ${root}`);
    } // prettier-ignore
  });
});
