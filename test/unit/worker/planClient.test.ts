import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { FixId } from '../../../src/protocol/finding.ts';
import type { ProofReport } from '../../../src/protocol/proof.ts';
import { planProof } from '../../../src/refactor/proof/plan.ts';
import { requestFor } from '../../../src/service/requestFor.ts';
import { type Ask, planWithImports } from '../../../src/worker/planClient.ts';
import { prove } from '../../../src/worker/proof/prove.ts';

const fib = (imports: string, base: string): string =>
  `${imports}\nexport function f(n: number): number {\n  if (n < 2) return ${base};\n  return f(n - 1) + f(n - 2);\n}\n`;
/** What imported functions do is not known to the analysis; here they are taken for safe. */
const ask: Ask = ({ file, target, fix, sources }) =>
  Promise.resolve(planProof(fix, { ...requestFor(file, target)!, safety: 'safe' }, {}, {}, sources));

describe('proofs of functions that import', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'memoscope-plan-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** The proof of `f` in the first file, or why there is none. */
  async function proof(
    files: Readonly<Record<string, string>>,
    fix: FixId = 'memoize-scoped',
  ): Promise<ProofReport | string> {
    // prettier-ignore
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const [[path, text]] = Object.entries(files) as [[string, string]];
    const file = { path, text, dependencies: { moize: '^6' } };
    const plan = await planWithImports(ask, { file, target: { name: 'f' }, fix }, join(folder, path));
    return 'refused' in plan ? plan.refused : prove({ ...plan, limits: { ...plan.limits, calls: 2_000 } });
  }

  async function isProven(files: Readonly<Record<string, string>>): Promise<void> {
    const report = await proof(files);
    assert.ok(typeof report !== 'string' && report.proven, JSON.stringify(report));
  }

  it('types and what nothing mentions are no imports', () =>
    isProven({
      'a.ts': fib("import type { A } from 'a';\nimport { type B, c } from 'b';\nimport 'side-effect';\nimport fs from 'node:fs';\nexport const lines = () => fs.readdirSync('.', c);", '(n as A | B as number)'), // prettier-ignore
    }));

  it('other files, cut down to what is needed', () =>
    isProven({
      'a.ts': fib("import base, { step as s } from './lib/base.js';\nimport * as all from './all';\nimport type {} from 'x';", 'base(n) + s + all.two + all.deep.one'), // prettier-ignore
      'lib/base.ts': "import { readFileSync } from 'node:fs';\nthrow new Error('not run');\nexport const text = readFileSync('x');\nexport default function base(n: number): number {\n  return n * unit;\n}\nconst unit = 1;\nexport { unit as step };\n", // prettier-ignore
      'all/index.ts': "export * from './two.mjs';\nexport * as deep from './deep';\n",
      'all/two.mjs': 'export const two = 2;\n',
      'all/deep.cjs': "const { one } = require('./one');\nmodule.exports = { one };\n",
      'all/one.js': 'exports.one = 1;\n',
    }));

  it('files that import each other', () =>
    isProven({
      'a.ts': fib("import { even } from './even';", 'Number(even(n))'),
      'even.ts': "import { odd } from './odd';\nexport const even = (n: number): boolean => n === 0 || odd(n - 1);\n",
      'odd.ts': "import { even } from './even';\nexport function odd(n: number): boolean {\n  return n !== 0 && even(n - 1);\n}\n", // prettier-ignore
    }));

  it('modules of Node that reach for nothing', () =>
    isProven({ 'a.ts': fib("import assert from 'node:assert';\nimport { posix } from 'path';", '(assert(n < 2), posix.join("a", "b").length)') })); // prettier-ignore

  it('a wrong result of another file shows', async () => {
    const files = { 'a.ts': fib("import { size } from './size';", 'size(n)'), 'size.ts': 'let calls = 0;\nexport const size = (n: number): number => n + (++calls > 20 ? 1 : 0);\n' }; // prettier-ignore
    const report = await proof(files);
    assert.ok(typeof report === 'string' || !report.proven);
  });

  it('text that is not saved yet', async () => {
    const text = fib("import { one } from './one';", 'one');
    writeFileSync(join(folder, 'one.ts'), 'export const one = (;');
    const plan = await planWithImports(
      ask,
      { file: { path: 'a.ts', text }, target: { name: 'f' }, fix: 'memoize-scoped' },
      join(folder, 'a.ts'),
      (path) => (path === join(folder, 'one.ts') ? 'export const one = 1;' : undefined),
    );
    assert.ok('before' in plan && prove(plan).proven, JSON.stringify(plan));
  });

  for (const [imports, base, why] of [
    ["import { add } from 'lodash-none';", 'add(n, 1)', /needs the package "lodash-none": packages are not run/],
    ["import { readFileSync } from 'node:fs';", "readFileSync('x').length", /"node:fs", which reaches out of the program/], // prettier-ignore
    ["import { cpus } from 'os';", 'cpus().length', /"os", which reaches out/],
    ["import { x } from './none.js';", 'x', /needs "\.\/none\.js", which is not found/],
    ["import { x } from './other';", 'x', /"node:fs", which reaches out/],
  ] as const) {
    it(`refuses ${imports}`, async () => {
      const other = "import fs from 'node:fs';\nexport const x = fs.readFileSync('x').length;\n";
      assert.match(String(await proof({ 'a.ts': fib(imports, base), 'other.ts': other })), why);
    });
  }

  it('a library that a fix brings is run when it is there', async () => {
    const files = { 'a.ts': fib('', 'n') };
    assert.match(String(await proof(files, 'memoize-library')), /needs "moize", which is not found/);
    const entry = 'exports.default = exports.moize = (fn) => {\n  const memo = new Map();\n  return (n) => memo.has(n) ? memo.get(n) : (memo.set(n, fn(n)), memo.get(n));\n};\n'; // prettier-ignore
    const report = await proof({ ...files, 'node_modules/moize/index.js': `exports.__esModule = true;\n${entry}` }, 'memoize-library'); // prettier-ignore
    assert.ok(typeof report !== 'string' && report.proven, JSON.stringify(report));
  });
});
