import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { EcmaFunction } from '../../languages/ecmascript/module.ts';
import { type TreeNode, forEachChild, withoutTypes } from '../../languages/ecmascript/tree.ts';
import { mutators } from '../../languages/ecmascript/writes.ts';
import { lines, rewriteBody } from './body.ts';
import { EditList } from '../text/edits.ts';
import { zeroRemarks } from '../subject/lifetime.ts';
import { FreshNames } from '../text/names.ts';
import { insertBefore } from '../text/place.ts';
import type { FixRequest, Made } from '../request.ts';
import { notes } from './scoped.ts';
import { isRecursive, readSubject } from '../subject/subject.ts';
import { makeTable } from './table.ts';

/**
 * For a helper inside the function that starts the recursion: the table stands beside the helper, so it lives as long
 * as one call of the function around. Undefined where only a table inside the helper is sure to be right.
 */
export function memoizeBeside(request: FixRequest): Made | undefined {
  const { target, safety } = request;
  const around = target.parent;
  if (!around || !isRecursive(request) || safety !== 'safe' || target.usesThis()) return undefined;
  const subject = readSubject(request, target, [target], { perCall: true });
  const isOfOneCall = subject.keys.some((k) => !subject.varying.some((p) => p.names.some((n) => n.name === k.name)));
  if (isOfOneCall) return undefined;
  if (subject.varying.length !== subject.parameters.length || subject.results.inferred) return undefined;
  const { keys } = subject;
  if (subject.typed && keys.some((k) => k.outerType === undefined)) return undefined;
  const spot = besideSpot(target);
  if (!spot || capturesChange(target)) return undefined;
  const edits = new EditList(subject.text);
  const names = new FreshNames(subject.text.slice(...around.range));
  const table = makeTable({
    keys,
    results: subject.results,
    typed: subject.typed,
    names,
    outside: true,
    doc: subject.doc,
  });
  insertBefore(edits, subject.style, spot, table.declaration, { comment: table.comment });
  rewriteBody(edits, subject, { opening: lines(0, table.lookup), closing: [], depth: 0, table, names });
  return { edits: edits.finish(), notes: notes(subject), remarks: zeroRemarks([subject]) };
}

/** The statement before which the table can stand: it runs before anything there can call the helper. */
function besideSpot(fn: EcmaFunction): TreeNode | undefined {
  const { parents } = fn.module;
  let statement: TreeNode = fn.declaration;
  let block = parents.get(statement);
  if (statement.type === 'VariableDeclarator') {
    statement = block!;
    block = parents.get(statement);
  }
  if (statement.type !== 'FunctionDeclaration' && statement.type !== 'VariableDeclaration') return undefined;
  if (block?.type !== 'BlockStatement') return undefined;
  if (statement.type === 'VariableDeclaration') return statement;
  const at = block.body.indexOf(statement as TSESTree.Statement);
  // What is declared below is there already, and may be called above.
  const early = [
    ...block.body.slice(0, at),
    ...block.body.slice(at + 1).filter((s) => s.type === 'FunctionDeclaration'),
  ];
  if (at === 0 || !early.some((s) => mentionsName(s, fn.name))) return statement;
  return block.body.find((s) => !('directive' in s && typeof s.directive === 'string'));
}

function mentionsName(node: TreeNode, name: string): boolean {
  if ((node.type === 'Identifier' || node.type === 'JSXIdentifier') && node.name === name) return true;
  let found = false;
  forEachChild(node, (child) => {
    found ||= mentionsName(child, name);
  });
  return found;
}

/** Whether anything the helper captures from the functions around it is assigned or changed there. */
function capturesChange(fn: EcmaFunction): boolean {
  const captured = new Set<string>();
  let reassigned = false;
  const look = (node: TreeNode): void => {
    if (node.type === 'Identifier') {
      const variable = fn.module.variable(node);
      const owner = variable.owner as EcmaFunction | undefined;
      const outside = owner && (owner.range[0] < fn.range[0] || owner.range[1] > fn.range[1]);
      if (outside && variable.bound === undefined) {
        captured.add(node.name);
        reassigned ||= variable.reassigned;
      }
    }
    forEachChild(node, look);
  };
  look(fn.node.body);
  if (reassigned) return true;
  let outermost: EcmaFunction = fn;
  while (outermost.parent) outermost = outermost.parent;
  return changesAny(outermost.node, captured);
}

function changesAny(node: TreeNode, names: ReadonlySet<string>): boolean {
  const target =
    node.type === 'AssignmentExpression'
      ? node.left
      : node.type === 'UpdateExpression' || (node.type === 'UnaryExpression' && node.operator === 'delete')
        ? node.argument
        : node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && node.callee.property.type === 'Identifier' && mutators.test(node.callee.property.name) // prettier-ignore
          ? node.callee
          : undefined;
  if (target && withoutTypes(target).type === 'MemberExpression' && names.has(rootName(target) ?? '')) return true;
  let found = false;
  forEachChild(node, (child) => {
    found ||= changesAny(child, names);
  });
  return found;
}

function rootName(node: TreeNode): string | undefined {
  let at = withoutTypes(node);
  while (at.type === 'MemberExpression') at = withoutTypes(at.object);
  return at.type === 'Identifier' ? at.name : undefined;
}
