/** The library: `import { memoize } from 'memoscope'`. */
export { memoize } from './memoize.ts';
export type { CacheControls, CacheInfo, Memoized, MemoizeOptions } from './types.ts';
