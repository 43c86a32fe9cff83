/** How the probe marks objects in a heap snapshot, so that their retained sizes can be told. */

/** The name that the snapshot shows for the mark of object `index`; the mark refers to the object and to no other. */
export const markName = (index: number): string => `MemoscopeMeasured${index}`;

export interface RetainedRequest {
  /** Path of the heap snapshot. */
  readonly file: string;
  /** How many objects were marked. */
  readonly marks: number;
}

/** Bytes by number of the mark; -1 for an object that the snapshot does not show. */
export type RetainedReply = { readonly bytes: readonly number[] } | { readonly error: string };
