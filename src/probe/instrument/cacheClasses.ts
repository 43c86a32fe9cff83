import type { AnyNode, Class, Identifier, MethodDefinition } from 'acorn';
import { prefix } from '../names.ts';
import type { Insertions } from './insertions.ts';
import { children, type FunctionNode, type SyntaxTree } from './tree.ts';

const handle = `#${prefix}l`;

/**
 * Caches that a program asks itself: classes with private fields and `get`, `set`, `size`. What `get` gives is a hit
 * unless it is undefined. The handle is one more private field, which nobody can see.
 * @returns how many such classes there are
 */
export function watchCacheClasses(tree: SyntaxTree, insertions: Insertions, kind: string): number {
  let found = 0;
  const enter = (node: AnyNode): void => {
    if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression')
      if (watchClass(tree, insertions, kind, node as Class)) found++;
    children(node).forEach(enter);
  };
  enter(tree.program);
  return found;
}

function watchClass(tree: SyntaxTree, insertions: Insertions, kind: string, node: Class): boolean {
  const { text } = tree;
  const members = node.body.body.filter((m) => m.type === 'MethodDefinition' || m.type === 'PropertyDefinition');
  const named = (name: string, of: MethodDefinition['kind']): MethodDefinition | undefined =>
    members.find(
      (m): m is MethodDefinition =>
        m.type === 'MethodDefinition' && !m.static && m.kind === of && (m.key as Identifier).name === name,
    );
  const [get, set, size, max] = [
    named('get', 'method'),
    named('set', 'method'),
    named('size', 'get'),
    named('max', 'get'),
  ];
  const fields = members.flatMap((m) =>
    m.type === 'PropertyDefinition' && !m.static && !m.value && m.key.type === 'PrivateIdentifier'
      ? [`this.#${m.key.name}`]
      : [],
  );
  if (!get || !set || !size || fields.length === 0) return false;
  const inner = { get: followed(tree, members, get), set: followed(tree, members, set) };
  const [asked] = inner.get.params;
  const [put, value] = inner.set.params;
  if (asked?.type !== 'Identifier' || put?.type !== 'Identifier' || value?.type !== 'Identifier') return false;
  const given = (getter: MethodDefinition | undefined): string => {
    const [only] = getter?.value.body.body ?? [];
    const read = only?.type === 'ReturnStatement' && only.argument?.type === 'MemberExpression' ? only.argument : null;
    return read?.object.type === 'ThisExpression' ? text.slice(read.start, read.end) : '';
  };
  const name = JSON.stringify(exported(tree, node) ?? kind);
  const evict = evictor(tree, members);
  insertions.open(
    node.body.start + 1,
    `${handle}=${prefix}n(${JSON.stringify(kind)},${name},this,()=>[${given(size)}],()=>[${fields.join()}],()=>[${given(max)}],${evict !== undefined});`,
  );
  for (const at of tree.own(inner.get))
    if (at.type === 'ReturnStatement') {
      if (at.argument) insertions.wrap(at.argument, `this.${handle}.got(${asked.name},(`, '))');
      else insertions.open(at.start + 'return'.length, ` void this.${handle}.got(${asked.name})`);
    }
  insertions.open(inner.set.body.start + 1, `;this.${handle}.put(${put.name},${value.name});`);
  if (evict) insertions.open(evict.body.start + 1, `;this.${handle}.evicted();`);
  const fetch = named('fetch', 'method');
  const source = given(named('fetchMethod', 'get'));
  if (fetch && source) watchFetches(tree, insertions, members, followed(tree, members, fetch), source);
  return true;
}

/** A cache that fetches what it has not: `source` is its field with the function of the program that does. */
function watchFetches(
  tree: SyntaxTree,
  insertions: Insertions,
  members: readonly AnyNode[],
  fetch: FunctionNode,
  source: string,
): void {
  insertions.open(fetch.body.start + 1, `;if(${source})this.${handle}.calls++;`);
  const enter = (node: AnyNode): void => {
    const [key] = node.type === 'CallExpression' ? node.arguments : [];
    if (
      node.type === 'CallExpression' &&
      key?.type === 'Identifier' &&
      tree.text.slice(node.callee.start, node.callee.end) === source
    ) {
      const parent = tree.parent(node);
      const whole = parent?.type === 'ChainExpression' ? parent : node;
      insertions.wrap(whole, `this.${handle}.fetched(this.${handle}.fetching(${key.name}),`, ')');
    }
    children(node).forEach(enter);
  };
  members.forEach(enter);
}

/** The private method that makes room: it names that as the reason to those who want to know of entries that go. */
function evictor(tree: SyntaxTree, members: readonly AnyNode[]): FunctionNode | undefined {
  for (const member of members)
    if (
      member.type === 'MethodDefinition' &&
      member.key.type === 'PrivateIdentifier' &&
      tree.own(member.value).some((node) => node.type === 'Literal' && node.value === 'evict')
    )
      return member.value;
  return undefined;
}

/** The private method that does the work of a public one: it is called with the same first parameter. */
function followed(tree: SyntaxTree, members: readonly AnyNode[], method: MethodDefinition): FunctionNode {
  const [key] = method.value.params;
  for (const node of tree.own(method.value)) {
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') continue;
    const { object, property } = node.callee;
    const [first, second] = node.arguments;
    if (object.type !== 'ThisExpression' || property.type !== 'PrivateIdentifier') continue;
    if (first?.type !== 'Identifier' || key?.type !== 'Identifier' || first.name !== key.name || !second) continue;
    const inner = members.find(
      (m) => m.type === 'MethodDefinition' && m.key.type === 'PrivateIdentifier' && m.key.name === property.name,
    ) as MethodDefinition | undefined;
    if (inner && inner.value.params.length >= method.value.params.length) return inner.value;
  }
  return method.value;
}

/** The name that programs know the class by: minified ones have others inside. */
function exported(tree: SyntaxTree, node: Class): string | undefined {
  const parent = tree.parent(node as AnyNode);
  const { id } = parent?.type === 'VariableDeclarator' ? parent : node;
  if (id?.type !== 'Identifier' || id.name.length > 2) return (id as Identifier | null)?.name;
  const own = id.name.replaceAll('$', '\\$');
  const named = new RegExp(`\\b${own} as (\\w+)|\\bexports\\.(\\w+) ?= ?${own}\\b`);
  const [, as, member] = named.exec(tree.text) ?? [];
  return as ?? member ?? id.name;
}
