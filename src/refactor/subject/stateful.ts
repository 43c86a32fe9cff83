import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { EcmaFunction } from '../../languages/ecmascript/module.ts';
import { type TreeNode, forEachChild, withoutTypes } from '../../languages/ecmascript/tree.ts';

const iterator = 'an iterator, which can be read only once';
const pattern = 'a regular expression that goes on where its last use ended';
const symbol = 'a symbol, which is another one each time';

/**
 * What a function gives, or puts into what it gives, that cannot be given twice.
 * @param values what it returns
 */
export function givenOnce(
  fn: EcmaFunction,
  type: TSESTree.TypeNode | undefined,
  values: readonly TreeNode[],
): string | undefined {
  if (type?.type === 'TSTypeReference' && type.typeName.type === 'Identifier' && /^(Async)?(Iterator|IterableIterator|IteratorObject|Generator)$|Stream$|^(ArrayIterator|MapIterator|SetIterator|Response)$/.test(type.typeName.name)) return iterator; // prettier-ignore
  const open = new Set<TreeNode>();
  const look = (given: TreeNode): string | undefined => {
    const node = withoutTypes(given);
    if (open.has(node)) return undefined;
    open.add(node);
    return (
      madeHere(fn, node) ??
      partsOf(fn, node)
        .map(look)
        .find((found) => found)
    );
  };
  return values.map(look).find((found) => found);
}

/** `xs.values()`, `/a/g`, `new RegExp(…, 'g')`, `Symbol()`. */
function madeHere(fn: EcmaFunction, node: TreeNode): string | undefined {
  if (node.type === 'Literal') return 'regex' in node && /[gy]/.test(node.regex.flags) ? pattern : undefined;
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return undefined;
  const { callee } = node;
  if (callee.type === 'Identifier' && fn.module.variable(callee).role === 'global') {
    if (callee.name === 'Symbol') return symbol;
    return callee.name === 'RegExp' && goesOn(node.arguments) ? pattern : undefined;
  }
  if (callee.type !== 'MemberExpression' || node.type === 'NewExpression') return undefined;
  const { object, property } = callee;
  const isOfObject = object.type === 'Identifier' && object.name === 'Object';
  return property.type === 'Identifier' && /^(values|keys|entries|matchAll)$/.test(property.name) && !isOfObject ? iterator : undefined; // prettier-ignore
}

/** The flags of a pattern may be `g` or `y`; without them they are those of a pattern that it is made of. */
function goesOn([source, flags]: readonly TSESTree.CallExpressionArgument[]): boolean {
  if (flags) return !(flags.type === 'Literal' && typeof flags.value === 'string' && !/[gy]/.test(flags.value));
  const isText = source?.type === 'Literal' || source?.type === 'TemplateLiteral' || source?.type === 'BinaryExpression'; // prettier-ignore
  return source?.type === 'SpreadElement' || (isText && 'regex' in source && /[gy]/.test(source.regex.flags));
}

/** What a value is, or holds: branches, elements and the values of variables. */
function partsOf(fn: EcmaFunction, node: TreeNode): TreeNode[] {
  switch (node.type) {
    case 'ConditionalExpression':
      return [node.consequent, node.alternate];
    case 'LogicalExpression':
      return [node.left, node.right];
    case 'AwaitExpression':
    case 'SpreadElement':
      return [node.argument];
    case 'AssignmentExpression':
      return [node.right];
    case 'ArrayExpression':
      return node.elements.filter((e) => e !== null);
    case 'ObjectExpression':
      return node.properties.map((p) => (p.type === 'Property' ? p.value : p));
    case 'Identifier':
      return valuesOf(fn, node);
    default:
      return [];
  }
}

/** Every value that a variable of the function is given. */
function valuesOf({ module, node: { body } }: EcmaFunction, id: TSESTree.Identifier): TreeNode[] {
  const variable = module.variable(id);
  if (variable.role !== 'local') return [];
  const out: TreeNode[] = [];
  const isIt = (at: TreeNode): boolean => at.type === 'Identifier' && at.name === id.name && module.variable(at) === variable; // prettier-ignore
  const look = (at: TreeNode): void => {
    if (at.type === 'VariableDeclarator' && at.init && isIt(at.id)) out.push(at.init);
    if (at.type === 'AssignmentExpression' && isIt(at.left)) out.push(at.right);
    forEachChild(at, look);
  };
  look(body);
  return out;
}
