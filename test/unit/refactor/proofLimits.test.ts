import assert from 'node:assert/strict';
import { planProof } from '../../../src/refactor/proof/plan.ts';
import { requestFor } from '../../../src/service/requestFor.ts';
import { prove } from '../../../src/worker/proof/prove.ts';
import { ProofWorker, plan } from './proofWorker.ts';

const one = 'const f = () => 1';

/** What came of one input. */
function outcome(before: string, after = one, limits = {}): [string, string | undefined] {
  const [row] = prove(plan(before, after, [['1']], limits)).rows;
  return [row!.outcome, row!.detail];
}

describe('limits of proofs', function () {
  this.timeout(60_000);
  const worker = new ProofWorker();
  after(() => worker.close());
  const slow = { runMs: 20_000, totalMs: 20_000 };

  it('an endless loop', () => {
    const endless = 'const f = () => { for (;;); }';
    assert.deepEqual(outcome(endless, one, { runMs: 30 }), ['left-out', 'too long']);
    assert.deepEqual(outcome(one, endless, { runMs: 30 }), ['different', '1 before, too long after']);
    const { rows } = prove(plan(endless, one, [['1'], ['2'], ['3'], ['4']], { runMs: 30 }));
    assert.equal(rows.length, 2, 'each costs its whole time');
  });

  it('an endless loop of promises ends with the time of the whole proof', async () => {
    const endless = 'const f = async () => { for (;;) await null; }';
    await assert.rejects(worker.run(plan(endless, one, [['1']], { runMs: 50, totalMs: 700 })), /longer than 700 ms/);
    const getter = 'const f = () => ({ get a() { for (;;); } })';
    await assert.rejects(worker.run(plan(getter, getter, [['1']], { runMs: 50, totalMs: 700 })), /longer than 700 ms/);
  });

  it('an endless recursion of promises ends with its fuel', async () => {
    for (const rest of [
      'await null; return (await f(n - 1)) + (await f(n - 2));',
      'await null; try { return (await f(n - 1)) + (await f(n - 2)); } catch { return f(n - 3); }',
      'const [a, b] = await Promise.all([f(n - 1), f(n - 2)]); return a + b;',
    ]) {
      const text = `export async function f(n: number): Promise<number> { if (n > 0) return n; ${rest} }`;
      const asked = planProof('memoize-async', requestFor({ path: 'a.ts', text }, { name: 'f' })!);
      assert.ok('limits' in asked && asked.limits.calls <= 20_000);
      const { rows } = await worker.run(asked);
      assert.ok(rows.some((r) => r.detail === 'too many calls') && rows.some((r) => r.outcome === 'equal'), rest);
    }
  });

  it('what an endless recursion leaves behind does not count in the next run', async () => {
    const text = (rest: string): string => `const wait = () => new Promise((resolve) => setTimeout(resolve)); const f = async (n) => { __memoscope_count(); for (let i = 0; i < 9; i++) await wait(); ${rest} }`; // prettier-ignore
    const asked = plan(text('return n > 0 ? n : f(n - 1);'), text('return n;'), [['0'], ['1']], { runMs: 1000, totalMs: 20_000, calls: 1e9 }); // prettier-ignore
    const { rows } = await worker.run(asked);
    assert.deepEqual(rows.map((r) => [r.outcome, r.detail ?? r.before]), [['left-out', 'too long'], ['equal', 1]]); // prettier-ignore
  });

  it('fuel that is swallowed is spent all the same', () => {
    const swallowing = 'const f = () => { for (let i = 0; i < 2000; i++) try { __memoscope_count(); } catch {} return 1; }'; // prettier-ignore
    assert.deepEqual(outcome(swallowing), ['left-out', 'too many calls']);
  });

  it('a deep recursion', () => {
    assert.deepEqual(outcome('const f = (n) => 1 + f(n + 1)'), ['left-out', 'too deep']);
    assert.deepEqual(outcome(one, 'const f = (n) => 1 + f(n + 1)'), ['different', '1 before, too deep after']);
  });

  for (const [what, body] of [
    ['lists', 'const a = []; for (;;) a.push(new Array(1e4).fill(a.length));'],
    // These take the whole process down, which must not be this one.
    ['a Map', 'const m = new Map(); for (let i = 0; ; i++) m.set(i, { i });'],
    ['one large list', 'return new Array(2 ** 27).fill(1);'],
    // Not on the heap.
    ['buffers', 'const a = []; for (;;) a.push(new Uint8Array(1e7).fill(1));'],
  ] as const) {
    it(`memory: ${what}`, async () => {
      await assert.rejects(worker.run(plan(`const f = () => { ${body} }`, one, [['1']], slow)), /more than 64 MB|too much memory/); // prettier-ignore
    });
  }

  it('a program that ends its process', async () => {
    const exits = 'const f = () => { process.exit(3); }';
    assert.deepEqual(outcome(exits, exits), ['threw', 'ReferenceError: process is not defined']);
    const escapes = "const f = () => console.log.constructor('return process')().exit(3)";
    await assert.rejects(worker.run(plan(escapes, escapes, [['1']])), /ended its process with 3/);
    const dies = "const f = () => { const p = console.log.constructor('return process')(); p.kill(p.pid, 'SIGKILL'); }";
    await assert.rejects(worker.run(plan(dies, dies, [['1']])), /down \(SIGKILL\)/);
  });

  it('a program that changes prototypes does not change its partner, nor the comparison', () => {
    const tampers = 'const f = (n) => { Array.prototype.map = () => [0]; Array.prototype[Symbol.iterator] = function* () {}; Object.is = () => true; return [n].map((x) => x + 1); }'; // prettier-ignore
    assert.deepEqual(outcome(tampers, 'const f = (n) => [n].map((x) => x + 1)'), ['different', '[ 0 ] before, [ 2 ] after']); // prettier-ignore
    assert.deepEqual(outcome('const f = (n) => [n + 1]', tampers), ['different', '[ 2 ] before, [ 0 ] after']);
    assert.deepEqual(outcome(tampers, tampers), ['equal', undefined]);
  });

  it('an async program that never settles', async () => {
    const never = plan('const f = () => new Promise(() => {})', 'const f = async () => 1', [['1']], { runMs: 50 });
    const { rows } = await worker.run(never);
    assert.deepEqual(rows.map((r) => [r.outcome, r.detail]), [['left-out', 'too long']]); // prettier-ignore
    const rejects = "const f = async (n) => { throw new RangeError('x' + n); }";
    const both = await worker.run(plan(rejects, rejects, [['1']]));
    assert.deepEqual(both.rows.map((r) => r.outcome), ['threw']); // prettier-ignore
    const other = await worker.run(plan(rejects, rejects.replace("'x'", "'y'"), [['1']]));
    assert.deepEqual(other.rows.map((r) => r.outcome), ['different']); // prettier-ignore
  });

  it('a person who cancels, before and while it runs', async () => {
    const endless = plan('const f = () => { for (;;); }', one, [['1']], slow);
    await assert.rejects(worker.run(endless, AbortSignal.abort()), /cancelled/);
    await assert.rejects(worker.run(endless, AbortSignal.timeout(100)), /cancelled/);
  });

  it('sees nothing of the environment', async () => {
    process.env.MEMOSCOPE_SECRET = 'x';
    try {
      const reads = "const f = () => Object.keys(console.log.constructor('return process')().env).join()";
      const { rows } = await worker.run(plan(reads, "const f = () => 'XDG_CACHE_HOME'", [['1']]));
      assert.deepEqual(rows.map((r) => [r.outcome, r.detail]), [['equal', undefined]]); // prettier-ignore
    } finally {
      delete process.env.MEMOSCOPE_SECRET;
    }
  });
});
