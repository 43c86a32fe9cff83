import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import type { ProofPlan } from '../../../src/protocol/proof.ts';
import { runProof } from '../../../src/worker/proofClient.ts';
import { planProof } from '../../../src/refactor/proof/plan.ts';
import { prove } from '../../../src/worker/proof/prove.ts';
import { request } from './harness.ts';

const source = fileURLToPath(new URL('../../../src/worker/proofWorker.ts', import.meta.url));
const fib =
  "import { join } from 'node:path';\nconsole.log(join('a', 'b'), fib(30));\nexport function fib(n: number): number {\n  if (n < 2) return n;\n  return fib(n - 1) + fib(n - 2);\n}\n";

function planned(path: string, text: string, name: string, options: Parameters<typeof planProof>[3] = {}): ProofPlan {
  const plan = planProof('memoize-scoped', request(path, text, name), {}, options);
  assert.ok('before' in plan, JSON.stringify(plan));
  return plan;
}

/** A program that gives a function by its source. */
const program = (source: string): string => `${source}; __memoscope_give(f);`;

function plan(before: string, after: string, inputs: readonly string[][], limits = {}): ProofPlan {
  return {
    before: program(before), after: program(after), counted: program(after), modules: {},
    inputs: inputs.map((args, size) => ({ args, size })),
    limits: { calls: 1000, runMs: 300, totalMs: 5000, heapMb: 64, ...limits },
  }; // prettier-ignore
}

describe('proof by execution', () => {
  let folder: string;
  let worker: { entry: string };
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'memoscope-proof-'));
    worker = { entry: join(folder, 'proofWorker.cjs') };
    buildSync({ entryPoints: [source], outfile: worker.entry, bundle: true, platform: 'node', format: 'cjs' });
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('runs the function and nothing else of its file, and counts', () => {
    const report = prove(planned('a.ts', fib, 'fib', { calls: 50_000 }));
    assert.equal(report.proven, true);
    const row = report.rows.find((r) => r.args[0] === '18');
    assert.deepEqual(row, { args: ['18'], before: 8361, after: 19, outcome: 'equal' });
    // 22 is within the fuel, 26 is not.
    assert.equal(report.rows.find((r) => r.args[0] === '26')?.outcome, 'left-out');
  });

  it('does so in a worker thread', async () => {
    const report = await runProof(planned('a.ts', fib, 'fib', { calls: 5_000 }), worker);
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
    assert.deepEqual(report.probes.map((p) => [p.name, p.equal]), [['changed-result', false]]); // prettier-ignore
    const changes = prove(plan('const f = (xs) => xs.length', 'const f = (xs) => xs.push(1) - 1', [['[1]']]));
    assert.equal(changes.rows[0]?.detail, 'the arguments are not left alike');
  });

  it('compares instances of classes that each program has its own of', () => {
    const node = 'class Node { constructor(n) { this.n = n; this.next = n < 1 ? null : new Node(n - 1); } }; const f = (n) => new Node(n)'; // prettier-ignore
    assert.equal(prove(plan(node, node, [['3']])).proven, true);
    assert.equal(prove(plan(node, node.replace('this.n = n', 'this.n = n % 2'), [['3']])).proven, false);
    assert.equal(prove(plan(node, node.replaceAll('Node', 'Leaf'), [['3']])).proven, false);
    const map = (entries: string): string => `const f = () => new Map(${entries})`;
    assert.equal(prove(plan(map('[[1, 2]]'), map('[[1, 2]]'), [[]])).rows[0]?.outcome, 'equal');
    assert.equal(prove(plan(map('[[1, 2]]'), map('[[1, 3]]'), [[]])).rows[0]?.outcome, 'different');
  });

  it('ends programs that take too long, too many calls, or too much memory', async () => {
    const endless = prove(plan('const f = (n) => { for (;;); }', 'const f = (n) => 1', [['1']], { runMs: 30 }));
    assert.deepEqual(endless.rows.map((r) => [r.outcome, r.detail]), [['left-out', 'too long']]); // prettier-ignore
    assert.equal(endless.proven, false);
    const swallowing = 'const f = (n) => { for (let i = 0; i < 2000; i++) try { __memoscope_count(); } catch {} return 1; }'; // prettier-ignore
    assert.equal(prove(plan(swallowing, 'const f = (n) => 1', [['1']])).rows[0]?.detail, 'too many calls');
    const deep = prove(plan('const f = (n) => (n < 1 ? 0 : 1 + f(n - 1))', 'const f = (n) => n', [['1e6']]));
    assert.equal(deep.rows[0]?.detail, 'too deep');
    const large = plan('const f = (n) => { const a = []; for (;;) a.push(new Array(1e4).fill(n + a.length)); }', 'const f = (n) => 1', [['1']], { runMs: 20_000, totalMs: 20_000 }); // prettier-ignore
    await assert.rejects(runProof(large, worker), /more than 64 MB/);
  });

  it('waits for async functions, and counts what they compute', async () => {
    const text =
      'export async function paths(r: number, c: number): Promise<number> {\n  if (r === 0 || c < 1) return 1;\n  await new Promise((resolve) => setTimeout(resolve, 1000));\n  const [a, b] = await Promise.all([paths(r - 1, c), paths(r, c - 1)]);\n  return a + b;\n}\n';
    const plan = planProof('memoize-async', request('a.ts', text, 'paths'), {}, { calls: 5_000 });
    assert.ok('before' in plan, JSON.stringify(plan));
    const report = await runProof(plan, worker);
    assert.equal(report.proven, true, JSON.stringify(report));
    const row = report.rows.find((r) => r.args.join() === '6,6');
    assert.deepEqual(row, { args: ['6', '6'], before: 1847, after: 48, outcome: 'equal' });
    const wrong = await runProof({ ...plan, after: plan.after.replace('c - 1', 'c - 2') }, worker);
    assert.equal(wrong.rows.find((r) => r.args.join() === '6,6')?.outcome, 'different');
  });

  it('an async program that never ends is left out', async () => {
    const never = plan('const f = (n) => new Promise(() => {})', 'const f = async (n) => 1', [['1']], { runMs: 50 });
    const { rows } = await runProof(never, worker);
    assert.deepEqual(rows.map((r) => [r.outcome, r.detail]), [['left-out', 'too long']]); // prettier-ignore
    const rejects = "const f = async (n) => { throw new RangeError('x' + n); }";
    const both = await runProof(plan(rejects, rejects, [['1']]), worker);
    assert.deepEqual(both.rows.map((r) => r.outcome), ['threw']); // prettier-ignore
    const other = await runProof(plan(rejects, rejects.replace("'x'", "'y'"), [['1']]), worker);
    assert.deepEqual(other.rows.map((r) => r.outcome), ['different']); // prettier-ignore
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
    assert.match(refused("import { g } from './g.js';\nfunction f(n) {\n  return n < 2 ? g(n) : f(n - 1) + f(n - 2);\n}\n"), /needs the module ".\/g.js"/); // prettier-ignore
    assert.match(refused('function f(n, o) {\n  return n < 2 ? o(n) : f(n - 1, o) + f(n - 2, o);\n}\n'), /made up for the parameter `o`/); // prettier-ignore
  });
});
