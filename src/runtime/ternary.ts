import type { Level } from './level.ts';
import { VOID } from './store.ts';
import { below } from './trie.ts';
import type { AnyFunction } from './types.ts';
import type { Unbounded } from './unbounded.ts';

/** Unbounded, three arguments. */
export function ternary(
  fn: AnyFunction,
  name: string,
  store: Unbounded,
  { tab, map } = store.trie.own,
  none = VOID,
): AnyFunction {
  return {
    [name](this: unknown, a: unknown, b: unknown, c: unknown): unknown {
      if (arguments.length !== 3) return store.rest.apply(this, arguments as never); // eslint-disable-line prefer-rest-params
      let value = typeof a === 'number' && (a | 0) === a && a >= 0 && a < tab.length ? tab[a] : map.get(a);
      if (value !== undefined) value = (value as Level).get(b);
      if (value !== undefined) value = (value as Level).get(c);
      if (value !== undefined) {
        store.hits++;
        return value === none ? undefined : value;
      }
      store.misses++;
      if (store.begin(a, b, c)) value = store.carefully(this, [a, b, c]);
      else value = fn.call(this, a, b, c);
      store.keep(below(below(store.trie.own, a), b), c, value);
      return value;
    },
  }[name]!;
}
