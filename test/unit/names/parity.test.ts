import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { fileParser } from '../../../src/service/parser.ts';
import { differences } from './reference.ts';

const root = join(import.meta.dirname, '../../..');

/** What is declared twice, seen from odd places, or written where other names stand. */
const odd = `
import a, { b as c, type d } from 'x';
import * as all from 'y';
export { a, c as default, d as e } from 'z';
export { a as f, all };
function over(x: number): void;
function over(x: string): void;
function over(x: unknown) { return over; }
var twice = 1; var twice = twice + 1;
const merged = 1; interface merged { a: number }
interface only { a: only }
class A { static #p = A; m = () => A; [merged]() { return new A(); } static { var inside = A; inside = inside; } }
const B = class Named extends A { n() { return Named; } };
const self = function self(n) { return n ? self(n - 1) : arguments; };
const shadow = function shadow(shadow) { return shadow; };
function defaults(p = q, { r, s: t = p, ...u } = {}, [v, , w = v] = [], ...rest) { var q = p; let p2 = q; return [r, t, u, v, w, rest, p2]; }
function later(x = below, y = () => below) { const below = 1; return below + x + y(); }
function f(a) { { let a = 1; { var deep = a; } function inBlock() { return a; } } deep++; return inBlock(a); }
for (let i = 0, n = i; i < n; i++) { const i = n; void i; }
for (const k in merged) k; for (var v of [v]) v;
for ([twice, { deep: twice.x, y: twice = 2 }] of []) twice;
switch (twice) { case merged: let inCase = 1; break; default: inCase = 2; }
try { throw 1; } catch ({ message, cause = message }) { let other = message; void [other, cause]; } finally { var last; }
label: for (;;) { break label; }
({ a, merged: twice, [merged]: all.x } = { a, merged, [merged]: a });
(twice as any) = 1; twice!++; (twice satisfies number); twice ||= a;
enum E { one = 1, 'two' = one, three = two + one + E.one }
namespace N { export const inner = 1; export namespace M { const deeper = inner; } var inner2 = inner; }
declare global { var everywhere: number; }
import g = N.inner;
const arrow = async <T,>(T2: T, { a: renamed }) => { T2 = renamed; await T2; };
class Deco { constructor(@a() private c2, @a(merged) readonly d2 = c2) { c2 = d2; } @a(c) m(@a() z) { return z; } }
@a(Deco) class Late { x = this; y = a.a.y; }
@a export class Later {}
a: { const a = 1; break a; }
const { length, [length]: more } = 'x';
undefined; globalThis.a; new.target; import.meta; arguments; \`\${a} \${\`\${c}\`}\`;
type Typed = typeof a; let typed: A = twice as unknown as A; function is(q): q is A { return true; }
`;
const escaped = `var \\u0061b = 1; ab = 2; function g(ab) { return \\u{61}b; }`;
const elements = `import { A, b } from 'x'; const c = A; export const d = (e) => <A.B c={e} {...e}><A b="A">{b}</A><b /><c.d /><></></A.B>;`;

describe('names mean what scope-manager says', () => {
  for (const [name, text] of Object.entries({ 'odd.ts': odd, 'escaped.js': escaped, 'elements.tsx': elements })) {
    it(name, () => assert.deepEqual(of(name, text), []));
  }

  it('in many files', () => {
    // NAMES=DIR,… compares in other folders, too.
    const folders = process.env['NAMES']?.split(',') ?? ['src/languages', 'test/fixtures/recurrences'];
    const paths = folders.flatMap((cwd) =>
      globSync('**/*.{ts,tsx,mts,js,jsx,mjs,cjs}', { cwd: join(root, cwd), absolute: true }),
    );
    assert.ok(paths.length > 60);
    for (const path of paths) assert.deepEqual(of(path, readFileSync(path, 'utf8')), [], path);
  });
});

function of(path: string, text: string): string[] {
  return differences(text, fileParser(path, text).program);
}
