/**
 * Counts by table number, in arrays whose address optimised code can hold as a constant: counting a hit is one addition
 * in memory. Tables beyond the last number are not counted (their files are not instrumented).
 */
export const mostTables = 32_768;

export const hits = new Float64Array(mostTables);
export const misses = new Float64Array(mostTables);
/** Results stored in tables that cannot say how many they hold. */
export const stores = new Float64Array(mostTables);
