import assert from 'node:assert/strict';
import { shortForms } from '../../../src/service/cut.ts';
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

describe('short forms of arguments', () => {
  const items = (...at: number[]) => `[${at.map((i) => `a[${i}]`).join()}]`;
  const a = 'a'.repeat(30);
  for (const [name, texts, forms] of [
    ['short ones stay', ['5', '[1,2]', "'ab'"], ['5', '[1,2]', "'ab'"]],
    ['long ones are cut, brackets and quotes closed', [items(0, 1, 2, 3, 4, 5), `'${a}'`], ['[a[0],a[1],a[2],a[3],…]', `'${a.slice(0, 22)}…'`]], // prettier-ignore
    ['lists that begin alike are shown where they differ', [items(0, 1, 2, 3, 4, 5), items(0, 1, 2, 3, 5)], ['[…a[4],a[5]]', '[…a[5]]']], // prettier-ignore
    ['lists inside lists', ['[[1,2,3,4,5],[6,7,8,9,10,11],[12]]', '[[1,2,3,4,5],[6,7,8,9,10,12],[12]]'], ['[[…11],[12]]', '[[…12],[12]]']], // prettier-ignore
    ['texts, too', [`'${a}x'`, `'${a}y'`, `'${a}'`], ["'…aax'", "'…aay'", "'…aa'"]],
    ['a group of them leaves the others as they are', [items(0, 1, 2, 3, 4, 5), items(0, 1, 2, 3, 5), '[a[0]]'], ['[…a[4],a[5]]', '[…a[5]]', '[a[0]]']], // prettier-ignore
  ] as const) {
    it(name, () => assert.deepEqual([...shortForms(texts).values()], forms));
  }
});
