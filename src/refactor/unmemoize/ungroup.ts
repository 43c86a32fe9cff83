import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { EcmaFunction, EcmaModule } from '../../languages/ecmascript/module.ts';
import { type TreeNode, forEachChild } from '../../languages/ecmascript/tree.ts';
import type { EditList } from '../text/edits.ts';
import { refuse } from '../request.ts';
import { removeTable } from './removal.ts';
import { type TableForm, computedBy, readTableForm } from './tableForm.ts';

/** A function of a group, and the functions after it that do its work with the tables of all. */
interface Member {
  readonly outer: EcmaFunction;
  readonly visit: EcmaFunction;
  /** What holds the old body: `visit`, or `solve` where `visit` keeps its promises. */
  readonly holder: EcmaFunction;
  readonly form: TableForm;
  /** The names under which the tables are handed on. */
  readonly tables: readonly string[];
}

/**
 * Takes back what functions that recurse through each other got: each hands new tables to a function beside it.
 * @returns false when the function is not of such a group
 * @throws Refusal
 */
export function ungroup(edits: EditList, target: EcmaFunction): boolean {
  const { module } = target;
  const visits = new Map(starters(module).map(({ outer, visit, count }) => [visit.name, { outer, visit, count }]));
  const members = [...visits.values()].flatMap(({ outer, visit, count }) => readMember(outer, visit, count, visits) ?? []); // prettier-ignore
  const own = members.find((m) => m.outer === target || m.visit === target || m.holder === target);
  if (!own) return false;
  const group = members.filter((m) => m.tables.join() === own.tables.join());
  for (const { outer, visit, holder, form, tables } of group) {
    const { text } = module;
    checkBeside(text, outer, visit, holder);
    if (holder === visit) removeTable(edits, form);
    const body = holder.node.body as TSESTree.BlockStatement;
    edits.remove(outer.node.body.range[0], body.range[0]);
    for (const call of callsIn(body, (name) => visits.has(name))) {
      const to = group.find((m) => m.visit.name === (call.callee as TSESTree.Identifier).name);
      if (!to) return false;
      edits.replace(...call.callee.range, to.outer.name);
      const next = call.arguments[tables.length];
      edits.remove(call.arguments[0]!.range[0], next ? next.range[0] : call.arguments[tables.length - 1]!.range[1]);
    }
  }
  checkUnused(module, group);
  return true;
}

/** Functions whose body is `return visit(new Map(), …)`. */
function starters(module: EcmaModule): { outer: EcmaFunction; visit: EcmaFunction; count: number }[] {
  return module.functions.flatMap((outer) => {
    const { body } = outer.node;
    const only = body.type === 'BlockStatement' && body.body.length === 1 ? body.body[0] : undefined;
    const call = only?.type === 'ReturnStatement' ? only.argument : undefined;
    if (call?.type !== 'CallExpression' || call.callee.type !== 'Identifier') return [];
    const isNewMap = (a: TreeNode): boolean => a.type === 'NewExpression' && a.callee.type === 'Identifier' && a.callee.name === 'Map' && a.arguments.length === 0; // prettier-ignore
    const first = call.arguments.findIndex((a) => !isNewMap(a));
    const count = first < 0 ? call.arguments.length : first;
    const visit = module.variable(call.callee).bound as EcmaFunction | undefined;
    return visit && count > 0 ? [{ outer, visit, count }] : [];
  });
}

function readMember(
  outer: EcmaFunction,
  visit: EcmaFunction,
  count: number,
  visits: ReadonlyMap<string, unknown>,
): Member | undefined {
  // prettier-ignore
  const tables = visit.node.params.slice(0, count).map((p) => (p.type === 'Identifier' ? p.name : ''));
  const { body } = visit.node;
  if (body.type !== 'BlockStatement' || tables.length !== count) return undefined;
  const whole = readTableForm(
    body,
    handedOn(body, tables, () => true),
  );
  if (!whole || !tables.includes(whole.table)) return undefined;
  const name = computedBy(body, whole);
  const solve = name === undefined || visits.has(name) ? undefined : visit.module.functions.find((f) => f.name === name && f.async); // prettier-ignore
  if (solve) return { outer, visit, holder: solve, form: whole, tables };
  const form = readTableForm(
    body,
    handedOn(body, tables, (n) => visits.has(n)),
  );
  return form && { outer, visit, holder: visit, form, tables };
}

/** Tables as the first arguments of calls. */
function handedOn(
  body: TreeNode,
  tables: readonly string[],
  isVisit: (name: string) => boolean,
): ReadonlySet<TreeNode> {
  // prettier-ignore
  return new Set(callsIn(body, isVisit).flatMap((call) => (isGiven(call, tables) ? call.arguments.slice(0, tables.length) : []))); // prettier-ignore
}

function isGiven(call: TSESTree.CallExpression, tables: readonly string[]): boolean {
  return tables.every((name, i) => {
    const argument = call.arguments[i];
    return argument?.type === 'Identifier' && argument.name === name;
  });
}

function callsIn(node: TreeNode, isIt: (name: string) => boolean): TSESTree.CallExpression[] {
  const calls: TSESTree.CallExpression[] = [];
  const look = (at: TreeNode): void => {
    if (at.type === 'CallExpression' && at.callee.type === 'Identifier' && isIt(at.callee.name)) calls.push(at);
    forEachChild(at, look);
  };
  look(node);
  return calls;
}

/** Nothing but our own functions stands between the head of the first and the body of the last. */
function checkBeside(text: string, ...list: readonly EcmaFunction[]): void {
  const chain = [...new Set(list)];
  for (const [i, fn] of chain.slice(1).entries()) {
    const between = text.slice(chain[i]!.node.range[1], fn.declaration.range[0]);
    if (!/^[;\s]*(const\s+)?$/.test(between)) refuse(`Other code stands between \`${chain[0]!.name}\` and \`${fn.name}\`.`); // prettier-ignore
  }
}

/** The functions that go are called by the group alone. */
function checkUnused(module: EcmaModule, group: readonly Member[]): void {
  const gone = new Set(group.flatMap((m) => [m.visit.name, m.holder.name]));
  const look = (node: TreeNode): void => {
    if (group.some((m) => node === m.outer.node || node === m.visit.node || node === m.holder.node)) return;
    if (node.type === 'Identifier' && gone.has(node.name) && !isDeclared(module, node)) refuse(`\`${node.name}\` is used elsewhere.`); // prettier-ignore
    forEachChild(node, look);
  };
  look(module.program);
}

function isDeclared({ parents }: EcmaModule, node: TreeNode): boolean {
  const above = parents.get(node);
  return above?.type === 'VariableDeclarator' && above.id === node;
}
