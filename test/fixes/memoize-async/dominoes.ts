// function: full
/** Ways to tile a 3 × n board. */
export async function full(n: number): Promise<number> {
  if (n < 0) return 0;
  if (n === 0) return 1;
  const [even, odd] = await Promise.all([full(n - 2), notched(n - 1)]);
  return even + 2 * odd;
}

/** With one more square. */
const notched = async (n: number): Promise<number> => (n < 0 ? 0 : (await full(n - 1)) + (await notched(n - 2)));
