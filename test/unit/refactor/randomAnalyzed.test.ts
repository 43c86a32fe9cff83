import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { FixId } from '../../../src/protocol/finding.ts';
import { type FixRequest, applyEdits, fix, offers } from '../../../src/refactor/index.ts';
import * as runtime from '../../../src/runtime/index.ts';
import { checkFile } from '../../../src/service/check.ts';
import { requestFor } from '../../../src/service/requestFor.ts';
import { recurrence } from '../analysis/randomRecurrence.ts';
import { counted, evaluate, typeErrors } from './harness.ts';

const small = fc.integer({ min: -2, max: 11 });
const inputs = fc.array(fc.tuple(small, small, small), { minLength: 2, maxLength: 4 });

/** Results of calls, one module for all; undefined when one of them needs too many calls or too deep a stack. */
function results(text: string, calls: readonly string[]): unknown[] | undefined {
  let left = 30_000;
  const count = (): void => {
    if (--left < 0) throw new Error('too many calls');
  };
  const found = evaluate('a.ts', counted('a.ts', text, 'f'), calls, { count });
  return found.some((r) => /too many calls|call stack/.test(String(r))) ? undefined : found;
}

/** Every fix that is offered, and those that are not because nothing was found or they answer another question. */
function strategies(request: FixRequest): Set<FixId> {
  return new Set<FixId>([...offers(request).map((o) => o.id), 'memoize-disk']);
}

describe("random recurrences of the analyzer's test", () => {
  it('give the same results after every fix', function () {
    this.timeout(300_000);
    const seen = new Map<string, number>();
    let unlike = 0;
    const property = fc.property(recurrence, inputs, ({ text, arity }, tuples) => {
      const file = { path: 'a.ts', text };
      const found = checkFile(file).functions.find((c) => c.finding.function === 'f');
      const request = found?.request ?? requestFor(file, { name: 'f' });
      assert.ok(request, text);
      const calls = tuples.map((args) => `f(${args.slice(0, arity).join(', ')})`);
      const before = results(text, calls);
      if (!before) return void unlike++;
      for (const id of strategies(request)) {
        const result = fix(id, request);
        if ('refused' in result) continue; // a recursion that is no key's: `No argument changes`
        const after = applyEdits(text, result.edits);
        const load = (): unknown => ({ ...runtime, memoizeDisk: runtime.memoize });
        assert.deepEqual(evaluate('a.ts', after, calls, {}, load), before, `${id}\n${after}`);
        const times = (seen.get(id) ?? 0) + 1;
        seen.set(id, times);
        if (times % 40 === 5 && typeErrors('a.ts', text).length === 0) {
          assert.deepEqual(typeErrors('a.ts', after), [], `${id}\n${after}`);
        }
      }
    });
    fc.assert(property, { numRuns: Number(process.env.RUNS ?? 120), seed: Number(process.env.SEED ?? 11) });
    console.log(`      applied: ${[...seen].map(([id, n]) => `${id} ${n}`).join(', ')}; not comparable: ${unlike}`);
    for (const id of ['memoize-scoped', 'memoize-module', 'memoize-wrap', 'memoize-lru', 'memoize-disk']) {
      assert.ok((seen.get(id) ?? 0) > 10, `${id}: ${seen.get(id)}`);
    }
  });

  it('and after memoize-async, when every call waits', async function () {
    this.timeout(120_000);
    let applied = 0;
    const property = fc.asyncProperty(recurrence, inputs, async ({ text, arity }, tuples) => {
      const calls = tuples.map((args) => `f(${args.slice(0, arity).join(', ')})`);
      const plain = results(text, calls);
      if (!plain) return;
      const source = waiting(text);
      const path = source.includes(': number') ? 'a.ts' : 'a.js';
      const request = requestFor({ path, text: source }, { name: 'f' });
      assert.ok(request, source);
      for (const id of ['memoize-async', 'memoize-wrap'] as const) {
        const result = fix(id, request);
        if ('refused' in result) {
          assert.match(result.refused, /No argument|annotate it/, source);
          continue;
        }
        applied++;
        const after = applyEdits(source, result.edits);
        const out: unknown[] = [];
        const asked = calls.map((call, i) => `void ${call}.then((v) => { out[${i}] = v; }, (e) => { out[${i}] = e; })`);
        evaluate(path, after, asked, { out }, () => runtime);
        await new Promise((resolve) => setImmediate(resolve));
        assert.deepEqual(out, plain, after);
        if (path === 'a.ts' && applied % 10 === 5) assert.deepEqual(typeErrors(path, after), typeErrors(path, source), after); // prettier-ignore
      }
    });
    await fc.assert(property, { numRuns: Number(process.env.RUNS ?? 60), seed: Number(process.env.SEED ?? 11) });
    assert.ok(applied > 20, String(applied));
  });
});

/** The function made async, each of its calls awaited. */
function waiting(text: string): string {
  let out = '';
  let at = 0;
  for (const { index } of text.matchAll(/\bf\(/g)) {
    const isDeclaration = text.slice(0, index).endsWith('function ');
    out += text.slice(at, index) + (isDeclaration ? '' : '(await ');
    at = index;
    if (isDeclaration) continue;
    let end = index + 2;
    for (let depth = 1; depth > 0; end++) depth += text[end] === '(' ? 1 : text[end] === ')' ? -1 : 0;
    out += `${text.slice(at, end)})`;
    at = end;
  }
  const all = out + text.slice(at);
  return all.replace('function f', 'async function f').replace('): number {', '): Promise<number> {');
}
