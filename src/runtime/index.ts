/** The library: `import { memoize } from 'memoscope'`. */
export { structural } from './canonical.ts';
export type { AsyncCacheControls, KeyValueStore, MemoizeAsyncOptions, MemoizedAsync } from './asyncTypes.ts';
export { memoize } from './memoize.ts';
export { memoizeAsync } from './memoizeAsync.ts';
export type { AnyFunction, CacheControls, CacheInfo, Memoized, MemoizeOptions } from './types.ts';
