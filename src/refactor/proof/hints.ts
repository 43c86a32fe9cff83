import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { EcmaFunction, EcmaModule } from '../../languages/ecmascript/module.ts';
import { type TreeNode, forEachChild, isFunctionNode } from '../../languages/ecmascript/tree.ts';

/** What a file says of the inputs that its function is meant for. */
export interface Hints {
  /** Arguments of calls in the file, where all of them are literals; as source. */
  readonly calls: readonly (readonly string[])[];
  /** Single characters that the functions compare with. */
  readonly letters: readonly string[];
  /** Fields of objects: those that the recursion goes down to, those that hold lists of these, and the others. */
  readonly fields: { readonly parts: readonly string[]; readonly lists: readonly string[]; readonly plain: readonly string[] } | undefined; // prettier-ignore
}

const mostCalls = 12;

/**
 * @param entry called from outside
 * @param members functions of the recursion
 */
export function hintsOf(module: EcmaModule, entry: EcmaFunction, members: readonly EcmaFunction[]): Hints {
  const calls = new Map<string, string[]>();
  const { text } = module;
  const lookForCalls = (node: TreeNode): void => {
    if (node.type === 'CallExpression' && calledName(node) === entry.name && calls.size < mostCalls) {
      const isGiven = node.arguments.length > 0 && node.arguments.every(isLiteral);
      if (isGiven && (node.range[0] < entry.range[0] || node.range[1] > entry.range[1])) {
        const sources = node.arguments.map((a) => text.slice(...a.range));
        calls.set(sources.join(), sources);
      }
    }
    forEachChild(node, lookForCalls);
  };
  lookForCalls(module.program);
  const letters = new Set<string>();
  const lookForLetters = (node: TreeNode): void => {
    if (node.type === 'Literal' && typeof node.value === 'string' && node.value.length === 1) letters.add(node.value);
    forEachChild(node, lookForLetters);
  };
  for (const fn of new Set([entry, ...members])) lookForLetters(fn.node.body);
  return { calls: [...calls.values()], letters: [...letters].slice(0, 6), fields: fieldsOf(members) };
}

function calledName({ callee }: TSESTree.CallExpression): string | undefined {
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return undefined;
  return callee.computed ? undefined : callee.property.name;
}

function isLiteral(node: TreeNode): boolean {
  switch (node.type) {
    case 'Literal':
      return !('regex' in node);
    case 'TemplateLiteral':
      return node.expressions.length === 0;
    case 'UnaryExpression':
      return node.operator === '-' && isLiteral(node.argument);
    case 'ArrayExpression':
      return node.elements.every((e) => e !== null && isLiteral(e));
    case 'ObjectExpression':
      return node.properties.every((p) => p.type === 'Property' && !p.computed && isLiteral(p.value));
    default:
      return false;
  }
}

/** Fields that the functions read of their parameters. */
function fieldsOf(members: readonly EcmaFunction[]): Hints['fields'] {
  const [parts, lists, plain] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const fn of members) {
    const { module } = fn;
    /** `p.field` of a parameter; undefined for anything else. */
    const fieldOf = (node: TreeNode | null | undefined): string | undefined => {
      if (node?.type !== 'MemberExpression' || node.computed || node.property.type !== 'Identifier') return undefined;
      const { object } = node;
      if (object.type !== 'Identifier' || module.variable(object).role !== 'parameter') return undefined;
      return node.property.name;
    };
    const elements = new Map<string, string>();
    const look = (node: TreeNode): void => {
      if (node.type === 'ForOfStatement' && node.left.type === 'VariableDeclaration') {
        const { id } = node.left.declarations[0]!;
        const field = fieldOf(node.right);
        if (field && id.type === 'Identifier') elements.set(id.name, field);
      }
      if (node.type === 'CallExpression') lookAtCall(node);
      const field = fieldOf(node);
      const above = module.parents.get(node);
      const isMethod = above?.type === 'CallExpression' && above.callee === node;
      if (field && !isMethod && field !== 'length') plain.add(field);
      forEachChild(node, look);
    };
    const lookAtCall = (call: TSESTree.CallExpression): void => {
      const isSelf = members.some((m) => m.name === calledName(call));
      for (const argument of call.arguments) {
        const field = fieldOf(argument);
        if (isSelf && field) parts.add(field);
        if (isSelf && argument.type === 'Identifier' && elements.has(argument.name)) lists.add(elements.get(argument.name)!); // prettier-ignore
        // node.children.map((child) => f(child)), node.children.map(f)
        const over = call.callee.type === 'MemberExpression' ? fieldOf(call.callee.object) : undefined;
        if (!over) continue;
        if (argument.type === 'Identifier' && members.some((m) => m.name === argument.name)) lists.add(over);
        if (isFunctionNode(argument)) {
          for (const p of argument.params) if (p.type === 'Identifier') elements.set(p.name, over);
        }
      }
    };
    look(fn.node.body);
  }
  for (const field of [...parts, ...lists]) plain.delete(field);
  for (const field of lists) parts.delete(field);
  if (parts.size + lists.size + plain.size === 0) return undefined;
  return { parts: [...parts], lists: [...lists], plain: [...plain] };
}
