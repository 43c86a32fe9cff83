import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { type TreeNode, forEachChild, isFunctionNode, withoutTypes } from '../../languages/ecmascript/tree.ts';
import { type Place, isReturnedNext, isSamePlace } from './exact.ts';

/** The statements of a body that only look up and keep results. */
export interface TableForm {
  /** The outermost table. */
  readonly table: string;
  /** At the start of the body, in order. */
  readonly lookup: readonly TSESTree.Statement[];
  readonly stores: readonly Store[];
  /** Names that the keys are made of. */
  readonly keys: ReadonlySet<string>;
  /** Names of which the keys hold the length alone. */
  readonly lengths: ReadonlySet<string>;
  /** The key by which the outermost table is asked. */
  readonly outermost: TreeNode;
}

export interface Store {
  /** `memo.set(n, result)`. */
  readonly statement: TSESTree.ExpressionStatement;
  readonly next: TSESTree.Statement | undefined;
  /** `const result = E` before it, when the store and the return are all that use it. */
  readonly declared?: TSESTree.VariableDeclaration;
  readonly returned?: TSESTree.ReturnStatement;
}

/**
 * Reads a body that begins with a lookup in the form that our fixes write; undefined for every other.
 * @param handedOn mentions of tables that are known to be no other use of them
 */
export function readTableForm(
  body: TSESTree.BlockStatement,
  handedOn: ReadonlySet<TreeNode> = new Set(),
): TableForm | undefined {
  // prettier-ignore
  const statements = body.body.filter((s) => !('directive' in s && typeof s.directive === 'string'));
  const lookup: TSESTree.Statement[] = [];
  let at = 0;
  const keys: string[] = [];
  let table: string | undefined;
  const tables = new Set<string>();
  const places: Place[] = [];
  for (;;) {
    const key = statements[at] && declared(statements[at]!);
    if (key && isKey(key.init, key.name)) {
      keys.push(key.name);
      lookup.push(statements[at++]!);
      continue;
    }
    const one = statements[at];
    const next = statements[at + 1];
    if (!one) return undefined;
    const has = lookupByHas(one);
    if (has) {
      table ??= has.table;
      if (tables.size > 0 && !tables.has(has.table)) return undefined;
      lookup.push(one);
      tables.add(has.table);
      places.push(has);
      break;
    }
    const got = declared(one);
    const from = got && tableRead(got.init);
    if (!got || !from || !next || next.type !== 'IfStatement' || next.alternate) return undefined;
    if (tables.size > 0 && !tables.has(from.object)) return undefined;
    table ??= from.object;
    tables.add(from.object);
    places.push({ table: from.object, key: from.key });
    lookup.push(one, next);
    at += 2;
    const test = next.test.type === 'BinaryExpression' ? next.test : undefined;
    if (test?.left.type !== 'Identifier' || test.left.name !== got.name) return undefined;
    if (test.operator === '===') tables.add(got.name);
    else if (test.operator === '!==' && onlyReturn(next.consequent, got.name)) break;
    else return undefined;
  }
  const stores = readStores(body, tables);
  if (!table || stores.length === 0) return undefined;
  if (!stores.every((s) => keepsResult(s, places, handedOn))) return undefined;
  const own = new Set<TreeNode>([...lookup, ...handedOn]);
  for (const store of stores) own.add(store.statement);
  const names = new Set([...tables, ...keys, ...knownNames(lookup)]);
  return mentions(body, names, own) ? undefined : { table, lookup, stores, outermost: places[0]!.key, ...keyNames(lookup, places) }; // prettier-ignore
}

/** Kept under the key of a lookup, and given right away. */
function keepsResult({ statement, next }: Store, places: readonly Place[], handedOn: ReadonlySet<TreeNode>): boolean {
  const set = tableWrite(statement.expression)!;
  const isAsked = places.some((p) => isSamePlace(p, { table: set.object, key: set.key }));
  return isAsked && ((next !== undefined && handedOn.has(next)) || isReturnedNext(set.value, next));
}

/** Names in the keys. */
function keyNames(
  lookup: readonly TSESTree.Statement[],
  places: readonly Place[],
): Pick<TableForm, 'keys' | 'lengths'> {
  const keys = new Set<string>();
  const lengths = new Set<string>();
  const look = (node: TreeNode, into: Set<string>): void => {
    if (node.type === 'Identifier') into.add(node.name);
    forEachChild(node, (child) => look(child, isLength(node) ? lengths : into));
  };
  for (const { key } of places) look(key, keys);
  for (const statement of lookup) {
    const key = declared(statement);
    if (key && isKey(key.init, key.name)) look(key.init, keys);
  }
  return { keys, lengths };
}

function knownNames(lookup: readonly TSESTree.Statement[]): string[] {
  return lookup.flatMap((s) => declared(s)?.name ?? []);
}

function declared(node: TreeNode): { name: string; init: TreeNode } | undefined {
  if (node.type !== 'VariableDeclaration' || node.declarations.length !== 1) return undefined;
  const { id, init } = node.declarations[0]!;
  return id.type === 'Identifier' && init ? { name: id.name, init: withoutTypes(init) } : undefined;
}

/** `const key = n`, `const key = xs.length`, `const key = Object.is(n, -0) ? memo : n`. */
function isKey(init: TreeNode, name: string): boolean {
  if (init.type === 'Identifier') return true;
  if (!/^key\d*$/.test(name)) return false;
  const isSigned = init.type === 'ConditionalExpression' && init.alternate.type === 'Identifier' && methodCall(init.test, 'is')?.object === 'Object'; // prettier-ignore
  return isSigned || isLength(init);
}

/** `name.method(…)`. */
function methodCall(node: TreeNode, method: string): { object: string; args: readonly TreeNode[] } | undefined {
  const call = withoutTypes(node);
  if (call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return undefined;
  const { object, property } = call.callee;
  if (object.type !== 'Identifier' || property.type !== 'Identifier' || property.name !== method) return undefined;
  return { object: object.name, args: call.arguments };
}

/** `xs.length`, `xs?.length`. */
function isLength(node: TreeNode): boolean {
  const member = node.type === 'ChainExpression' ? node.expression : node;
  return member.type === 'MemberExpression' && member.property.type === 'Identifier' && member.property.name === 'length'; // prettier-ignore
}

/** `memo.get(n)`, `memo[n]`. */
function tableRead(node: TreeNode): { object: string; key: TreeNode } | undefined {
  const value = withoutTypes(node);
  if (value.type === 'MemberExpression' && value.computed && value.object.type === 'Identifier') {
    return { object: value.object.name, key: value.property };
  }
  const get = methodCall(value, 'get');
  return get?.args.length === 1 ? { object: get.object, key: get.args[0]! } : undefined;
}

/** `memo.set(n, value)`, `memo[n] = value`. */
function tableWrite(node: TreeNode): { object: string; key: TreeNode; value: TreeNode } | undefined {
  if (node.type === 'AssignmentExpression' && node.operator === '=') {
    const target = tableRead(node.left);
    return target && node.left.type === 'MemberExpression' ? { ...target, value: node.right } : undefined;
  }
  const set = methodCall(node, 'set');
  return set?.args.length === 2 ? { object: set.object, key: set.args[0]!, value: set.args[1]! } : undefined;
}

/** `if (memo.has(n)) return memo.get(n)`. */
function lookupByHas(node: TreeNode): Place | undefined {
  if (node.type !== 'IfStatement' || node.alternate) return undefined;
  const has = methodCall(node.test, 'has');
  const inner = node.consequent.type === 'BlockStatement' ? node.consequent.body[0] : node.consequent;
  if (!has || inner?.type !== 'ReturnStatement' || !inner.argument) return undefined;
  const get = methodCall(inner.argument, 'get');
  if (!get || get.args.length !== 1 || has.args.length !== 1) return undefined;
  const place = { table: has.object, key: has.args[0]! };
  return isSamePlace(place, { table: get.object, key: get.args[0]! }) ? place : undefined;
}

function onlyReturn(node: TreeNode, name: string): boolean {
  const inner = node.type === 'BlockStatement' ? node.body[0] : node;
  return inner?.type === 'ReturnStatement' && inner.argument?.type === 'Identifier' && inner.argument.name === name;
}

function readStores(root: TSESTree.BlockStatement, tables: ReadonlySet<string>): Store[] {
  const out: Store[] = [];
  const look = (node: TreeNode): void => {
    const list = node.type === 'BlockStatement' ? node.body : node.type === 'SwitchCase' ? node.consequent : [];
    list.forEach((statement, i) => {
      if (statement.type !== 'ExpressionStatement') return;
      const set = tableWrite(statement.expression);
      if (!set || !tables.has(set.object)) return;
      const { value } = set;
      const before = list[i - 1];
      const after = list[i + 1];
      const result = before && declared(before);
      const pair = result && value.type === 'Identifier' && value.name === result.name && after?.type === 'ReturnStatement' && after.argument?.type === 'Identifier' && after.argument.name === result.name; // prettier-ignore
      if (pair && before.type === 'VariableDeclaration' && isWrittenByUs(result.name))
        out.push({ statement, next: after, declared: before, returned: after }); // prettier-ignore
      else out.push({ statement, next: after });
    });
    if (!isFunctionNode(node)) forEachChild(node, look);
  };
  look(root);
  // Stores of rows are part of the lookup.
  return out.filter((s) => !/^\w+$/.test(rowStored(s, tables) ?? ' '));
}

function rowStored({ statement }: Store, tables: ReadonlySet<string>): string | undefined {
  const value = tableWrite(statement.expression)?.value;
  return value?.type === 'Identifier' && tables.has(value.name) ? value.name : undefined;
}

/** A name that a person chose says something: the variable stays. */
function isWrittenByUs(name: string): boolean {
  return /^(result|value|promise)\d*$/.test(name);
}

function mentions(node: TreeNode, names: ReadonlySet<string>, except: ReadonlySet<TreeNode>): boolean {
  if (except.has(node)) return false;
  if (node.type === 'Identifier' && names.has(node.name)) return true;
  let found = false;
  forEachChild(node, (child) => {
    found ||= mentions(child, names, except);
  });
  return found;
}

/** The name in `const result = solve(…)` of a body that beside lookup and store holds nothing else. */
export function computedBy(body: TSESTree.BlockStatement, { lookup, stores }: TableForm): string | undefined {
  const [store, ...more] = stores;
  if (more.length > 0 || !store?.declared || body.body.length !== lookup.length + 3) return undefined;
  const init = store.declared.declarations[0]!.init;
  return init?.type === 'CallExpression' && init.callee.type === 'Identifier' ? init.callee.name : undefined;
}
