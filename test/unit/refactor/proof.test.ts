import assert from 'node:assert/strict';
import type { ProofPlan } from '../../../src/protocol/proof.ts';
import { planProof } from '../../../src/refactor/proof/plan.ts';
import { prove } from '../../../src/worker/proof/prove.ts';
import { request } from './harness.ts';
import { ProofWorker, plan } from './proofWorker.ts';

const fib =
  "import { join } from 'node:path';\nconsole.log(join('a', 'b'), fib(30));\nexport function fib(n: number): number {\n  if (n < 2) return n;\n  return fib(n - 1) + fib(n - 2);\n}\n";

function planned(path: string, text: string, name: string, options: Parameters<typeof planProof>[3] = {}): ProofPlan {
  const plan = planProof('memoize-scoped', request(path, text, name), {}, options);
  assert.ok('before' in plan, JSON.stringify(plan));
  return plan;
}

describe('proof by execution', () => {
  const worker = new ProofWorker();
  after(() => worker.close());

  it('runs the function and nothing else of its file, and counts', () => {
    const report = prove(planned('a.ts', fib, 'fib', { calls: 50_000 }));
    assert.equal(report.proven, true);
    const row = report.rows.find((r) => r.args[0] === '18');
    assert.deepEqual(row, { args: ['18'], before: 8361, after: 19, again: 19, outcome: 'equal' });
    // 22 is within the fuel, 26 is not.
    assert.equal(report.rows.find((r) => r.args[0] === '26')?.outcome, 'left-out');
  });

  it('does so in a worker thread', async () => {
    const report = await worker.run(planned('a.ts', fib, 'fib', { calls: 5_000 }));
    assert.equal(report.proven, true);
    assert.ok(report.rows.length > 10);
  });

  it('calls the function around a nested helper', () => {
    const text =
      'function lcs(a, b) {\n  const go = (i, j) => {\n    if (i === a.length || j === b.length) return 0;\n    if (a[i] === b[j]) return 1 + go(i + 1, j + 1);\n    return Math.max(go(i + 1, j), go(i, j + 1));\n  };\n  return go(0, 0);\n}\n';
    const report = prove(planned('a.js', text, 'go', { calls: 20_000 }));
    assert.equal(report.proven, true);
    assert.ok(report.rows.some((r) => (r.before ?? 0) > 10 * (r.after ?? Infinity)));
  });

  it('says what differs', () => {
    const report = prove(plan('const f = (n) => n * 2', 'const f = (n) => (n === 3 ? 7 : n * 2)', [['1'], ['3']]));
    assert.equal(report.proven, false);
    assert.deepEqual(report.rows.map((r) => r.outcome), ['equal', 'different']); // prettier-ignore
    assert.equal(report.rows[1]?.detail, '6 before, 7 after');
    const nan = prove(plan('const f = (n) => -0', 'const f = (n) => 0', [['1']]));
    assert.equal(nan.proven, false, 'negative zero is another result');
  });

  it('tells a promise from its value, a rejection from an error, and what is thrown', async () => {
    const differs = async (before: string, after: string): Promise<string | undefined> =>
      (await worker.run(plan(`const f = (n) => ${before}`, `const f = (n) => ${after}`, [['1']]))).rows[0]?.detail;
    assert.equal(await differs('Promise.resolve(n)', 'n'), 'a promise of 1 before, 1 after');
    const fails = "{ throw new Error('x'); }";
    assert.equal(await differs(fails, `(async () => ${fails})()`), 'Error: x before, a promise rejected with Error: x after'); // prettier-ignore
    assert.ok(await differs('{ throw { code: 1 }; }', '{ throw { code: 2 }; }'));
    assert.equal(await differs('Promise.reject(n)', 'Promise.reject(n)'), 'number: 1');
  });

  it('tries odd arguments, also where larger inputs take too many calls', () => {
    const made = planned('a.ts', fib, 'fib', { calls: 2_000 });
    const wrong = prove({ ...made, after: made.after.replace('return n', 'return Math.abs(n)') });
    assert.ok(wrong.rows.some((r) => r.outcome === 'left-out'));
    assert.deepEqual(wrong.rows.find((r) => r.outcome === 'different')?.args, ['-1']);
  });

  it('calls members whose names are no words', () => {
    const text = "const o = {\n  'my f'(n) {\n    return n < 2 ? n : o['my f'](n - 1) + o['my f'](n - 2);\n  },\n};\n";
    assert.equal(prove(planned('a.mjs', text, 'my f', { calls: 2_000 })).proven, true);
  });

  it('sees a cache that forgets an argument, a change inside it, and a shared result', () => {
    const sum = 'const f = (xs, n) => xs[0] + n';
    const byIndex = 'const memo = new Map(); const f = (xs, n) => { if (!memo.has(n)) memo.set(n, xs[0] + n); return memo.get(n); }'; // prettier-ignore
    const named = (after: string, before = sum): string[] =>
      prove(plan(before, after, [['[4, 5]', '1']])).probes.filter((p) => !p.equal).map((p) => p.name); // prettier-ignore
    assert.deepEqual(named(byIndex), ['other-arguments', 'changed-argument']);
    const byIdentity = 'const memo = new WeakMap(); const f = (xs, n) => { if (!memo.has(xs)) memo.set(xs, xs[0] + n); return memo.get(xs); }'; // prettier-ignore
    assert.deepEqual(named(byIdentity), ['changed-argument']);
    const shared = 'const memo = new Map(); const f = (n) => { if (!memo.has(n)) memo.set(n, [n]); return memo.get(n); }'; // prettier-ignore
    const report = prove(plan('const f = (n) => [n]', shared, [['1']]));
    assert.deepEqual(report.probes.map((p) => [p.name, p.equal]), [['other-arguments', true], ['changed-result', false], ['after-error', true]]); // prettier-ignore
    const nested = shared.replace('(n)', '(xs, n)').replace('[n]', '[{ n }]');
    assert.deepEqual(named(nested, 'const f = (xs, n) => [{ n }]'), ['changed-result']);
    const changes = prove(plan('const f = (xs) => xs.length', 'const f = (xs) => xs.push(1) - 1', [['[1]']]));
    assert.equal(changes.rows[0]?.detail, 'the arguments are not left alike');
  });

  it('calls what the function recurses through in between, methods on one instance', () => {
    const both = (body: string): string => `let memo; const g = (n) => { ${body} return n + 1; }; const f = (n) => memo ?? n * 2;`; // prettier-ignore
    const shared = plan(both(''), both('memo = n;'), [['3']]);
    const given = (code: string): string => code.replace('give(f)', 'give(f, g)');
    const asked = {
      ...shared,
      before: given(shared.before),
      after: given(shared.after),
      counted: given(shared.counted),
    };
    const names = (found: ReturnType<typeof prove>): string[] => found.probes.filter((p) => !p.equal).map((p) => p.name); // prettier-ignore
    assert.deepEqual(names(prove(asked)), []);
    assert.deepEqual(names(prove({ ...asked, others: [{ fn: 0, args: ['3'] }] })), ['other-functions']);

    const board = 'class Board {\n  full(n) {\n    return n < 1 ? 1 : this.full(n - 2) + this.notched(n - 1);\n  }\n  notched(n) {\n    return n < 1 ? 0 : this.full(n - 1) + this.notched(n - 2);\n  }\n}\n'; // prettier-ignore
    for (const id of ['memoize-scoped', 'memoize-method'] as const) {
      const made = planProof(id, request('a.js', board, 'full'), {}, { calls: 20_000 });
      assert.ok('others' in made && made.others!.length > 0, id);
      const report = prove(made);
      assert.ok(report.proven && report.probes.some((p) => p.name === 'other-functions'), id);
      // A table by instance answers the second time.
      const row = report.rows.find((r) => r.args[0] === '10')!;
      assert.equal(row.again === 0, id === 'memoize-method');
    }
  });

  it('waits for async functions, and counts what they compute', async () => {
    const text =
      'export async function paths(r: number, c: number): Promise<number> {\n  if (r === 0 || c < 1) return 1;\n  await new Promise((resolve) => setTimeout(resolve, 1000));\n  const [a, b] = await Promise.all([paths(r - 1, c), paths(r, c - 1)]);\n  return a + b;\n}\n';
    const plan = planProof('memoize-async', request('a.ts', text, 'paths'), {}, { calls: 5_000 });
    assert.ok('before' in plan, JSON.stringify(plan));
    const report = await worker.run(plan);
    assert.equal(report.proven, true, JSON.stringify(report));
    const row = report.rows.find((r) => r.args.join() === '6,6');
    assert.deepEqual(row, { args: ['6', '6'], before: 1847, after: 48, again: 48, outcome: 'equal' });
    const wrong = await worker.run({ ...plan, after: plan.after.replace('c - 1', 'c - 2') });
    assert.equal(wrong.rows.find((r) => r.args.join() === '6,6')?.outcome, 'different');
  });

  it('makes up trees, also such that share their parts', () => {
    const text =
      'function rob(node, free = true) {\n  if (!node) return 0;\n  const skip = rob(node.left, true) + rob(node.right, true);\n  return free ? Math.max(skip, node.val + rob(node.left, false) + rob(node.right, false)) : skip;\n}\n';
    const report = prove(planned('a.js', text, 'rob', { calls: 20_000 }));
    assert.equal(report.proven, true);
    assert.ok(report.rows.some((r) => (r.before ?? 0) > 10 * (r.after ?? Infinity)));
    const many =
      'const count = (node, k) => {\n  let sum = k + node.weight;\n  for (const child of node.parts) sum += count(child, k - 1) + count(child, k - 2);\n  return sum;\n};\n';
    assert.equal(prove(planned('a.js', many, 'count', { calls: 20_000 })).proven, true);
  });

  it('takes the arguments of calls that the file has', () => {
    const text =
      "function ways(s, parts) {\n  if (s === '') return 1;\n  let sum = 0;\n  for (const p of parts) if (s.startsWith(p)) sum += ways(s.slice(p.length), parts);\n  return sum;\n}\nconsole.log(ways('xyxyxyxyxy', ['x', 'y', 'xy']));\nways(name, []);\n";
    const report = prove(planned('a.js', text, 'ways', { calls: 20_000 }));
    assert.deepEqual(report.rows[0]?.args, ["'xyxyxyxyxy'", "['x', 'y', 'xy']"]);
    assert.ok(report.rows[0].before! > report.rows[0].after!);
    assert.ok(!report.rows.some((r) => r.args[0] === 'name'));
  });

  it('refuses what it cannot run', () => {
    const refused = (text: string, name = 'f'): string => {
      const result = planProof('memoize-scoped', request('a.js', text, name));
      return 'refused' in result ? result.refused : 'not refused';
    };
    assert.match(refused('function f(n, o) {\n  return n < 2 ? o(n) : f(n - 1, o) + f(n - 2, o);\n}\n'), /made up for the parameter `o`/); // prettier-ignore
    const one = 'function f(n) {\n  return n < 2 ? n : f(n - 1) + f(n - 2);\n}\n';
    assert.match(refused(`if (Date) {\n${one}}\n`), /declared in a block/);
    assert.match(refused(`const start = await 3;\n${one.replace('? n', '? start')}`), /waits at the top of its module/);
  });
});
