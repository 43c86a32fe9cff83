import assert from 'node:assert/strict';

/** Fails unless `output` contains every text and matches every pattern. */
export function assertPrints(output: string, prints: readonly (string | RegExp)[]): void {
  for (const wanted of prints) {
    const found = typeof wanted === 'string' ? output.includes(wanted) : wanted.test(output);
    assert.ok(found, `${String(wanted)} is not in:\n${output}`);
  }
}
