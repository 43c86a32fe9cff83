import type { Range } from '../../../analysis/skeleton.ts';
import type { ParsedSource } from '../parser.ts';
import type { TreeNode } from '../tree.ts';
import { type Known, editOf, reparse } from './reparse.ts';

type Fields = Record<string, unknown>;

/**
 * The tree of a text that differs from a known one within one function, which alone is parsed. The known tree stays as it
 * is; what stands before the function is shared with it.
 * @returns undefined where the whole text has to be parsed
 */
export function spliced(known: Known, text: string): ParsedSource['program'] | undefined {
  try {
    const edit = editOf(known, text);
    if (!edit) return known.program;
    const found = reparse(known, text, edit);
    if (!found) return undefined;
    const { piece, node } = found;
    const own = moved(node.body!, piece.range[0] - piece.open.length);
    return replaced(known.program, piece.node.body!, own, text.length - known.text.length);
  } catch (error) {
    // Nested too deeply for this.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** A copy of a tree with `own` in the place of `body`, which is shorter by `grown`. */
function replaced<T extends TreeNode>(tree: T, body: TreeNode, own: TreeNode, grown: number): T {
  const [start, end] = body.range;
  return copied(tree, (node) => {
    if (node === body) return own;
    return node.range[1] <= start ? node : undefined;
  }, (at) => (at >= end ? at + grown : at)); // prettier-ignore
}

function moved<T extends TreeNode>(tree: T, by: number): T {
  const none = (): undefined => undefined;
  return copied(tree, none, (at) => at + by);
}

/**
 * @param instead what takes the place of a node, if it is not to be copied
 * @param placeOf where a place is in the copy
 */
function copied<T extends TreeNode>(
  tree: T,
  instead: (node: TreeNode) => TreeNode | undefined,
  placeOf: (at: number) => number,
): T {
  const copy = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(copy);
    // Values of literals are no nodes.
    if (!('range' in value)) return value;
    const node = value as TreeNode;
    const other = instead(node);
    if (other) return other;
    const made: Fields = {};
    for (const key in node) {
      const field = (node as unknown as Fields)[key];
      if (key === 'range') made[key] = [placeOf((field as Range)[0]), placeOf((field as Range)[1])];
      else if (key === 'start' || key === 'end') made[key] = placeOf(field as number);
      else made[key] = typeof field === 'object' && field !== null ? copy(field) : field;
    }
    return made;
  };
  return copy(tree) as T;
}
