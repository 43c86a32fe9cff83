import type { TreeNode } from '../tree.ts';

/** A place that declares a name. */
export interface Definition {
  readonly as: 'parameter' | 'import' | 'function' | 'type' | 'other';
  /** The function, the declarator, the specifier, the class… */
  readonly node: TreeNode;
  /** Where the name is written. */
  readonly name: TreeNode;
}

/** What a name means in one scope: all its declarations there. */
export class Named {
  readonly defs: Definition[] = [];

  constructor(
    readonly name: string,
    /** The node whose scope it belongs to. */
    readonly scope: TreeNode,
    /** The name of a function expression, which is seen in it but is not of its activation. */
    readonly isSelf = false,
  ) {}

  /** A type alone is passed over where a value is asked for; `arguments` has no declaration. */
  get isValue(): boolean {
    return this.defs.length === 0 || this.defs.some(({ as }) => as !== 'type');
  }
}

/** The names of a scope. */
export type Table = Map<string, Named>;
