import assert from 'node:assert/strict';
import { cases, type Contender, judge } from '../../runtime/conformance.ts';
import { forms } from '../../runtime/forms.ts';

describe('runtime: meaning of keys', () => {
  for (const [name, contender] of Object.entries(forms))
    describe(name, () => {
      for (const one of cases)
        if (contender[one.needs])
          it(one.title, async () => {
            assert.equal(await judge(contender, one), 'yes');
          });
    });

  it('can fail', async () => {
    const naive: Contender = { one: (fn) => fn, async: (fn) => fn };
    const failed: string[] = [];
    for (const one of cases) if (one.id !== 'recursion' && (await judge(naive, one)) === 'no') failed.push(one.id);
    assert.ok(failed.includes('nan') && failed.includes('single-flight') && failed.includes('cycle'), failed.join());
  });
});
