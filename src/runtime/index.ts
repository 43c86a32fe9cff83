/** The library: `import { memoize } from 'memoscope'`. */
export { structural } from './canonical.ts';
export { memoize } from './memoize.ts';
export type { AnyFunction, CacheControls, CacheInfo, Memoized, MemoizeOptions } from './types.ts';
