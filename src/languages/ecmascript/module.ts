import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Expr, Range, Variable } from '../../analysis/skeleton.ts';
import { Bindings, transparentWrapper } from './bindings.ts';
import { EcmaFunction } from './function.ts';
import { documentedKinds, declaredKind } from './kinds.ts';
import { lowerExpression } from './lower.ts';
import { type TreeNode, forEachChild, isFunctionNode, keyName, withoutTypes } from './tree.ts';
import type { Named } from './names/named.ts';
import { type NameNode, Names } from './names/names.ts';
import { givenOnce } from './undeclared.ts';
import { writtenMembers } from './written.ts';

export { EcmaFunction };

/**
 * A file in which names are resolved: its functions, what each identifier stands for, and their lowered skeletons.
 * Made only for files that can hold a recurrence.
 */
export class EcmaModule {
  readonly functions: EcmaFunction[] = [];
  readonly byNode = new Map<TreeNode, EcmaFunction>();
  readonly names: Names;
  readonly #variables = new Map<Named, Variable>();
  readonly #scoped = new Map<Variable, Named>();
  readonly #globals = new Map<string, Variable>();
  readonly parents = new Map<TreeNode, TreeNode>();
  readonly #bindings: Bindings;

  constructor(
    readonly text: string,
    readonly program: TSESTree.Program,
  ) {
    this.names = new Names(this.#collect(program), this.parents);
    this.#bindings = new Bindings(text, this.parents, this.functions);
  }

  /** Makes the functions and gives every identifier of the code by how it is called. */
  #collect(program: TSESTree.Program): Map<string, NameNode[]> {
    const mentions = new Map<string, NameNode[]>();
    // Explicit stacks: minified bundles nest deeper than the call stack allows.
    const nodes: TreeNode[] = [program];
    const above: (TreeNode | undefined)[] = [undefined];
    const around: (EcmaFunction | undefined)[] = [undefined];
    let current: TreeNode = program;
    let inside: EcmaFunction | undefined;
    const add = (child: TreeNode): void => {
      nodes.push(child);
      above.push(current);
      around.push(inside);
    };
    while (nodes.length > 0) {
      current = nodes.pop()!;
      const outer = above.pop();
      inside = around.pop();
      if (outer) this.parents.set(current, outer);
      if (current.type === 'Identifier' || current.type === 'JSXIdentifier') {
        const known = mentions.get(current.name);
        if (known) known.push(current);
        else mentions.set(current.name, [current]);
      } else if (isFunctionNode(current)) {
        inside = new EcmaFunction(this, current, inside);
        this.functions.push(inside);
        this.byNode.set(current, inside);
      }
      forEachChild(current, add);
    }
    this.functions.sort((a, b) => a.range[0] - b.range[0] || b.range[1] - a.range[1]);
    return mentions;
  }

  /** The function whose `this` is seen at `fn`: itself, or the nearest function around an arrow. */
  thisOwner(fn: EcmaFunction | undefined): EcmaFunction | undefined {
    let owner = fn;
    while (owner && owner.node.type === 'ArrowFunctionExpression' && owner.form !== 'method' && owner.parent)
      owner = owner.parent;
    return owner;
  }

  /** The method that `this.name` means inside `fn`. */
  methodOfThis(fn: EcmaFunction | undefined, name: string): EcmaFunction | undefined {
    const owner = this.thisOwner(fn);
    const { container = owner, form } = owner ?? {};
    const own = container && this.#bindings.memberOf(container, form === 'static-method' ? `static ${name}` : name);
    return own ?? (owner && this.#bindings.givenIn(owner, name));
  }

  /**
   * The method that `object.name` means, for a class, an object literal bound for good, or `exports`; none where the file
   * puts another in its place.
   */
  methodOf(object: TreeNode, name: string): EcmaFunction | undefined {
    const plain = withoutTypes(object);
    const path = this.text.slice(...plain.range).replace(/^module\.exports$/, 'exports');
    const assigned = this.#bindings.assignedTo(`${path}.${name}`);
    const own = plain.type === 'Identifier' ? this.#ownMethod(plain, name) : undefined;
    if (!own) return assigned;
    const written = (this.#written ??= writtenMembers(this));
    return [`${path}.${name}`, `${path}.*`, `*.${name}`].some((one) => written.has(one)) ? undefined : own;
  }

  #written: ReadonlySet<string> | undefined;

  #ownMethod(object: TSESTree.Identifier, name: string): EcmaFunction | undefined {
    const variable = this.names.of(object);
    const definition = variable?.defs[0];
    if (!definition || variable.defs.length !== 1) return undefined;
    if (definition.node.type === 'ClassDeclaration' || definition.node.type === 'ClassExpression') {
      return this.#bindings.memberOf(definition.node.body, `static ${name}`);
    }
    const init = definition.node.type === 'VariableDeclarator' && definition.node.init;
    const value = init ? withoutTypes(init) : undefined;
    if (value?.type === 'ObjectExpression') return this.#bindings.memberOf(value, name);
    return value?.type === 'ClassExpression' ? this.#bindings.memberOf(value.body, `static ${name}`) : undefined;
  }

  /** Whether the identifier is an alias of `this` (`const self = this`). */
  isThisAlias(identifier: TreeNode): boolean {
    const definition = this.names.of(identifier)?.defs[0];
    const node = definition?.node;
    return node?.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.init?.type === 'ThisExpression';
  }

  variable(identifier: TSESTree.Identifier | TSESTree.JSXIdentifier): Variable {
    const scoped = this.names.of(identifier);
    if (scoped && scoped.defs.length > 1) return this.#redeclared(scoped, identifier) ?? this.#variable(scoped);
    if (scoped) return this.#variable(scoped);
    let global = this.#globals.get(identifier.name);
    if (!global) {
      global = { name: identifier.name, owner: undefined, role: 'global', reassigned: false, declared: 'unknown' };
      this.#globals.set(identifier.name, global);
      const given = givenOnce(this.names, identifier.name);
      const fn = given && this.#functionOf(given);
      if (fn) global.bound = fn;
    }
    return global;
  }

  readonly #redeclarations = new Map<EcmaFunction, Variable>();
  /**
   * A name declared several times as a function (collections of alternatives do that): inside each of them it is taken
   * for the function it stands in, elsewhere for the last one.
   */
  #redeclared(scoped: Named, identifier: TreeNode): Variable | undefined {
    const functions: EcmaFunction[] = [];
    for (const { node } of scoped.defs) {
      const declarator = node;
      const value =
        declarator.type === 'VariableDeclarator' && declarator.init ? withoutTypes(declarator.init) : declarator;
      const fn = this.byNode.get(value);
      if (fn) functions.push(fn);
      else if (declarator.type !== 'TSDeclareFunction') return undefined;
    }
    if (functions.length < 2) return undefined;
    const inside = (fn: EcmaFunction): boolean => {
      const [start, end] = fn.declaration.range;
      return start <= identifier.range[0] && identifier.range[1] <= end;
    };
    const bound = functions.find(inside) ?? functions[functions.length - 1]!;
    let variable = this.#redeclarations.get(bound);
    if (!variable) {
      const owner = this.#ownerOf(scoped);
      variable = { name: scoped.name, owner, role: 'function', reassigned: false, declared: 'unknown', bound };
      this.#redeclarations.set(bound, variable);
    }
    return variable;
  }

  #variable(scoped: Named): Variable {
    const known = this.#variables.get(scoped);
    if (known) return known;
    const definition = scoped.defs[0];
    const node = definition?.node;
    const isParameter = definition?.as === 'parameter';
    const writes = this.names.writesOf(scoped);
    const owner = this.#ownerOf(scoped);
    const variable: Variable = {
      name: scoped.name,
      owner,
      role: !definition ? 'global' : isParameter ? 'parameter' : definition.as === 'import' || isRequired(node) ? 'import' : definition.as === 'function' ? 'function' : 'local', // prettier-ignore
      reassigned: writes.length > 0 || scoped.defs.length > 1 || this.#isOpen(node),
      declared: 'unknown',
    };
    this.#variables.set(scoped, variable);
    this.#scoped.set(variable, scoped);
    const identifier = definition?.name.type === 'Identifier' ? definition.name : undefined;
    if (identifier) {
      const declared =
        declaredKind(identifier) ??
        (isParameter && owner ? documentedKinds(this.text, owner).get(scoped.name) : undefined);
      if (declared) {
        variable.declared = declared.kind;
        if (declared.element) variable.element = declared.element;
      }
    }
    if (definition?.as === 'function' && node && isFunctionNode(node)) {
      const fn = this.byNode.get(node);
      // Overload signatures and repeated `var`-style declarations: the last body wins, but only one is certain.
      const bodies = scoped.defs.filter((d) => isFunctionNode(d.node));
      if (fn && writes.length === 0 && bodies.length === 1) {
        variable.bound = fn;
        variable.reassigned = false;
      }
    } else if (definition?.as === 'function' && scoped.defs.some((d) => isFunctionNode(d.node))) {
      const bodies = scoped.defs.filter((d) => isFunctionNode(d.node));
      const fn = bodies.length === 1 ? this.byNode.get(bodies[0]!.node) : undefined;
      if (fn && writes.length === 0) {
        variable.bound = fn;
        variable.reassigned = false;
      }
    } else if (node?.type === 'VariableDeclarator' && node.id.type === 'ObjectPattern' && node.init) {
      const { init } = node;
      const property = node.id.properties.find((p) => p.type === 'Property' && p.value === identifier);
      const key = property?.type === 'Property' ? keyName(property) : undefined;
      if (key !== undefined && scoped.defs.length === 1) {
        const { range } = property!;
        variable.initial = once(() => ({
          op: 'get',
          range,
          object: lowerExpression(this, owner, init),
          key: { op: 'const', range, value: key },
          optional: false,
        }));
      }
    } else if (node?.type === 'VariableDeclarator' && node.id.type === 'Identifier') {
      const init = node.init;
      if (init && scoped.defs.length === 1) {
        variable.initial = once(() => lowerExpression(this, owner, init));
        const fn = writes.length === 0 ? this.#functionOf(init) : undefined;
        if (fn) variable.bound = fn;
      } else if (!init && writes.length === 1 && scoped.defs.length === 1) {
        const written = this.parents.get(writes[0]!);
        if (written?.type === 'AssignmentExpression' && written.operator === '=') {
          const fn = this.#functionOf(written.right);
          if (fn) {
            variable.bound = fn;
            variable.reassigned = false;
          }
        }
      }
    }
    return variable;
  }

  /** Whether a namespace exports the variable, which can be assigned as `N.x` then. */
  #isOpen(node: TreeNode | undefined): boolean {
    const statement = node?.type === 'VariableDeclarator' ? this.parents.get(node) : undefined;
    const above = statement?.type === 'VariableDeclaration' && statement.kind !== 'const' ? this.parents.get(statement) : undefined; // prettier-ignore
    return above?.type === 'ExportNamedDeclaration' && this.parents.get(above)?.type === 'TSModuleBlock';
  }

  /** The function that an expression is for good: a function, an alias of one, or one in a transparent wrapper. */
  #functionOf(init: TreeNode): EcmaFunction | undefined {
    const plain = withoutTypes(init);
    if (isFunctionNode(plain)) return this.byNode.get(plain);
    if (plain.type === 'Identifier') return this.variable(plain).bound as EcmaFunction | undefined;
    if (
      plain.type === 'CallExpression' &&
      plain.arguments[0] &&
      transparentWrapper.test(this.text.slice(...plain.callee.range))
    ) {
      return this.#functionOf(plain.arguments[0]);
    }
    return undefined;
  }

  /** Fields of `this` that were asked for. */
  readonly fieldsAsked = new Set<string>();

  /** Names of the variables that were asked for and are seen from everywhere in `place`. */
  namesAsked([start, end]: Range): Set<string> {
    const names = new Set(this.#globals.keys());
    for (const { name, scope } of this.#variables.keys()) {
      const { range } = scope;
      if (range[0] <= start && end <= range[1]) names.add(name);
    }
    return names;
  }

  /** Where a variable is mentioned, its declaration left out. */
  referencesOf(variable: Variable): readonly TreeNode[] {
    const named = this.#scoped.get(variable);
    return named ? this.names.referencesOf(named) : [];
  }

  /** The expression that a variable is declared with. */
  initOf(variable: Variable): TreeNode | undefined {
    const scoped = this.#scoped.get(variable);
    const node = scoped?.defs.length === 1 ? (scoped.defs[0]!.node as TreeNode) : undefined;
    return node?.type === 'VariableDeclarator' && node.id.type === 'Identifier' ? (node.init ?? undefined) : undefined;
  }

  /** The class that a variable names for good. */
  classOf(variable: Variable): TSESTree.ClassDeclaration | TSESTree.ClassExpression | undefined {
    const scoped = this.#scoped.get(variable);
    const node = scoped?.defs.length === 1 ? scoped.defs[0]!.node : undefined;
    if (node?.type === 'ClassDeclaration' || node?.type === 'ClassExpression') return node;
    const init = node?.type === 'VariableDeclarator' && node.init ? withoutTypes(node.init) : undefined;
    return init?.type === 'ClassExpression' && !variable.reassigned ? init : undefined;
  }

  /** Calls of a function by the name it is bound to. */
  callsOf(fn: EcmaFunction): TreeNode[] {
    const calls: TreeNode[] = [];
    for (const [variable, scoped] of this.#scoped) {
      if (variable.bound !== fn) continue;
      for (const reference of this.names.referencesOf(scoped)) {
        const parent = this.parents.get(reference);
        if (parent?.type === 'CallExpression' && parent.callee === reference) calls.push(parent);
      }
    }
    return calls;
  }

  /** The function whose activation has the variable. */
  #ownerOf({ scope, isSelf }: Named): EcmaFunction | undefined {
    const from = isSelf ? this.parents.get(scope) : scope;
    return from && this.ownerOf(from);
  }

  ownerOf(node: TreeNode): EcmaFunction | undefined {
    let at: TreeNode | undefined = node;
    while (at) {
      const fn = this.byNode.get(at);
      if (fn) return fn;
      at = this.parents.get(at);
    }
    return undefined;
  }
}

/** The same expressions each time: runs tell them apart by identity. */
function once(lower: () => Expr): () => Expr {
  let lowered: Expr | undefined;
  return () => (lowered ??= lower());
}

/** `const x = require('x')`, whole or in parts. */
function isRequired(node: TreeNode | undefined): boolean {
  if (node?.type !== 'VariableDeclarator' || !node.init) return false;
  let init = withoutTypes(node.init);
  while (init.type === 'MemberExpression') init = withoutTypes(init.object);
  return init.type === 'CallExpression' && init.callee.type === 'Identifier' && init.callee.name === 'require';
}
