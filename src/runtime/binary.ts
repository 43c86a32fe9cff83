import type { Level } from './level.ts';
import { VOID } from './store.ts';
import { below } from './trie.ts';
import type { AnyFunction } from './types.ts';
import type { Unbounded } from './unbounded.ts';

/** Unbounded, two arguments: a level of levels. */
export function binary(
  fn: AnyFunction,
  name: string,
  store: Unbounded,
  { tab, map } = store.trie.own,
  none = VOID,
): AnyFunction {
  return {
    [name](this: unknown, a: unknown, b: unknown): unknown {
      if (arguments.length !== 2) return store.rest.apply(this, arguments as never); // eslint-disable-line prefer-rest-params
      let value = typeof a === 'number' && (a | 0) === a && a >= 0 && a < tab.length ? tab[a] : map.get(a);
      if (value !== undefined) value = (value as Level).get(b);
      if (value !== undefined) {
        store.hits++;
        return value === none ? undefined : value;
      }
      store.misses++;
      if (store.begin(a, b)) value = store.carefully(this, [a, b]);
      else value = fn.call(this, a, b);
      store.keep(below(store.trie.own, a), b, value);
      return value;
    },
  }[name]!;
}
