import { acts } from '../accessors.ts';
import { type TreeNode, isFunctionNode } from '../tree.ts';

/** What differs between two versions of a tree. */
export interface Changes {
  /** Nothing but places. */
  readonly same: boolean;
  /** Every name in the parts that differ, of variables, fields and all else. */
  readonly names: ReadonlySet<string>;
  /** A part that differs binds a function to a field, which can be seen from anywhere. */
  readonly binds: boolean;
  /** A function that holds a difference began to do more than read, or no longer does: it may run without being called. */
  readonly acts: boolean;
}

type Fields = Record<string, unknown>;

/** Fields that say where a node stands: oxc gives them twice. */
const places = new Set(['range', 'start', 'end']);

/**
 * Compares two trees. The parts that differ are the smallest statements of blocks that hold a difference; lists of them are
 * matched from both ends.
 */
export function changes(before: TreeNode, after: TreeNode): Changes {
  const names = new Set<string>();
  let same = true;
  let binds = false;
  let acting = acts(before) !== acts(after);
  const tell = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) {
      if (typeof value === 'string') names.add(value);
      return;
    }
    const node = value as TreeNode;
    if (node.type === 'AssignmentExpression' && node.left.type !== 'Identifier') binds ||= holdsFunction(node.right);
    for (const [key, field] of Object.entries(value)) if (!places.has(key) && key !== 'type') tell(field);
  };
  const differ = (...parts: unknown[]): void => {
    same = false;
    parts.forEach(tell);
  };
  const match = (a: readonly unknown[], b: readonly unknown[]): void => {
    let first = 0;
    while (first < a.length && first < b.length && isSame(a[first], b[first])) first++;
    let [aEnd, bEnd] = [a.length, b.length];
    while (aEnd > first && bEnd > first && isSame(a[aEnd - 1], b[bEnd - 1])) {
      aEnd--;
      bEnd--;
    }
    if (aEnd !== first + 1 || bEnd !== first + 1 || !isWithin(a[first], b[first])) {
      differ(...a.slice(first, aEnd), ...b.slice(first, bEnd));
    }
  };
  /** Whether they differ in nothing but statements inside, which are told. */
  const isWithin = (one: unknown, other: unknown): boolean => {
    if (isSame(one, other)) return true;
    if (Array.isArray(one)) {
      return Array.isArray(other) && one.length === other.length && one.every((item, k) => isWithin(item, other[k]));
    }
    if (!isNode(one) || !isNode(other) || one.type !== other.type) return false;
    const [a, b] = [one, other] as unknown as [TreeNode, TreeNode];
    if (isFunctionNode(a)) acting ||= acts(a) !== acts(b);
    const keys = Object.keys(one);
    if (keys.length !== Object.keys(other).length) return false;
    return keys.every((key) => {
      if (places.has(key)) return true;
      if (lists[one.type] !== key) return key in other && isWithin(one[key], other[key]);
      match(one[key] as TreeNode[], other[key] as TreeNode[]);
      return true;
    });
  };
  if (!isWithin(before, after)) differ(before, after);
  return { same, names, binds, acts: acting };
}

/** Where statements stand side by side. */
const lists: Readonly<Record<string, string>> = { BlockStatement: 'body', SwitchCase: 'consequent' };

const isNode = (value: unknown): value is Fields & { type: string } =>
  typeof value === 'object' && value !== null && 'type' in value;

/** Equal but for places. */
function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (one instanceof RegExp && other instanceof RegExp) return String(one) === String(other);
  const [a, b] = [one as Fields, other as Fields];
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => places.has(key) || (key in b && isSame(a[key], b[key])));
}

function holdsFunction(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return isFunctionNode(value as TreeNode) || Object.values(value).some(holdsFunction);
}
