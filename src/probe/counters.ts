/**
 * Counts by table number, in arrays whose address optimised code can hold as a constant: counting a hit is one addition
 * in memory. Tables beyond the last number are not counted (their files are not instrumented).
 */
export const mostTables = 32_768;

export const hits = new Float64Array(mostTables);
export const misses = new Float64Array(mostTables);
/** Results stored in tables that cannot say how many they hold. */
export const stores = new Float64Array(mostTables);
/** The number of the next miss to time; 0 where none is. */
export const nextTimed = new Float64Array(mostTables);
/** Timed misses that have not ended: none, one, or more (2). */
export const timing = new Uint8Array(mostTables);
/** The newest table of each number, while the program uses it. */
export const tables: unknown[] = [];
