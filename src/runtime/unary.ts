import { VOID } from './store.ts';
import type { AnyFunction } from './types.ts';
import type { Unbounded } from './unbounded.ts';

/**
 * Unbounded, one argument: the path that most programs are on. Written with few variables, because every register
 * makes the frame longer and the deepest recursion shorter. `arguments` only ever goes to `apply`: the compiler forwards
 * it there without making the object.
 */
export function unary(
  fn: AnyFunction,
  name: string,
  store: Unbounded,
  { tab, map } = store.trie.own,
  none = VOID,
): AnyFunction {
  return {
    [name](this: unknown, a: unknown): unknown {
      if (arguments.length !== 1) return store.rest.apply(this, arguments as never); // eslint-disable-line prefer-rest-params
      let value = typeof a === 'number' && (a | 0) === a && a >= 0 && a < tab.length ? tab[a] : map.get(a);
      if (value !== undefined) {
        store.hits++;
        return value === none ? undefined : value;
      }
      store.misses++;
      if (store.begin(a)) value = store.carefully1(this, a);
      else value = fn.call(this, a);
      store.keep1(a, value);
      return value;
    },
  }[name]!;
}
