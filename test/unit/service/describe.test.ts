import assert from 'node:assert/strict';
import { together } from '../../../src/service/describe.ts';

describe('reasons of the safety clause', () => {
  const argument = (name: string) => `it reads the content of its argument \`${name}\`, which may change between calls`;
  for (const [name, reasons, clauses] of [
    ['one stays as it is', [argument('a')], [argument('a')]],
    ['arguments are listed', [argument('a'), argument('b'), argument('c')], ['it reads the content of its arguments `a`, `b` and `c`, which may change between calls']], // prettier-ignore
    ['variables too, with a verb that agrees', ['it reads `A`, which is changed elsewhere', 'it reads `B`, which is changed elsewhere'], ['it reads `A` and `B`, which are changed elsewhere']], // prettier-ignore
    ['what is read otherwise stays apart', ['it reads `A`, which other code can change', argument('a'), 'it reads `this.x`'], ['it reads `A`, which other code can change', argument('a'), 'it reads `this.x`']], // prettier-ignore
    ['other reasons stay', ['`now` reads the clock', '`then` reads the clock'], ['`now` reads the clock', '`then` reads the clock']], // prettier-ignore
  ] as const) {
    it(name, () => assert.deepEqual(together(reasons), clauses));
  }
});
