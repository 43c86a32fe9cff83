import assert from 'node:assert/strict';
import { characteristicRoot, divisionExponent, latticeRate } from '../../../src/analysis/growth/rates.ts';
import { checkFile } from '../../../src/service/check.ts';

type Row = readonly [title: string, source: string, of: string, calls: string, states: string];

/** Formulas in the function's own argument, checked on counts; "about" where they are only drawn through them. */
const rows: readonly Row[] = [
  ['n − 1 and n − 2', `function f(n) { return n < 2 ? n : f(n - 1) + f(n - 2); }`, 'f(n)', '1.618^n', 'n + 1'],
  ['n − 1 and n − 3', `function f(n) { return n < 3 ? n : f(n - 1) + f(n - 3); }`, 'f(n)', '1.466^n', 'n + 1'],
  ['steps below the guard', `function f(n) { return n < 1 ? 0 : f(n - 1) + f(n - 3); }`, 'f(n)', '1.466^n', 'n + 3'],
  ['three shifts', `function f(k) { return k < 3 ? k : f(k - 1) + f(k - 2) + f(k - 3); }`, 'f(k)', '1.839^k', 'k + 1'],
  ['the same twice', `function f(n) { return n < 1 ? 1 : f(n - 1) + f(n - 1); }`, 'f(n)', '2^(n + 1) - 1', 'n + 1'],
  ['three times', `function f(n) { return n < 1 ? 1 : f(n - 1) + f(n - 1) + f(n - 1); }`, 'f(n)', '(3^(n + 1) - 1)/2', 'n + 1'],
  ['even steps', `function f(n) { return n < 2 ? 1 : f(n - 2) + f(n - 4); }`, 'f(n)', '1.272^n', 'floor(n/2) + 2'],
  ['all smaller ones', `function f(n) { let s = 1; for (let i = 0; i < n; i++) s += f(i); return s; }`, 'f(n)', '2^n', 'n + 1'],
  ['both ends of each split', `function f(n) { let s = 1; for (let i = 0; i < n; i++) s += f(i) * f(n - 1 - i); return s; }`, 'f(n)', '3^n', 'n + 1'],
  ['steps from a list', `const steps = [1, 2, 5];
    function f(sum) { let n = sum === 0 ? 1 : 0; for (const s of steps) if (s <= sum) n += f(sum - s); return n; }`, 'f(sum)', '1.705^sum', 'sum + 1'],
  ['upwards', `function f(n, i = 0) { return i >= n ? 1 : f(n, i + 1) + f(n, i + 2); }`, 'f(…, 0)', '1.618^n', 'n + 2'],
  ['grid', `function f(i, j) { return i < 1 || j < 1 ? 1 : f(i - 1, j) + f(i, j - 1); }`, 'f(n, n)', '4^n', 'n^2 + 2n'],
  ['grid with diagonals', `function f(i, j) { return i < 1 || j < 1 ? 1 : f(i - 1, j) + f(i, j - 1) + f(i - 1, j - 1); }`, 'f(n, n)', '5.828^n', 'n^2 + 2n + 1'],
  ['a cube', `function f(a, b, c) { return a < 1 || b < 1 || c < 1 ? 1 : f(a - 1, b, c) + f(a, b - 1, c) + f(a, b, c - 1); }`, 'f(n, n, n)', '27^n', 'n^3 + 3n^2'],
  ['interval from both ends', `function f(i, j) { return i >= j ? 1 : f(i + 1, j) + f(i, j - 1); }`, 'f(0, n)', '2^(n + 1) - 1', '(n^2 + 3n + 2)/2'],
  ['halves and thirds', `function f(n) { return n < 1 ? 1 : f(Math.floor(n / 2)) + f(Math.floor(n / 3)); }`, 'f(n)', 'n^0.788', 'about 0.271·(log2 n)^2'],
  ['three quarters', `function f(n) { return n < 1 ? 1 : f(n >> 2) + f(n >> 2) + f(n >> 2); }`, 'f(n)', 'n^0.792', 'about 0.535·log2 n'],
  ['two halves', `function f(n) { return n < 2 ? 1 : f(n >> 1) + f(n - (n >> 1)); }`, 'f(n)', '2n - 1', 'about 1.672·log2 n'],
  ['a shift and a division', `function f(n) { return n < 1 ? 1 : f(n - 1) + f(n >> 1); }`, 'f(n)', 'about 1.107^n', 'n + 1'],
]; // prettier-ignore

describe('growth', () => {
  for (const [title, text, of, calls, states] of rows) {
    it(`${title}: ${calls} calls, ${states} states`, () => {
      const { growth } = checkFile({ path: 'a.js', text }).report.findings[0]!;
      assert.deepEqual([growth!.of, growth!.calls, growth!.states], [of, calls, states]);
      assert.equal(growth!.callsKind === 'fitted', calls.startsWith('about'));
      assert.equal(growth!.statesKind === 'fitted', states.startsWith('about'));
      assert.ok(BigInt(growth!.example.calls) > BigInt(growth!.example.states));
    });
  }

  it('data that is looked at midway does not split states', () => {
    const text = `function f(prices, n) {
      let best = 0;
      for (let i = 1; i <= n; i++) best = Math.max(best, prices[i - 1] + f(prices, n - i));
      return best;
    }`;
    const { growth } = checkFile({ path: 'a.js', text }).report.findings[0]!;
    assert.deepEqual([growth!.calls, growth!.states], ['2^n', 'n + 1']);
  });

  it('characteristic roots solve their equation', () => {
    for (const shifts of [[1, 2], [1, 3], [1, 2, 3], [2, 3], [1, 1], [5, 9, 13]]) {
      const root = characteristicRoot(shifts);
      const sum = shifts.reduce((total, d) => total + root ** -d, 0);
      assert.ok(Math.abs(sum - 1) < 1e-9, `${shifts.join()}: ${root}`);
    } // prettier-ignore
  });

  it('division exponents solve theirs', () => {
    for (const ratios of [[1 / 2, 1 / 3], [1 / 2, 1 / 2], [1 / 4, 1 / 4, 1 / 4], [2 / 3, 1 / 3]]) {
      const exponent = divisionExponent(ratios);
      assert.ok(Math.abs(ratios.reduce((sum, q) => sum + q ** exponent, 0) - 1) < 1e-9, ratios.join());
    } // prettier-ignore
  });

  it('lattice rates are those of the central numbers', () => {
    const near = (steps: number[][], direction: number[], rate: number): void =>
      assert.ok(Math.abs(latticeRate(steps, direction)! / rate - 1) < 1e-6, JSON.stringify(steps));
    near([[1, 0], [0, 1]], [1, 1], 4);
    near([[1, 0], [0, 1], [1, 1]], [1, 1], 3 + 2 * Math.SQRT2);
    near([[1, 0], [0, 1]], [2, 1], 27 / 4);
    near([[1, 0, 0], [0, 1, 0], [0, 0, 1]], [1, 1, 1], 27);
    assert.equal(latticeRate([[1, 0], [0, 1]], [1, -1]), undefined);
  }); // prettier-ignore
});
