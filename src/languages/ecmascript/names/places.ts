import type { TreeNode } from '../tree.ts';

type Parents = ReadonlyMap<TreeNode, TreeNode>;

/** Whether an identifier is a name that scopes know, and not the name of a property or a label. */
export function isName(node: TreeNode, parent: TreeNode, parents: Parents): boolean {
  switch (parent.type) {
    case 'MemberExpression':
      return parent.object === node || parent.computed;
    case 'Property':
      return parent.value === node || parent.computed;
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'AccessorProperty':
      return parent.value === node || parent.computed;
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'MetaProperty':
    case 'ExportAllDeclaration':
    case 'ImportAttribute':
    case 'JSXAttribute':
    case 'JSXNamespacedName':
      return false;
    case 'ImportSpecifier':
      return parent.local === node;
    case 'ExportSpecifier': {
      const declaration = parents.get(parent);
      return parent.local === node && declaration?.type === 'ExportNamedDeclaration' && !declaration.source;
    }
    case 'TSModuleDeclaration':
      return parent.kind !== 'global' || parent.id !== node;
    case 'JSXMemberExpression':
      return parent.object === node && node.type === 'JSXIdentifier' && node.name !== 'this';
    case 'JSXOpeningElement':
    case 'JSXClosingElement':
      // <div>: a text to who makes elements
      return node.type === 'JSXIdentifier' && (node.name[0]!.toUpperCase() === node.name[0] || node.name === 'this');
    default:
      return true;
  }
}

/** Whether a mention assigns, its declaration left out. */
export function isWritten(node: TreeNode, parents: Parents): boolean {
  let child = node;
  for (let at = parents.get(node); at; child = at, at = parents.get(at)) {
    switch (at.type) {
      case 'AssignmentExpression':
      case 'ForInStatement':
      case 'ForOfStatement':
        return at.left === child;
      case 'UpdateExpression':
        return true;
      case 'AssignmentPattern':
        if (at.left !== child) return false;
        break;
      case 'Property':
        if (at.value !== child || parents.get(at)?.type !== 'ObjectPattern') return false;
        break;
      case 'RestElement':
      case 'ArrayPattern':
      case 'ObjectPattern':
      case 'TSAsExpression':
      case 'TSTypeAssertion':
      case 'TSNonNullExpression':
        break;
      default:
        return false;
    }
  }
  return false;
}
