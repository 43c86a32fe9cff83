import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { type FunctionNode, type TreeNode, isFunctionNode } from '../tree.ts';
import { type Definition, Named, type Table } from './named.ts';

/** What `var` belongs to. */
export type VariableScope = FunctionNode | TSESTree.Program | TSESTree.StaticBlock | TSESTree.TSModuleDeclaration;

export function isVariableScope(node: TreeNode): node is VariableScope {
  return isFunctionNode(node) || node.type === 'Program' || node.type === 'StaticBlock' || node.type === 'TSModuleDeclaration'; // prettier-ignore
}

/**
 * The declarations of one function (or of the module) and of the blocks in it, without those of functions inside it:
 * statements are read, expressions are not.
 * @param tables where the names of each scope are put
 */
export function declare(scope: VariableScope, tables: Map<TreeNode, Table>): void {
  const define = (at: TreeNode, name: TreeNode, as: Definition['as'], node: TreeNode): void => {
    if (name.type !== 'Identifier') return;
    const table = tableOf(tables, at);
    let named = table.get(name.name);
    if (!named) table.set(name.name, (named = new Named(name.name, at)));
    named.defs.push({ as, node, name });
  };

  const variables = (declaration: TSESTree.VariableDeclaration, block: TreeNode): void => {
    const at = declaration.kind === 'var' ? scope : block;
    for (const declarator of declaration.declarations) {
      eachName(declarator.id, (name) => define(at, name, 'other', declarator));
    }
  };

  const all = (statements: readonly TreeNode[], block: TreeNode): void => {
    for (const statement of statements) read(statement, block);
  };

  const read = (node: TreeNode, block: TreeNode): void => {
    switch (node.type) {
      case 'VariableDeclaration':
        variables(node, block);
        return;
      case 'FunctionDeclaration':
      case 'TSDeclareFunction':
        if (node.id) define(block, node.id, 'function', node);
        return;
      case 'ClassDeclaration':
        if (node.id) define(block, node.id, 'other', node);
        return;
      case 'TSEnumDeclaration':
        define(block, node.id, 'other', node);
        return;
      case 'TSModuleDeclaration':
        if (node.kind !== 'global') define(block, node.id, 'other', node);
        return;
      case 'TSInterfaceDeclaration':
      case 'TSTypeAliasDeclaration':
        define(block, node.id, 'type', node);
        return;
      case 'TSImportEqualsDeclaration':
        define(block, node.id, 'import', node);
        return;
      case 'ImportDeclaration':
        for (const specifier of node.specifiers) define(block, specifier.local, 'import', specifier);
        return;
      case 'ExportNamedDeclaration':
      case 'ExportDefaultDeclaration':
        if (node.declaration) read(node.declaration, block);
        return;
      case 'BlockStatement':
        all(node.body, node);
        return;
      case 'IfStatement':
        read(node.consequent, block);
        if (node.alternate) read(node.alternate, block);
        return;
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement': {
        const head = node.type === 'ForStatement' ? node.init : node.left;
        const inner = isLexical(head) ? node : block;
        if (head?.type === 'VariableDeclaration') variables(head, inner);
        read(node.body, inner);
        return;
      }
      case 'WhileStatement':
      case 'DoWhileStatement':
      case 'LabeledStatement':
        read(node.body, block);
        return;
      case 'WithStatement':
        read(node.body, node);
        return;
      case 'SwitchStatement':
        for (const one of node.cases) all(one.consequent, node);
        return;
      case 'TryStatement': {
        const { handler } = node;
        read(node.block, block);
        if (handler?.param) eachName(handler.param, (name) => define(handler, name, 'other', handler));
        if (handler) read(handler.body, handler);
        if (node.finalizer) read(node.finalizer, block);
        return;
      }
      default:
    }
  };

  tableOf(tables, scope);
  if (scope.type === 'Program' || scope.type === 'StaticBlock') all(scope.body, scope);
  else if (scope.type === 'TSModuleDeclaration') {
    if (scope.body) all((scope.body as TSESTree.TSModuleBlock).body, scope);
  } else {
    if (scope.type !== 'ArrowFunctionExpression')
      tableOf(tables, scope).set('arguments', new Named('arguments', scope));
    for (const parameter of scope.params) eachName(parameter, (name) => define(scope, name, 'parameter', scope));
    for (const type of scope.typeParameters?.params ?? []) define(scope, type.name, 'type', type);
    if (scope.body.type === 'BlockStatement') all(scope.body.body, scope);
  }
}

/** The names that a class or an enumeration has inside. */
export function declareInside(
  node: TSESTree.ClassDeclaration | TSESTree.ClassExpression | TSESTree.TSEnumDeclaration,
): Table {
  // prettier-ignore
  const table: Table = new Map();
  const define = (name: string, at: TreeNode, as: Definition['as'], definition: TreeNode): void => {
    let named = table.get(name);
    if (!named) table.set(name, (named = new Named(name, node)));
    named.defs.push({ as, node: definition, name: at });
  };
  if (node.type === 'TSEnumDeclaration') {
    for (const member of node.body.members) {
      const { id } = member;
      if (id.type === 'Identifier') define(id.name, id, 'other', member);
      else if (id.type === 'Literal' && typeof id.value === 'string') define(id.value, id, 'other', member);
    }
    return table;
  }
  if (node.id) define(node.id.name, node.id, 'other', node);
  for (const type of node.typeParameters?.params ?? []) define(type.name.name, type.name, 'type', type);
  return table;
}

function isLexical(head: TreeNode | null): boolean {
  return head?.type === 'VariableDeclaration' && head.kind !== 'var';
}

function tableOf(tables: Map<TreeNode, Table>, scope: TreeNode): Table {
  let table = tables.get(scope);
  if (!table) tables.set(scope, (table = new Map()));
  return table;
}

/** The names that a pattern declares, in their order. */
function eachName(pattern: TreeNode, take: (name: TSESTree.Identifier) => void): void {
  switch (pattern.type) {
    case 'Identifier':
      take(pattern);
      return;
    case 'ObjectPattern':
      for (const part of pattern.properties) eachName(part.type === 'Property' ? part.value : part, take);
      return;
    case 'ArrayPattern':
      for (const part of pattern.elements) if (part) eachName(part, take);
      return;
    case 'AssignmentPattern':
      eachName(pattern.left, take);
      return;
    case 'RestElement':
      eachName(pattern.argument, take);
      return;
    case 'TSParameterProperty':
      eachName(pattern.parameter, take);
      return;
    default:
  }
}
