/** The library: `import { memoize } from 'memoscope'`. */
export type {
  AsyncCacheControls,
  AsyncFunction,
  KeyValueStore,
  MemoizeAsyncOptions,
  MemoizedAsync,
} from './asyncTypes.ts';
export { structural } from './canonical.ts';
export { cacheOf, memoized, memoizedAsync, type MethodDecorator } from './decorators.ts';
export { memoize } from './memoize.ts';
export { memoizePlain } from './plain.ts';
export { memoizeAsync } from './memoizeAsync.ts';
export { memoizeRecursive, type RecursiveOptions } from './recursive.ts';
export type { AnyFunction, CacheControls, CacheInfo, Memoized, MemoizeOptions } from './types.ts';
