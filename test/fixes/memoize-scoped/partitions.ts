// function: partitions
/** Every way to write n as a sum of parts no larger than m. */
export const partitions = (n: number, m: number): readonly number[][] => {
  if (n === 0) return [[]];
  if (n < 0 || m === 0) return [];
  return [...partitions(n - m, m).map((p) => [m, ...p]), ...partitions(n, m - 1)];
};
