import type { AnyNode, CallExpression, Identifier } from 'acorn';
import { type CandidateDescription, prefix } from '../names.ts';
import type { Accesses } from './accesses.ts';
import type { Insertions } from './insertions.ts';
import { nameOf } from './naming.ts';
import { components } from './components.ts';
import { type Binding, children, type FunctionNode, isFunction, type SyntaxTree } from './tree.ts';

/** How a function is called by itself and by its like. */
interface Named {
  readonly fn: FunctionNode;
  /** Its name in the text. */
  readonly at: AnyNode;
  readonly binding?: Binding;
  /** A method's name and class or object. */
  readonly owner?: AnyNode;
}

interface Call {
  readonly node: CallExpression;
  readonly callee: Named;
  /** May run more than once in one activation of the function it stands in. */
  readonly repeated: boolean;
}

/** What a function's text says of the functions it may call, itself among them. */
interface Mentions {
  readonly calls: Call[];
  /** Named otherwise than by a call: handed on, perhaps to be called from elsewhere. */
  readonly others: Set<Named>;
}

const loops = /^(?:For|ForIn|ForOf|While|DoWhile)Statement$/;
const most = 8;

/**
 * Watches the functions that call themselves more than once, alone or in turn, and have no memo table: where the
 * analysis looks for overlapping subproblems.
 * @param memoized functions with a table
 */
export function watchCandidates(
  accesses: Accesses,
  insertions: Insertions,
  memoized: ReadonlySet<FunctionNode>,
  nextId: () => number,
): CandidateDescription[] {
  const { tree } = accesses;
  const finder = new Finder(accesses, memoized);
  const described: CandidateDescription[] = [];
  for (const group of finder.groups()) {
    const ids = new Map(group.map((named) => [named, nextId()]));
    const first = ids.get(group[0]!)!;
    let marked = true;
    for (const named of group) {
      const { calls, others } = finder.mentions(named.fn);
      if (group.some((other) => others.has(other))) marked = false;
      for (const { node, callee } of calls) if (ids.has(callee) && !mark(insertions, node)) marked = false;
    }
    for (const [named, id] of ids) {
      watch(tree, insertions, named, id);
      const before = tree.text.slice(0, named.at.start);
      const line = before.split('\n').length;
      const column = named.at.start - before.lastIndexOf('\n');
      described.push({ id, name: nameOf(tree, named.fn) ?? '', line, column, group: first, marked });
    }
  }
  return described;
}

/** The callee is to know that it is called from its own group. @returns whether the call could be marked */
function mark(insertions: Insertions, { arguments: args }: CallExpression): boolean {
  const last = args.at(-1);
  if (!last || last.type === 'SpreadElement') return false;
  insertions.wrap(last, `(${prefix}v=(0,`, `),${prefix}f=1,${prefix}v)`);
  return true;
}

function watch(tree: SyntaxTree, insertions: Insertions, named: Named, id: number): void {
  const { fn } = named;
  const keys = fn.params.map((p) => (p.type === 'AssignmentPattern' ? p.left : p) as Identifier).map((p) => p.name);
  if (named.owner) keys.push('this');
  else if (named.binding && isFunction(named.binding.owner)) keys.push(named.binding.name); // a closure made anew
  const short = keys.length <= 3;
  const begin = `const ${prefix}i=${prefix}c${short ? keys.length : ''}(${short ? keys.join() : `[${keys.join()}]`},${id});`;
  const out = `${prefix}i,${id})`;
  const { body } = fn;
  if (body.type !== 'BlockStatement') {
    insertions.open(arrowEnd(tree, fn), `{${begin}return (${prefix}v=(0,`);
    insertions.close(fn, `),${prefix}x(${out})}`);
    return;
  }
  const directives = body.body.filter((s) => s.type === 'ExpressionStatement' && s.directive !== undefined);
  insertions.open(directives.at(-1)?.end ?? body.start + 1, `;${begin}`);
  for (const node of tree.own(fn)) {
    if (node.type !== 'ReturnStatement') continue;
    if (node.argument) insertions.wrap(node.argument, `(${prefix}v=(0,`, `),${prefix}x(${out})`);
    else insertions.open(node.start + 'return'.length, ` ${prefix}u(${out}`);
  }
  const last = body.body.at(-1);
  if (last?.type !== 'ReturnStatement' && last?.type !== 'ThrowStatement')
    insertions.open(body.end - 1, `;${prefix}u(${out};`);
}

/** Behind the `=>` of an arrow function. */
function arrowEnd(tree: SyntaxTree, fn: FunctionNode): number {
  const from = fn.params.at(-1)?.end ?? fn.start;
  return tree.text.indexOf('=>', from) + 2;
}

class Finder {
  private readonly byFunction = new Map<FunctionNode, Named>();
  private readonly byBinding = new Map<Binding, Named>();
  private readonly byMethod = new Map<string, Named>();
  private readonly known = new Map<FunctionNode, Mentions>();

  constructor(
    private readonly accesses: Accesses,
    memoized: ReadonlySet<FunctionNode>,
  ) {
    for (const fn of this.tree.functions) {
      const named = memoized.has(fn) || !isCountable(this.tree, fn) ? undefined : this.name(fn);
      if (!named) continue;
      this.byFunction.set(fn, named);
      if (named.binding) this.byBinding.set(named.binding, named);
      else this.byMethod.set(`${named.owner!.start} ${(named.at as Identifier).name}`, named);
    }
  }

  private get tree(): SyntaxTree {
    return this.accesses.tree;
  }

  /** Functions that reach themselves, and may do so more than once in one activation. */
  groups(): Named[][] {
    const all = [...this.byFunction.values()];
    const found = components(all, (named) => {
      const { calls, others } = this.mentions(named.fn);
      return [...calls.map((call) => call.callee), ...others];
    });
    return found
      .map((group) => {
        const members = new Set(group);
        return group.filter(({ fn }) => {
          const calls = this.mentions(fn).calls.filter(({ callee }) => members.has(callee));
          return calls.length > 1 || calls.some(({ repeated }) => repeated);
        });
      })
      .filter((group) => group.length > 0);
  }

  mentions(fn: FunctionNode): Mentions {
    let known = this.known.get(fn);
    if (!known) this.known.set(fn, (known = this.read(fn)));
    return known;
  }

  private read(fn: FunctionNode): Mentions {
    const found: Mentions = { calls: [], others: new Set() };
    const enter = (node: AnyNode, repeated: boolean): void => {
      const callee = node.type === 'CallExpression' && !node.optional ? this.named(node.callee) : undefined;
      if (callee && node.type === 'CallExpression') {
        found.calls.push({ node, callee, repeated });
        for (const argument of node.arguments) enter(argument, repeated);
        return;
      }
      const other = isReference(this.tree, node) ? this.named(node) : undefined;
      if (other) found.others.add(other);
      for (const child of children(node)) enter(child, repeated || loops.test(node.type) || isFunction(node));
    };
    for (const child of children(fn)) enter(child, false);
    return found;
  }

  /** The watched function that an expression names: `f`, `this.f`, `C.f` or `(0, exports.f)`. */
  private named(node: AnyNode): Named | undefined {
    if (node.type === 'Identifier') {
      const binding = this.tree.resolve(node.name, node);
      return binding && this.byBinding.get(binding);
    }
    if (node.type === 'ParenthesizedExpression') return this.named(node.expression);
    if (node.type === 'SequenceExpression') return this.exported(node.expressions.at(-1)!);
    if (node.type !== 'MemberExpression' || node.computed || node.optional) return undefined;
    if (node.object.type !== 'ThisExpression') return undefined;
    const name = (node.property as Identifier).name;
    for (let at = this.tree.parent(node); at; at = this.tree.parent(at)) {
      const found = this.byMethod.get(`${at.start} ${name}`);
      if (found && found.owner === at) return found;
      if (isFunction(at) && at.type !== 'ArrowFunctionExpression' && !this.byFunction.get(at)?.owner) return undefined;
    }
    return undefined;
  }

  /** `exports.f`, as TypeScript writes the calls of what a module exports. */
  private exported(node: AnyNode): Named | undefined {
    if (node.type !== 'MemberExpression' || node.computed || node.object.type !== 'Identifier') return undefined;
    if (node.object.name !== 'exports') return undefined;
    const binding = this.tree.resolve((node.property as Identifier).name, this.tree.program);
    return binding && this.byBinding.get(binding);
  }

  private name(fn: FunctionNode): Named | undefined {
    const { tree } = this;
    let parent = tree.parent(fn);
    if (parent?.type === 'MethodDefinition' || (parent?.type === 'Property' && parent.method)) {
      if (parent.kind !== 'method' && parent.kind !== 'init') return undefined;
      if (parent.computed || parent.key.type !== 'Identifier') return undefined;
      let owner = tree.parent(parent);
      if (owner?.type === 'ClassBody') owner = tree.parent(owner);
      return owner && { fn, at: parent.key, owner };
    }
    if (fn.id) return this.bound(fn, fn.id, 0);
    // esbuild's `__name(() => …, "f")`, as tsx writes it
    if (parent?.type === 'CallExpression' && parent.callee.type === 'Identifier' && parent.callee.name === '__name')
      parent = tree.parent(parent);
    if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return this.bound(fn, parent.id, 1);
    return undefined;
  }

  /** @param sources how often the variable is given a value; once more and it may be another function */
  private bound(fn: FunctionNode, at: Identifier, sources: number): Named | undefined {
    const { tree } = this;
    const binding = tree.resolve(at.name, fn.type === 'FunctionDeclaration' ? tree.parent(fn)! : fn);
    if (!binding || this.accesses.assigned(binding).length !== sources) return undefined;
    if (tree.resolve(at.name, fn.body) !== binding) return undefined; // a parameter of that name hides it
    return { fn, at, binding };
  }
}

/** An identifier that stands for a value, or `this.name`. */
function isReference(tree: SyntaxTree, node: AnyNode): boolean {
  if (node.type === 'MemberExpression') return node.object.type === 'ThisExpression' && !node.computed;
  if (node.type !== 'Identifier') return false;
  const parent = tree.parent(node);
  if (parent?.type === 'MemberExpression') return parent.object === node || parent.computed;
  return !(parent?.type === 'Property' && parent.key === node && !parent.shorthand);
}

/** Its calls are those of a plain function whose parameters are all it is given. */
function isCountable(tree: SyntaxTree, fn: FunctionNode): boolean {
  if (fn.async || fn.generator || fn.params.length === 0 || fn.params.length > most) return false;
  const simple = fn.params.every(
    (p) => p.type === 'Identifier' || (p.type === 'AssignmentPattern' && p.left.type === 'Identifier'),
  );
  if (!simple) return false;
  const text = tree.text.slice(fn.start, fn.end);
  if (!/\b(?:arguments|eval|with|super|new\s*\.\s*target)\b/.test(text)) return true;
  return !tree
    .own(fn)
    .some(
      (node) =>
        (node.type === 'Identifier' && (node.name === 'arguments' || node.name === 'eval')) ||
        node.type === 'WithStatement' ||
        node.type === 'Super' ||
        node.type === 'MetaProperty',
    );
}
