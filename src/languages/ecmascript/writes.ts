import { type TreeNode, forEachChild, keyName, memberName, withoutTypes } from './tree.ts';

/** Methods of lists, maps and sets that change them. */
export const mutators = /^(push|pop|shift|unshift|splice|sort|reverse|fill|copyWithin|set|add|delete|clear)$/;

/** Something that a node changes. */
export interface Write {
  readonly target: TreeNode;
  /** The member or variable itself, elements of a list, map or set, or members of an object. */
  readonly of: 'self' | 'elements' | 'members';
  /** Which members, where they are written. */
  readonly names?: readonly string[] | undefined;
  /** By a getter: what it gives may change later. */
  readonly getter?: boolean;
}

/** What a node by itself assigns, deletes or changes: through patterns, heads of loops and functions of `Object` too. */
export function writesOf(node: TreeNode): readonly Write[] {
  switch (node.type) {
    case 'AssignmentExpression':
      return targets(node.left);
    case 'UpdateExpression':
      return targets(node.argument);
    case 'UnaryExpression':
      return node.operator === 'delete' ? targets(node.argument) : [];
    case 'ForOfStatement':
    case 'ForInStatement':
      return node.left.type === 'VariableDeclaration' ? [] : targets(node.left);
    case 'CallExpression': {
      const callee = withoutTypes(node.callee);
      if (callee.type !== 'MemberExpression') return [];
      const [first, second] = node.arguments;
      const name = memberName(callee) ?? '';
      if (first && callee.object.type === 'Identifier' && /^(Object|Reflect)$/.test(callee.object.name)) {
        if (!/^(assign|defineProperty|defineProperties|set|setPrototypeOf|deleteProperty)$/.test(name)) return [];
        const keys = second?.type === 'Literal' ? [String(second.value)] : second && keysOf(second);
        const names = name === 'assign' && node.arguments.length > 2 ? undefined : keys;
        return [{ target: withoutTypes(first), of: 'members', names, getter: node.arguments.some(hasGetter) }];
      }
      return mutators.test(name) ? [{ target: withoutTypes(callee.object), of: 'elements' }] : [];
    }
    default:
      return [];
  }
}

/** Keys of an object that is written in full. */
function keysOf(node: TreeNode): string[] | undefined {
  if (node.type !== 'ObjectExpression') return undefined;
  const keys = node.properties.map((p) => (p.type === 'Property' ? keyName(p) : undefined));
  return keys.every((k) => k !== undefined) ? keys : undefined;
}

function hasGetter(node: TreeNode): boolean {
  if ('key' in node && !('computed' in node && node.computed) && keyName(node as never) === 'get') return true;
  let found = false;
  forEachChild(node, (child) => {
    found ||= hasGetter(child);
  });
  return found;
}

/** Members and variables that a pattern assigns. */
function targets(pattern: TreeNode): Write[] {
  const plain = withoutTypes(pattern);
  if (plain.type === 'Identifier' || plain.type === 'MemberExpression') return [{ target: plain, of: 'self' }];
  if (plain.type === 'Property') return targets(plain.value);
  if (plain.type === 'AssignmentPattern') return targets(plain.left);
  if (plain.type === 'RestElement') return targets(plain.argument);
  const out: Write[] = [];
  if (/Pattern$/.test(plain.type)) forEachChild(plain, (child) => out.push(...targets(child)));
  return out;
}
