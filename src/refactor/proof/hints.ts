import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { EcmaFunction, EcmaModule } from '../../languages/ecmascript/module.ts';
import { type TreeNode, forEachChild, isFunctionNode } from '../../languages/ecmascript/tree.ts';

/** What a file says of the inputs that its function is meant for. */
export interface Hints {
  /** Arguments of calls in the file, where all of them are literals; as source. */
  readonly calls: readonly (readonly string[])[];
  /** Single characters that the functions compare with. */
  readonly letters: readonly string[];
  /** Integers that the functions compare with or compute by. */
  readonly numbers: readonly number[];
  /** Fields of objects: those that the recursion goes down to, those that hold lists of these, and the others. */
  readonly fields: { readonly parts: readonly string[]; readonly lists: readonly string[]; readonly plain: readonly string[] } | undefined; // prettier-ignore
}

const mostCalls = 12;

/**
 * @param entry called from outside
 * @param members functions of the recursion
 * @param constructed class whose constructor takes the first arguments
 */
export function hintsOf(
  module: EcmaModule,
  entry: EcmaFunction,
  members: readonly EcmaFunction[],
  constructed?: string,
): Hints {
  const calls = new Map<string, string[]>();
  const lookForCalls = (node: TreeNode): void => {
    if (node.type === 'CallExpression' && calledName(node) === entry.name && calls.size < mostCalls) {
      const given = [...(constructed ? (constructorArguments(node, constructed) ?? [node]) : []), ...node.arguments];
      const sources = given.map((a) => literalSource(a, module));
      const isOutside = node.range[0] < entry.range[0] || node.range[1] > entry.range[1];
      const isGiven = sources.length > 0 && sources.every((s) => s !== undefined);
      if (isGiven && isOutside) calls.set(sources.join(), sources);
    }
    forEachChild(node, lookForCalls);
  };
  lookForCalls(module.program);
  const letters = new Set<string>();
  const numbers = new Set<number>();
  const looked = new Set<EcmaFunction>();
  const lookAt = (fn: EcmaFunction): void => {
    if (looked.size > 20 || looked.has(fn)) return;
    looked.add(fn);
    look(fn.node.body, fn);
  };
  const look = (node: TreeNode, fn: EcmaFunction): void => {
    if (node.type === 'Literal' && typeof node.value === 'string' && node.value.length === 1) letters.add(node.value);
    if (node.type === 'Literal' && Number.isInteger(node.value)) numbers.add(node.value as number);
    if (node.type === 'CallExpression') {
      const called = calledFunction(node, fn);
      if (called) lookAt(called);
    }
    forEachChild(node, (child) => look(child, fn));
  };
  for (const fn of new Set([entry, ...members])) lookAt(fn);
  return {
    calls: [...calls.values()],
    letters: [...letters].slice(0, 6),
    numbers: [...numbers].sort((a, b) => a - b),
    fields: fieldsOf(members),
  };
}

/** Of `new C(…).method(…)`; undefined where the object comes from elsewhere. */
function constructorArguments({ callee }: TSESTree.CallExpression, name: string): TreeNode[] | undefined {
  const made = callee.type === 'MemberExpression' ? callee.object : undefined;
  return made?.type === 'NewExpression' && made.callee.type === 'Identifier' && made.callee.name === name ? made.arguments : undefined; // prettier-ignore
}

function calledFunction({ callee }: TSESTree.CallExpression, { module }: EcmaFunction): EcmaFunction | undefined {
  if (callee.type === 'Identifier') return module.variable(callee).bound as EcmaFunction | undefined;
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier' || callee.computed) return undefined;
  if (callee.object.type === 'ThisExpression') return module.methodOfThis(module.ownerOf(callee), callee.property.name);
  return module.methodOf(callee.object, callee.property.name);
}

/** A literal, or the name of a constant that is one; as source. */
function literalSource(node: TreeNode, module: EcmaModule): string | undefined {
  if (isLiteral(node)) return module.text.slice(...node.range);
  if (node.type !== 'Identifier') return undefined;
  for (const statement of module.program.body) {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declaration?.type !== 'VariableDeclaration' || declaration.kind !== 'const') continue;
    const found = declaration.declarations.find((d) => d.id.type === 'Identifier' && d.id.name === node.name);
    if (found?.init && isLiteral(found.init)) return module.text.slice(...found.init.range);
  }
  return undefined;
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
