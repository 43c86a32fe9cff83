/** Which of many rows are near the part of a scrolled list that shows. Pure. */

/** Up to this many rows all are made: find and browse commands of screen readers then reach every one. */
export const allUpTo = 150;
/** Rows made beyond each edge, so that slow scrolling shows no gap. */
const beyond = 3;

export interface Heights {
  readonly row: number;
  readonly group: number;
}

export interface InView {
  /** First row to make, and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** Pixels that stand for the rows above and below. */
  readonly above: number;
  readonly below: number;
}

/**
 * @param isGroup whether row `i` is a heading
 * @param top how far the list is scrolled, pixels
 * @param height pixels of the list that show
 */
export function rowsInView(
  length: number,
  isGroup: (index: number) => boolean,
  heights: Heights,
  top: number,
  height: number,
): InView {
  if (length <= allUpTo) return { from: 0, to: length, above: 0, below: 0 };
  let from = length;
  let to = length;
  let above = 0;
  let below = 0;
  let y = 0;
  const margin = beyond * heights.row;
  for (let i = 0; i < length; i++) {
    const own = isGroup(i) ? heights.group : heights.row;
    if (y + own < top - margin) above += own;
    else if (y > top + height + margin) {
      to = Math.min(to, i);
      below += own;
    } else from = Math.min(from, i);
    y += own;
  }
  return { from: Math.min(from, to), to, above, below };
}
