// How deep a recursion may go before a RangeError, on the default stack.
import { code } from './floors.mjs';

/** Our forms, with the parameters that go along. */
const forms = ({ memoize, memoized }) => ({
  'memoize, two arguments': [memoize, ',b'],
  'memoize, three arguments': [memoize, ',b,c'],
  'memoize, four arguments': [memoize, ',b,c,d'],
  'memoize with maxSize': [(f) => memoize(f, { maxSize: 1e6 })],
  'memoize with ttl': [(f) => memoize(f, { ttl: 1e6 })],
  'memoize with tags': [(f) => memoize(f, { tags: () => [1] })],
  'memoize with weak': [(f) => memoize(f, { weak: true })],
  'memoize with key': [(f) => memoize(f, { key: (n) => n })],
  'memoize with freeze': [(f) => memoize(f, { freeze: true })],
  'memoize with copy': [(f) => memoize(f, { copy: (x) => x })],
  '@memoized method': [(f) => memoized(f, { kind: 'method' })],
});

export function report(all, library) {
  const { memoizeRecursive } = library;
  const deepest = (make) => {
    const box = { depth: 0 };
    const f = make(box);
    let best = 0;
    for (let i = 1; i <= 3; i++) {
      box.depth = 0;
      try {
        f(-1e7 * i);
      } catch {
        best = Math.max(best, box.depth);
      }
    }
    return best;
  };
  const plain = deepest((box) => code(['box'], 'function f(n){box.depth++;return f(n+1)+1}return f')(box));
  const show = (name, depth) =>
    console.log(`  ${name.padEnd(28)} ${String(depth).padStart(7)} ${(depth / plain).toFixed(2).padStart(6)}`);
  console.log('depth of recursion, and share of the plain recursion');
  show('plain recursion', plain);
  show(
    'Map in the body',
    deepest((box) =>
      code(
        ['box'],
        'const m=new Map();function f(n){const c=m.get(n);if(c!==undefined)return c;box.depth++;const r=f(n+1)+1;m.set(n,r);return r}return f',
      )(box),
    ),
  );
  for (const [name, { one }] of Object.entries(all))
    if (one)
      show(
        name,
        deepest((box) => code(['w', 'box'], 'const m=w(function(n){box.depth++;return m(n+1)+1});return m')(one, box)),
      );
  for (const [name, [wrap, more = '']] of Object.entries(forms(library))) {
    const text = `const o={m:w(function(n${more}){box.depth++;return o.m(n+1${more})+1})};return (n${more})=>o.m(n${more})`;
    show(
      name,
      deepest((box) => code(['w', 'box'], text)(wrap, box)),
    );
  }
  const sum = memoizeRecursive((self) => (n) => (n === 0 ? 0 : 1 + self(n - 1)));
  show('memoizeRecursive, at least', sum(1_000_000));
}
