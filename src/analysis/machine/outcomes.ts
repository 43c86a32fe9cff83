import type { Value } from './values.ts';

/** The run ended early; `why` tells how: no verdict can come from it. */
export class Stopped extends Error {
  constructor(readonly why: 'fuel' | 'depth' | 'cycle' | 'input') {
    super(why);
  }
}

/** A `throw` of the program. */
export class Thrown extends Error {
  constructor(readonly value: Value) {
    super('thrown');
  }
}
