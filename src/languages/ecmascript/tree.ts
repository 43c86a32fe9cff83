import { visitorKeys } from '@typescript-eslint/visitor-keys';
import type { TSESTree } from '@typescript-eslint/typescript-estree';

export type TreeNode = TSESTree.Node;
export type FunctionNode =
  TSESTree.FunctionDeclaration | TSESTree.FunctionExpression | TSESTree.ArrowFunctionExpression;

export function isFunctionNode(node: TreeNode): node is FunctionNode {
  return (
    node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression'
  );
}

/** TypeScript nodes that hold run-time code; all other `TS…` nodes are types. */
const tsWithCode = new Set([
  'TSAsExpression',
  'TSNonNullExpression',
  'TSSatisfiesExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
  'TSExportAssignment',
  'TSModuleDeclaration',
  'TSModuleBlock',
  'TSEnumDeclaration',
  'TSEnumBody',
  'TSEnumMember',
  'TSParameterProperty',
]);

function isTypeOnly({ type }: TreeNode): boolean {
  return type.charCodeAt(0) === 84 /* T */ && type.charCodeAt(1) === 83 /* S */ && !tsWithCode.has(type);
}

/** Fields that hold nothing but types. */
const typeFields = new Set(['typeAnnotation', 'returnType', 'typeParameters', 'typeArguments', 'superTypeArguments', 'implements']); // prettier-ignore

const codeKeys = new Map(
  Object.entries(visitorKeys).map(([type, keys]) => [type, (keys ?? []).filter((key) => !typeFields.has(key))]),
);

/** Calls `visit` for every child that can hold run-time code. */
export function forEachChild(node: TreeNode, visit: (child: TreeNode) => void): void {
  const keys = codeKeys.get(node.type);
  if (!keys) return;
  const fields = node as unknown as Record<string, unknown>;
  for (const key of keys) {
    const value = fields[key];
    if (Array.isArray(value)) {
      for (const child of value) if (child && !isTypeOnly(child as TreeNode)) visit(child as TreeNode);
    } else if (value && typeof (value as TreeNode).type === 'string' && !isTypeOnly(value as TreeNode)) {
      visit(value as TreeNode);
    }
  }
}

/** Strips what exists only for the type checker. */
export function withoutTypes(node: TreeNode): TreeNode {
  for (;;) {
    switch (node.type) {
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'TSSatisfiesExpression':
      case 'TSTypeAssertion':
      case 'TSInstantiationExpression':
        node = node.expression;
        break;
      case 'ChainExpression':
        node = node.expression;
        break;
      default:
        return node;
    }
  }
}

/** The written name of a property key, or undefined when computed. */
export function keyName(node: {
  readonly computed?: boolean;
  readonly key: TSESTree.PropertyName;
}): string | undefined {
  const { key } = node;
  if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  if (!node.computed && key.type === 'Identifier') return key.name;
  if (key.type === 'Literal') return String(key.value);
  return undefined;
}

/** The written name of a member access (`a.b`, `a['b']`, `a.#b`), or undefined when computed. */
export function memberName(node: TSESTree.MemberExpression): string | undefined {
  const { property } = node;
  if (property.type === 'PrivateIdentifier') return `#${property.name}`;
  if (!node.computed && property.type === 'Identifier') return property.name;
  if (node.computed && property.type === 'Literal' && typeof property.value === 'string') return property.value;
  return undefined;
}

const constants: ReadonlyMap<string, object> = new Map<string, object>([['Number', Number], ['Math', Math]]); // prettier-ignore

/** `Number.MAX_VALUE`, `Math.PI`: nothing but a number, unless a file gives `Number` or `Math` another meaning. */
export function isNumericConstant(node: TreeNode): boolean {
  if (node.type !== 'MemberExpression' || node.computed || node.object.type !== 'Identifier') return false;
  const holder = constants.get(node.object.name);
  return (
    holder !== undefined &&
    node.property.type === 'Identifier' &&
    typeof holder[node.property.name as never] === 'number'
  );
}
