import { type TreeNode, isFunctionNode } from '../tree.ts';

/** What differs between two versions of a tree. */
export interface Changes {
  /** Nothing but places. */
  readonly same: boolean;
  /** Every name in the parts that differ, of variables, fields and all else. */
  readonly names: ReadonlySet<string>;
  /** A part that differs binds a function to a field, which can be seen from anywhere. */
  readonly binds: boolean;
}

type Fields = Record<string, unknown>;

/** Compares two trees; the parts that differ are statements, where lists of them can be matched from both ends. */
export function changes(before: TreeNode, after: TreeNode): Changes {
  const names = new Set<string>();
  let same = true;
  let binds = false;
  const tell = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) {
      if (typeof value === 'string') names.add(value);
      return;
    }
    const node = value as TreeNode;
    if (node.type === 'AssignmentExpression' && node.left.type !== 'Identifier') binds ||= holdsFunction(node.right);
    for (const [key, field] of Object.entries(value)) if (key !== 'range' && key !== 'type') tell(field);
  };
  const differ = (...parts: unknown[]): void => {
    same = false;
    parts.forEach(tell);
  };
  const compare = (one: unknown, other: unknown): void => {
    if (isSame(one, other)) return;
    const lists = statementsOf(one, other);
    if (!lists) {
      differ(one, other);
      return;
    }
    const [a, b] = lists;
    let first = 0;
    while (first < a.length && first < b.length && isSame(a[first], b[first])) first++;
    let [aEnd, bEnd] = [a.length, b.length];
    while (aEnd > first && bEnd > first && isSame(a[aEnd - 1], b[bEnd - 1])) {
      aEnd--;
      bEnd--;
    }
    if (aEnd === first + 1 && bEnd === first + 1) compare(a[first], b[first]);
    else differ(...a.slice(first, aEnd), ...b.slice(first, bEnd));
  };
  compare(before, after);
  return { same, names, binds };
}

/** The statements of two blocks. */
function statementsOf(one: unknown, other: unknown): [TreeNode[], TreeNode[]] | undefined {
  const [a, b] = [one, other] as [TreeNode, TreeNode];
  return a?.type === 'BlockStatement' && b?.type === 'BlockStatement' ? [a.body, b.body] : undefined;
}

/** Equal but for places. */
function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (one instanceof RegExp && other instanceof RegExp) return String(one) === String(other);
  const [a, b] = [one as Fields, other as Fields];
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => key === 'range' || (key in b && isSame(a[key], b[key])));
}

function holdsFunction(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return isFunctionNode(value as TreeNode) || Object.values(value).some(holdsFunction);
}
