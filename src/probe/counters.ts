/**
 * Counts by table number, in arrays whose address optimised code can hold as a constant: counting is one operation in
 * memory. All of one table lie together, so one address does for all. Tables beyond the last number are not counted
 * (their files are not instrumented).
 */
export const mostTables = 32_768;

const memory = new ArrayBuffer(mostTables * 16);

/** Hits of table `id` at `2 * id`. */
export const hits = new Float64Array(memory);
/**
 * Countdowns at `4 * id + 2` (misses) and `4 * id + 3` (stores): where one gets to 0, the probe looks. So the count tells
 * when, too, without a number to compare it with.
 */
export const countdowns = new Int32Array(memory);
/** The newest table of each number, while the program uses it. */
export const tables: unknown[] = [];

/** Where nothing is waited for. */
const far = 2 ** 30;

/** What a countdown has counted. One that nobody has set yet began at 0. */
export class Countdown {
  private done = 0;
  private set = 0;

  constructor(private readonly at: number) {}

  get count(): number {
    return this.done + ((this.set - countdowns[this.at]!) >>> 0);
  }

  /** @param steps from now on until the probe looks */
  wait(steps = far): void {
    this.done = this.count;
    this.set = countdowns[this.at] = Math.max(1, Math.min(far, steps));
  }
}
