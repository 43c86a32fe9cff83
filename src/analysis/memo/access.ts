import type { Expr } from '../skeleton.ts';

/** A place in a container, looked at or asked for. */
export interface Access {
  readonly container: Expr;
  readonly keys: readonly Expr[];
}
