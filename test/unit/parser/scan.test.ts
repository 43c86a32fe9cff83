import assert from 'node:assert/strict';
import fc from 'fast-check';
import fs from 'node:fs';
import { branchingCandidates } from '../../../src/languages/ecmascript/candidates.ts';
import { mayBranch } from '../../../src/languages/ecmascript/scan/scan.ts';
import { fileParser } from '../../../src/service/parser.ts';

const root = new URL('../../../', import.meta.url);

function sources(): { path: string; text: string }[] {
  return ['examples', 'test/fixtures', 'test/unit', 'src', 'bench']
    .filter((folder) => fs.existsSync(new URL(folder, root)))
    .flatMap((folder) => fs.readdirSync(new URL(folder, root), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name) && !/node_modules/.test(entry.parentPath))
    .map((entry) => ({ path: entry.name, text: fs.readFileSync(`${entry.parentPath}/${entry.name}`, 'utf8') }));
}

function hasCandidates(path: string, text: string): boolean {
  try {
    return branchingCandidates(fileParser(path, text).program).size > 0;
  } catch {
    return false;
  }
}

/** Ways to write `f` so that it asks for two subproblems; `@` is the place of the two calls. */
const forms = [
  'function f(n) { return @; }',
  'async function* f<A, B>(n: A): Map<A, B> { @ }',
  'function f(n): { a: number } { @ }',
  'function f(n): { a: number }[] | Map<{ b: 1 }, () => { c: 2 }> { @ }',
  'function f(n): asserts n is { a: number } { @ }',
  'function f(n: string): void;\nfunction f(n: number): void\nfunction f(n) { @ }',
  'function f(n, m = @) {}',
  'const f = (n) => @;',
  'const f = (n, m = [@]): Promise<() => void> => { return m; }',
  'const f = <A, B extends { c: 1 } = {}>(n: A): B => @',
  'const f: Record<string, (n: { a: 1 }, m) => void> = (n) => { @ }',
  'let f\nf = n =>\n  @',
  'let f; f ??= memo(async (n) => { @ });',
  'exports.f = function (n) { @ };',
  'a.prototype.f = (function () { @ });',
  `a['f'] = (n) => { @ }`,
  'class A { f(n) { @ } }',
  'class A extends B<C>(d) {\n  x = 1\n  static async *#f<A, B>(n?: A): B { @ }\n}',
  'class A { f = (n) => { @ }\n  g() {} }',
  'class A { private readonly f? = /* c */ (n): void => { @ } }',
  'class A { f /* c */ (n): void { @ } }',
  'class A { catch(f) {}\n  f(n) { @ } }',
  'class A { constructor(a) {} of(n) { return [this.of(1), this.of(2), @] } }',
  'class A { a = b\n in(n) { return [this.in(1), this.in(2), @] } }',
  'const o = { a: 1, f(n) { @ }, b() {} };',
  `const o = { 'f': function (n) { @ } };`,
  `const o = { ['f'](n) { @ } };`,
  'const o = { f: cond ? 1 : 2, g: async (n) => 1 };\no.f = n => { @ };',
  'export default { f: (n) => @ };',
  'namespace N { export function f(n) { @ } }',
  'const f = useCallback((n) => { @ }, []);',
  'if (a) /[\'"`{]/.test(b); const f = (n) => { const r = a / b / c; return @; };',
  'const s = `${a ? `${b}` : "`"} ${{ a: 1 }.a}`; function f(n) { return `${@}`; }',
  'label: for (;;) { function f(n) { @ } }',
  'switch (a) { case b: { const f = (n) => { @ } } default: c() }',
  'x = a! / b!; y = !/}/.test(c); function f(n) { @ }',
  'function g(n) { return f(n); } function f(n) { return g(n - 1) + g(n - 2); }',
  'function f(n) { for (const d of ds) f(d); }',
  'function f(n) { for await (const d of ds)\n  f(d) }',
  'function f(n) { do f(n); while (n) }',
  'function f(n) { while (n) if (m) { n++ } else f(n) }',
  'const f = (n) => n.map((m) => f(m));',
  'const f = (n) => n.map(m => ({ ...f(m) }));',
]; // prettier-ignore

const calls = ['f(n - 1) + f(n - 2)', '[f(1), () => f(2)]', 'f?.(1) || f.call(this, 2)'];
/** Where the function is a member, it is called as one. */
const asMember = (form: string, call: string): string =>
  /class|o = \{|prototype|exports|'f'|default \{/.test(form) ? call.replaceAll('f', 'this.f') : call;

describe('scan', () => {
  for (const form of forms) {
    it(`lets through ${form}`, () => {
      for (const call of calls) {
        const text = form.replace('@', asMember(form, call).replaceAll('this.f.call(this.this.f', 'this.f.call(this'));
        assert.equal(mayBranch('a.ts', text), true, text);
      }
    });
  }

  const inElements = [
    'const f = (n) => <A>{@}</A>;',
    'const f = (n) => <A b={n} c="}" {...d} e=\'<\'> it\'s {"}"} <b.c-d /> {/* { */} <></> {@}</A>;',
    'const A = () => <p>don\'t `<br/></p>;\nfunction f(n) { return <ul>{n.map((m) => <li key={m}>{f(m)}</li>)}</ul>; }',
    'const a = b ? <i>{`${<b>{"</b>"}</b>}`}</i> : <b />;\nfunction f(n) { return @; }',
    'const f = <A,>(n: A) => <div // {\n/* } */ a = {@} />;',
    'const f = <const A extends B<C>>(n: A) => { if (1 <n) return a <b> c; return <i>{@}</i> };',
    'const a = <A onClick={(n) => { f(n); }}>{...b}</A>; class B { f(n) { return <A b={<i/>}/> || @; } }',
  ]; // prettier-ignore
  for (const text of inElements) {
    it(`lets through ${text}`, () => {
      for (const call of calls) {
        const whole = text.replace('@', asMember(text.includes('class') ? 'class' : '', call));
        assert.equal(mayBranch('a.tsx', whole), true, whole);
      }
    });
  }

  const settledElements = [
    'const A = () => <p title="a">don\'t {b} <br/> f( {"<"} </p>; const c = <T,>(n: T) => <></>;',
    'function f(n) { return <ul a-b={n} {...c}>{f(n - 1)} f f(</ul>; }',
    'function A(n) { return <A><A>{n > 1 && <A />}</A></A>; }',
    'type F = <T>(n: T) => void;\nconst a = b <c, d = 1 << e; const g = <A.B c:d="">/* ` */ // {/* */}</A.B>',
  ]; // prettier-ignore
  for (const text of settledElements) it(`settles ${text}`, () => assert.equal(mayBranch('a.tsx', text), false));

  const settled = [
    'export const a = 1;',
    'function f(n) { return n < 2 ? 1 : f(n - 1); }',
    'const f = (n) => g(n) + g(n); const g = (n) => h(n) + h(n); const h = (n) => n;',
    'class A { f() { return this.g() + this.g(); }\n  g() { return 1; } }',
    'const f = () => 1\nconst g = () => f() + f()\n',
    'for (const a of b) { c(a); }\nfunction f(n) { return n && f(n - 1); }',
    'const o = { a: () => 1, b: () => o.a() + o.a() };',
    'class A { f(a: number, f: number) { return f + f; } }',
    'class A { get(k) { return this.map.get(k) ?? other.get(k); } }',
    'const a = { get(k) { return b.get(k) + b.get(1); } }; const b = {};',
    'interface A { f(n: A): () => A }\ntype F<F = A> = (f: F) => F\nconst g = (n: F): F => n;',
    'const f = throttle((n) => f(1) + f(2), 5);',
    'function f(n) { xs.map(function g(m) { return f(m) + f(m); }); }',
    'function f(x) { const visit = (n) => n && visit(n.next); return visit(x) + visit(x); }',
    'function f(n) { for (const d of ds) { const g = () => f(d); } }',
  ];
  for (const text of settled) it(`settles ${text}`, () => assert.equal(mayBranch('a.ts', text), false));

  it('never settles a source of the project that has candidates', () => {
    let [parsed, all] = [0, 0];
    for (const { path, text } of sources()) {
      const passed = mayBranch(path, text);
      all++;
      if (passed) parsed++;
      else assert.equal(hasCandidates(path, text), false, path);
    }
    assert.ok(all > 200 && parsed < all, `${parsed} of ${all}`);
  });

  it('never settles what has candidates after a change', function () {
    this.timeout(120_000);
    const files = sources().filter(({ text }) => text.length < 8_000);
    const bits = [...forms.map((form) => `\n${form.replace('@', 'f(1) + f(2)')}\n`), '{', '}', '(', ')', ';', '\n', '=> ', '`', '/', '<', ', ']; // prettier-ignore
    const change = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(20), fc.constantFrom(...bits));
    fc.assert(
      fc.property(fc.constantFrom(...files), fc.array(change, { minLength: 1, maxLength: 3 }), ({ path, text }, changes) => {
        for (const [where, cut, bit] of changes) {
          // at the start of a line, where most changes leave a program
          const at = text.lastIndexOf('\n', Math.floor(where * text.length)) + 1;
          text = text.slice(0, at) + bit + text.slice(at + (bit.length > 3 ? 0 : cut));
        }
        if (!mayBranch(path, text)) assert.equal(hasCandidates(path, text), false, text);
      }),
      { numRuns: 600, seed: 5, endOnFailure: true },
    ); // prettier-ignore
  });
});
