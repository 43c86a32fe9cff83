/**
 * A count of the work that the analysis does, the same on every machine however busy it is: evaluated nodes of runs and
 * of effects, characters that are read.
 */
let done = 0;

/** Counts `units` more of it. */
export function worked(units: number): void {
  done += units;
}

/** Units since the program was started. */
export function workDone(): number {
  return done;
}
