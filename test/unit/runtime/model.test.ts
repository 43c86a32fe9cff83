import assert from 'node:assert/strict';
import fc from 'fast-check';
import { memoize } from '../../../src/runtime/index.ts';
import { Model, sameValueZero } from './model.ts';

/** Keys that meet: dense and sparse integers, both zeros, NaN, strings that look like them, objects. */
const objects = [{}, {}, []];
const key = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 6 }) },
  fc.constantFrom<unknown>(
    -1,
    -0,
    1.5,
    NaN,
    100,
    1000,
    2 ** 31,
    2 ** 40,
    '1',
    '',
    '__proto__',
    null,
    undefined,
    true,
    false,
    1n,
  ),
  fc.constantFrom<unknown>(...objects),
);

type Command =
  | { readonly op: 'call' | 'has' | 'delete'; readonly args: unknown[] }
  | { readonly op: 'wait'; readonly ms: number }
  | { readonly op: 'clear' | 'info' }
  | { readonly op: 'deleteWhere'; readonly first: unknown };

const commands = (arity: number): fc.Arbitrary<Command[]> => {
  const args = fc.oneof(
    { weight: 6, arbitrary: fc.array(key, { minLength: arity, maxLength: arity }) },
    fc.array(key, { maxLength: 4 }),
  );
  return fc.array(
    fc.oneof(
      { weight: 8, arbitrary: fc.record({ op: fc.constantFrom('call' as const, 'call', 'has', 'delete'), args }) },
      { weight: 2, arbitrary: fc.record({ op: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 8 }) }) },
      { weight: 2, arbitrary: fc.record({ op: fc.constantFrom('clear' as const, 'info', 'info', 'info') }) },
      fc.record({ op: fc.constant('deleteWhere' as const), first: key }),
    ),
    { maxLength: 60 },
  );
};

const policies: Record<string, { maxSize?: number; ttl?: number }> = {
  unbounded: {},
  'LRU of 1': { maxSize: 1 },
  'LRU of 3': { maxSize: 3 },
  'LRU of 20': { maxSize: 20 },
  TTL: { ttl: 10 },
  'LRU of 3 and TTL': { maxSize: 3, ttl: 10 },
};

describe('runtime: against a model', () => {
  for (const [name, policy] of Object.entries(policies))
    for (const arity of [0, 1, 2, 3, 4])
      for (const tagged of [false, true])
        it(`${name}, ${arity} parameters${tagged ? ', tags' : ''}`, () => {
          fc.assert(
            fc.property(commands(arity), (list) => check(list, arity, policy, tagged)),
            { numRuns: 120 },
          );
        });
});

function check(list: Command[], arity: number, policy: { maxSize?: number; ttl?: number }, tagged: boolean): void {
  let now = 0;
  let runs = 0;
  const body = function (): object {
    return { run: ++runs };
  };
  Object.defineProperty(body, 'length', { value: arity });
  const options = { ...policy, clock: () => now, ...(tagged ? { tags: (args: readonly unknown[]) => args } : {}) };
  const f = memoize(body as (...args: unknown[]) => object, Object.keys(policy).length || tagged ? options : undefined);
  const model = new Model(policy.maxSize, policy.ttl, () => now);
  for (const command of list) {
    if (command.op === 'wait') now += command.ms;
    else if (command.op === 'clear') {
      f.cacheClear();
      model.clear();
    } else if (command.op === 'deleteWhere') {
      const doomed = (args: readonly unknown[]): boolean => args.length > 0 && sameValueZero(args[0], command.first);
      assert.equal(f.cacheDeleteWhere(doomed), model.deleteWhere(doomed));
    } else if (command.op === 'has') assert.equal(f.cacheHas(...command.args), model.has(command.args));
    else if (command.op === 'delete') assert.equal(f.cacheDelete(...command.args), model.delete(command.args));
    else if (command.op === 'call') {
      const before = runs;
      const value = f(...command.args);
      assert.equal(value, model.call(command.args, value), 'the value that was kept');
      assert.equal(runs === before, model.lastWasHit, 'hit or miss');
    }
    const { evictions, ...info } = f.cacheInfo();
    const { evictions: expected, ...rest } = model.info();
    assert.deepEqual(info, rest);
    if (policy.ttl === undefined) assert.equal(evictions, expected);
  }
}
