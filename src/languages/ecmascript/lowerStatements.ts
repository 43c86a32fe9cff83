import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Expr, Statement } from '../../analysis/skeleton.ts';
import { type Place, lower, lowerPattern, opaque } from './lower.ts';
import type { TreeNode } from './tree.ts';

export function lowerStatements(place: Place, nodes: readonly TreeNode[]): Statement[] {
  return nodes.map((n) => lowerStatement(place, n));
}

function declarations(place: Place, node: TSESTree.VariableDeclaration): Statement[] {
  return node.declarations.map((d) => ({
    op: 'declare',
    range: d.range,
    target: lowerPattern(place, d.id),
    // `let x;` starts afresh each time it is reached; `var x;` does nothing.
    value: d.init
      ? lower(place, d.init)
      : node.kind === 'var'
        ? undefined
        : { op: 'const', range: d.range, value: undefined },
  }));
}

/** Lowers one statement; `label` is the label that it carries. */
function lowerStatement(place: Place, node: TreeNode, label?: string): Statement {
  const { range } = node;
  const empty: Statement = { op: 'block', range, body: [] };
  const labelled = label === undefined ? {} : { label };
  switch (node.type) {
    case 'ExpressionStatement':
      return { op: 'expression', range, value: lower(place, node.expression) };
    case 'VariableDeclaration': {
      const body = declarations(place, node);
      return body.length === 1 ? body[0]! : { op: 'block', range, body };
    }
    case 'BlockStatement':
    case 'StaticBlock':
      return { op: 'block', range, body: lowerStatements(place, node.body) };
    case 'IfStatement':
      return {
        op: 'if',
        range,
        test: lower(place, node.test),
        then: lowerStatement(place, node.consequent),
        ...(node.alternate ? { otherwise: lowerStatement(place, node.alternate) } : {}),
      };
    case 'ForStatement': {
      const init: Statement[] = !node.init
        ? []
        : node.init.type === 'VariableDeclaration'
          ? declarations(place, node.init)
          : [{ op: 'expression', range: node.init.range, value: lower(place, node.init) }];
      const loop: Statement = {
        op: 'loop',
        range,
        ...labelled,
        ...(node.test ? { test: lower(place, node.test) } : {}),
        ...(node.update ? { update: lower(place, node.update) } : {}),
        body: lowerStatement(place, node.body),
        bodyFirst: false,
      };
      return init.length === 0 ? loop : { op: 'block', range, body: [...init, loop] };
    }
    case 'WhileStatement':
      return { op: 'loop', range, ...labelled, test: lower(place, node.test), body: lowerStatement(place, node.body), bodyFirst: false }; // prettier-ignore
    case 'DoWhileStatement':
      return { op: 'loop', range, ...labelled, test: lower(place, node.test), body: lowerStatement(place, node.body), bodyFirst: true }; // prettier-ignore
    case 'ForOfStatement':
    case 'ForInStatement': {
      const left = node.left.type === 'VariableDeclaration' ? node.left.declarations[0]!.id : node.left;
      return {
        op: 'each',
        range,
        ...labelled,
        target: lowerPattern(place, left),
        over: lower(place, node.right),
        of: node.type === 'ForInStatement' ? 'keys' : 'values',
        body: lowerStatement(place, node.body),
      };
    }
    case 'ReturnStatement':
      return { op: 'return', range, value: node.argument ? lower(place, node.argument) : undefined };
    case 'ThrowStatement':
      return { op: 'throw', range, value: lower(place, node.argument) };
    case 'BreakStatement':
      return { op: 'break', range, ...(node.label ? { label: node.label.name } : {}) };
    case 'ContinueStatement':
      return { op: 'continue', range, ...(node.label ? { label: node.label.name } : {}) };
    case 'LabeledStatement':
      return {
        op: 'labelled',
        range,
        label: node.label.name,
        body: lowerStatement(place, node.body, node.label.name),
      };
    case 'SwitchStatement':
      return {
        op: 'switch',
        range,
        ...labelled,
        value: lower(place, node.discriminant),
        cases: node.cases.map((c) => ({
          test: c.test ? lower(place, c.test) : undefined,
          body: lowerStatements(place, c.consequent),
        })),
      };
    case 'TryStatement':
      return {
        op: 'try',
        range,
        body: lowerStatement(place, node.block),
        ...(node.handler?.param ? { parameter: lowerPattern(place, node.handler.param) } : {}),
        ...(node.handler ? { handler: lowerStatement(place, node.handler.body) } : {}),
        ...(node.finalizer ? { finalizer: lowerStatement(place, node.finalizer) } : {}),
      };
    case 'ExportNamedDeclaration':
      return node.declaration ? lowerStatement(place, node.declaration) : empty;
    case 'FunctionDeclaration':
    case 'EmptyStatement':
    case 'DebuggerStatement':
    case 'ImportDeclaration':
      return empty;
    default: {
      const value: Expr = opaque(place, node, node.type);
      return { op: 'expression', range, value };
    }
  }
}
