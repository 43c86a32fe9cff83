import { analyze } from '@typescript-eslint/scope-manager';
import type { Scope, ScopeManager, Variable as ScopeVariable } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type {
  Expr,
  FunctionForm,
  Pattern,
  Range,
  SkeletonFunction,
  Statement,
  Variable,
} from '../../analysis/skeleton.ts';
import { documentedKinds, declaredKind } from './kinds.ts';
import { lowerExpression, lowerFunctionBody, lowerParameters } from './lower.ts';
import {
  type FunctionNode,
  type TreeNode,
  forEachChild,
  isFunctionNode,
  keyName,
  memberName,
  withoutTypes,
} from './tree.ts';

/** A function of the file with its tree, as refactorings need it. */
export class EcmaFunction implements SkeletonFunction {
  name = '(anonymous)';
  form: FunctionForm = 'callback';
  wrapper?: string;
  container?: object;
  /** The node that declares it: function, variable declarator, property, class member, or assignment. */
  declaration: TreeNode;
  nameRange: Range;
  readonly range: Range;
  #parameters?: { list: Pattern[]; rest?: Pattern };
  #body?: Statement;
  #usesThis?: boolean;
  #usesArguments?: boolean;

  constructor(
    readonly module: EcmaModule,
    readonly node: FunctionNode,
    readonly parent: EcmaFunction | undefined,
  ) {
    this.declaration = node;
    this.range = node.range;
    this.nameRange = node.id ? node.id.range : [node.range[0], Math.min(node.range[1], node.range[0] + 1)];
    if (node.id) this.name = node.id.name;
  }

  get async(): boolean {
    return this.node.async;
  }
  get generator(): boolean {
    return this.node.generator;
  }
  get parameters(): readonly Pattern[] {
    return (this.#parameters ??= lowerParameters(this)).list;
  }
  get rest(): Pattern | undefined {
    return (this.#parameters ??= lowerParameters(this)).rest;
  }
  readonly body = (): Statement => (this.#body ??= lowerFunctionBody(this));
  readonly usesThis = (): boolean => (this.#usesThis ??= mentions(this.node, 'this'));
  readonly usesArguments = (): boolean => (this.#usesArguments ??= mentions(this.node, 'arguments'));
}

/** Whether `this` or `arguments` of this function (seen through arrows) occurs in it. */
function mentions(node: FunctionNode, what: 'this' | 'arguments'): boolean {
  const look = (child: TreeNode): boolean => {
    if (what === 'this' && (child.type === 'ThisExpression' || child.type === 'Super')) return true;
    if (what === 'arguments' && child.type === 'Identifier' && child.name === 'arguments') return true;
    if (isFunctionNode(child) && child.type !== 'ArrowFunctionExpression') return false;
    if (child.type === 'ClassBody') return false;
    let found = false;
    forEachChild(child, (c) => {
      found ||= look(c);
    });
    return found;
  };
  let found = false;
  forEachChild(node, (c) => {
    found ||= look(c);
  });
  return found;
}

/** `const x = require('x')`, whole or in parts. */
function isRequired(node: TreeNode | undefined): boolean {
  if (node?.type !== 'VariableDeclarator' || !node.init) return false;
  let init = withoutTypes(node.init);
  while (init.type === 'MemberExpression') init = withoutTypes(init.object);
  return init.type === 'CallExpression' && init.callee.type === 'Identifier' && init.callee.name === 'require';
}

/** Wrappers that give the function back uncached, so that a call of the binding is a call of the function. */
const transparentWrapper = /^(React\.)?(useCallback|memo|forwardRef|observer|action|Object\.freeze|useEvent)$/;

/**
 * A file in which names are resolved: its functions, what each identifier stands for, and their lowered skeletons.
 * Scopes cost a third of a parse, so this is made only for files that can hold a recurrence.
 */
export class EcmaModule {
  readonly functions: EcmaFunction[] = [];
  readonly byNode = new Map<TreeNode, EcmaFunction>();
  readonly #identifiers = new Map<TreeNode, ScopeVariable | null>();
  readonly #variables = new Map<ScopeVariable, Variable>();
  readonly #scoped = new Map<Variable, ScopeVariable>();
  readonly #globals = new Map<string, Variable>();
  readonly #members = new Map<object, Map<string, EcmaFunction>>();
  /** Function assigned to a property of a module-level object: `exports.f = …`, `Foo.prototype.f = …`. */
  readonly #assigned = new Map<string, EcmaFunction | 'several'>();
  readonly parents = new Map<TreeNode, TreeNode>();

  constructor(
    readonly text: string,
    readonly program: TSESTree.Program,
    scopes: ScopeManager = analyze(program, { sourceType: 'module', lib: [] }),
  ) {
    for (const scope of scopes.scopes) this.#index(scope);
    this.#collect(program, undefined, undefined);
    for (const fn of this.functions) this.#bind(fn);
  }

  #index(scope: Scope): void {
    for (const variable of scope.variables) {
      for (const identifier of variable.identifiers) this.#identifiers.set(identifier, variable);
    }
    for (const reference of scope.references) this.#identifiers.set(reference.identifier, reference.resolved);
  }

  #collect(node: TreeNode, parent: TreeNode | undefined, owner: EcmaFunction | undefined): void {
    // An explicit stack: minified bundles nest deeper than the call stack allows.
    const work: [TreeNode, TreeNode | undefined, EcmaFunction | undefined][] = [[node, parent, owner]];
    while (work.length > 0) {
      const [current, above, around] = work.pop()!;
      if (above) this.parents.set(current, above);
      let inside = around;
      if (isFunctionNode(current)) {
        inside = new EcmaFunction(this, current, around);
        this.functions.push(inside);
        this.byNode.set(current, inside);
      }
      forEachChild(current, (child) => {
        work.push([child, current, inside]);
      });
    }
    this.functions.sort((a, b) => a.range[0] - b.range[0] || b.range[1] - a.range[1]);
  }

  /** Finds what the function is called and bound to. */
  #bind(fn: EcmaFunction): void {
    const { node } = fn;
    if (node.type === 'FunctionDeclaration') {
      fn.form = 'declaration';
      return;
    }
    fn.form = node.type === 'ArrowFunctionExpression' ? 'arrow' : 'expression';
    let value: TreeNode = node;
    let parent = this.parents.get(node);
    // Through type wrappers and wrapping calls: const f = memo(function …)
    while (parent) {
      if (withoutTypes(parent) !== parent && withoutTypes(parent) === withoutTypes(value)) {
        value = parent;
      } else if (parent.type === 'CallExpression' && parent.arguments[0] === value && parent.callee !== value) {
        const name = this.text.slice(...parent.callee.range);
        const above = this.parents.get(parent);
        const bound = above?.type === 'VariableDeclarator' || above?.type === 'AssignmentExpression' || above?.type === 'Property' || above?.type === 'PropertyDefinition' || above?.type === 'CallExpression'; // prettier-ignore
        if (!bound) break;
        if (!transparentWrapper.test(name)) fn.wrapper = name;
        value = parent;
      } else break;
      parent = this.parents.get(value);
    }
    const named = (name: string, at: TreeNode, declaration: TreeNode): void => {
      fn.name = name;
      fn.nameRange = at.range;
      fn.declaration = declaration;
    };
    if (parent?.type === 'VariableDeclarator' && parent.init === value && parent.id.type === 'Identifier') {
      named(parent.id.name, parent.id, parent);
    } else if (parent?.type === 'AssignmentExpression' && parent.right === value && parent.operator === '=') {
      const left = withoutTypes(parent.left);
      if (left.type === 'Identifier') named(left.name, left, parent);
      else if (left.type === 'MemberExpression') {
        const name = memberName(left);
        if (name !== undefined) {
          named(name, left.property, parent);
          const path = this.text.slice(...left.range).replace(/^module\.exports\./, 'exports.');
          this.#assigned.set(path, this.#assigned.has(path) ? 'several' : fn);
          const prototype = /^(.+)\.prototype\.[^.]+$/.exec(path);
          if (prototype) {
            fn.form = 'method';
            fn.container = this.#container(`prototype ${prototype[1]}`);
            this.#member(fn.container, name, fn);
          } else fn.container = this.#container(`object ${path.slice(0, path.lastIndexOf('.'))}`);
          this.#member(fn.container, name, fn);
        }
      }
    } else if (parent?.type === 'Property' && parent.value === value) {
      const name = keyName(parent);
      const object = this.parents.get(parent);
      if (name !== undefined && object?.type === 'ObjectExpression') {
        named(name, parent.key, parent);
        fn.form = parent.kind === 'init' ? 'object-method' : 'accessor';
        fn.container = object;
        if (parent.kind === 'init') this.#member(object, name, fn);
      }
    } else if (
      (parent?.type === 'MethodDefinition' || parent?.type === 'PropertyDefinition') &&
      parent.value === value
    ) {
      const name = keyName(parent);
      const body = this.parents.get(parent);
      if (body) fn.container = body;
      if (name !== undefined && body) {
        named(name, parent.key, parent);
        const isPrivate = parent.key.type === 'PrivateIdentifier';
        fn.form = parent.static ? 'static-method' : isPrivate ? 'private-method' : 'method';
        if (parent.type === 'MethodDefinition' && parent.kind === 'constructor') fn.form = 'constructor';
        else if (parent.type === 'MethodDefinition' && parent.kind !== 'method') fn.form = 'accessor';
        else this.#member(body, parent.static ? `static ${name}` : name, fn);
        const decorator = parent.decorators?.[0];
        if (decorator) fn.wrapper = `@${this.text.slice(...decorator.expression.range)}`;
      }
    } else if (!node.id) {
      const exported = parent?.type === 'ExportDefaultDeclaration';
      fn.form = exported ? fn.form : 'callback';
      if (exported) fn.name = 'default';
    }
  }

  readonly #containers = new Map<string, object>();
  #container(key: string): object {
    let found = this.#containers.get(key);
    if (!found) this.#containers.set(key, (found = { key }));
    return found;
  }

  #member(container: object, name: string, fn: EcmaFunction): void {
    let members = this.#members.get(container);
    if (!members) this.#members.set(container, (members = new Map()));
    members.set(name, fn);
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
    if (!owner?.container) return undefined;
    return this.memberOf(owner.container, owner.form === 'static-method' ? `static ${name}` : name);
  }

  memberOf(container: object, name: string): EcmaFunction | undefined {
    return this.#members.get(container)?.get(name);
  }

  /** The method that `object.name` means, for a class, an object literal bound for good, or `exports`. */
  methodOf(object: TreeNode, name: string): EcmaFunction | undefined {
    const plain = withoutTypes(object);
    const path = this.text.slice(...plain.range).replace(/^module\.exports$/, 'exports');
    const assigned = this.#assigned.get(`${path}.${name}`);
    if (assigned && assigned !== 'several') return assigned;
    if (plain.type !== 'Identifier') return undefined;
    const variable = this.#identifiers.get(plain);
    const definition = variable?.defs[0];
    if (!definition || variable.defs.length !== 1) return undefined;
    if (definition.node.type === 'ClassDeclaration' || definition.node.type === 'ClassExpression') {
      return this.memberOf(definition.node.body, `static ${name}`);
    }
    if (definition.node.type === 'VariableDeclarator' && definition.node.init) {
      const init = withoutTypes(definition.node.init);
      if (init.type === 'ObjectExpression') return this.memberOf(init, name);
      if (init.type === 'ClassExpression') return this.memberOf(init.body, `static ${name}`);
    }
    return undefined;
  }

  /** Whether the identifier is an alias of `this` (`const self = this`). */
  isThisAlias(identifier: TreeNode): boolean {
    const definition = this.#identifiers.get(identifier)?.defs[0];
    return definition?.node.type === 'VariableDeclarator' && definition.node.init?.type === 'ThisExpression';
  }

  variable(identifier: TSESTree.Identifier | TSESTree.JSXIdentifier): Variable {
    const scoped = this.#identifiers.get(identifier);
    if (scoped && scoped.defs.length > 1) return this.#redeclared(scoped, identifier) ?? this.#variable(scoped);
    if (scoped) return this.#variable(scoped);
    let global = this.#globals.get(identifier.name);
    if (!global) {
      global = { name: identifier.name, owner: undefined, role: 'global', reassigned: false, declared: 'unknown' };
      this.#globals.set(identifier.name, global);
    }
    return global;
  }

  readonly #redeclarations = new Map<EcmaFunction, Variable>();
  /**
   * A name declared several times as a function (collections of alternatives do that): inside each of them it is taken
   * for the function it stands in, elsewhere for the last one.
   */
  #redeclared(scoped: ScopeVariable, identifier: TreeNode): Variable | undefined {
    const functions: EcmaFunction[] = [];
    for (const { node } of scoped.defs) {
      const declarator = node as TreeNode;
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
      const owner = this.ownerOf(scoped.scope.variableScope.block);
      variable = { name: scoped.name, owner, role: 'function', reassigned: false, declared: 'unknown', bound };
      this.#redeclarations.set(bound, variable);
    }
    return variable;
  }

  #variable(scoped: ScopeVariable): Variable {
    const known = this.#variables.get(scoped);
    if (known) return known;
    const definition = scoped.defs[0];
    const node = definition?.node as TreeNode | undefined;
    const isParameter = definition?.type === 'Parameter';
    const writes = scoped.references.filter((r) => r.isWrite() && !r.init);
    const owner = this.ownerOf(scoped.scope.variableScope.block);
    const variable: Variable = {
      name: scoped.name,
      owner,
      role: !definition ? 'global' : isParameter ? 'parameter' : definition.type === 'ImportBinding' || isRequired(node) ? 'import' : definition.type === 'FunctionName' ? 'function' : 'local', // prettier-ignore
      reassigned: writes.length > 0 || scoped.defs.length > 1,
      declared: 'unknown',
    };
    this.#variables.set(scoped, variable);
    this.#scoped.set(variable, scoped);
    const identifier = scoped.identifiers[0];
    if (identifier) {
      const declared =
        declaredKind(identifier) ??
        (isParameter && owner ? documentedKinds(this.text, owner).get(scoped.name) : undefined);
      if (declared) {
        variable.declared = declared.kind;
        if (declared.element) variable.element = declared.element;
      }
    }
    if (definition?.type === 'FunctionName' && node && isFunctionNode(node)) {
      const fn = this.byNode.get(node);
      // Overload signatures and repeated `var`-style declarations: the last body wins, but only one is certain.
      const bodies = scoped.defs.filter((d) => isFunctionNode(d.node as TreeNode));
      if (fn && writes.length === 0 && bodies.length === 1) {
        variable.bound = fn;
        variable.reassigned = false;
      }
    } else if (definition?.type === 'FunctionName' && scoped.defs.some((d) => isFunctionNode(d.node as TreeNode))) {
      const bodies = scoped.defs.filter((d) => isFunctionNode(d.node as TreeNode));
      const fn = bodies.length === 1 ? this.byNode.get(bodies[0]!.node as TreeNode) : undefined;
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
        variable.initial = () => ({
          op: 'get',
          range,
          object: lowerExpression(this, owner, init),
          key: { op: 'const', range, value: key },
          optional: false,
        });
      }
    } else if (node?.type === 'VariableDeclarator' && node.id.type === 'Identifier') {
      const init = node.init;
      if (init && scoped.defs.length === 1) {
        variable.initial = () => lowerExpression(this, owner, init);
        const fn = writes.length === 0 ? this.#functionOf(init) : undefined;
        if (fn) variable.bound = fn;
      } else if (!init && writes.length === 1 && scoped.defs.length === 1) {
        const written = this.parents.get(writes[0]!.identifier as TreeNode);
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

  /** Where a variable is mentioned, its declaration left out. */
  referencesOf(variable: Variable): TreeNode[] {
    const references = this.#scoped.get(variable)?.references ?? [];
    return references.filter((r) => !r.init).map((r) => r.identifier as TreeNode);
  }

  /** The class that a variable names for good. */
  classOf(variable: Variable): TSESTree.ClassDeclaration | TSESTree.ClassExpression | undefined {
    const scoped = this.#scoped.get(variable);
    const node = scoped?.defs.length === 1 ? (scoped.defs[0]!.node as TreeNode) : undefined;
    if (node?.type === 'ClassDeclaration' || node?.type === 'ClassExpression') return node;
    const init = node?.type === 'VariableDeclarator' && node.init ? withoutTypes(node.init) : undefined;
    return init?.type === 'ClassExpression' && !variable.reassigned ? init : undefined;
  }

  /** Calls of a function by the name it is bound to. */
  callsOf(fn: EcmaFunction): TreeNode[] {
    const calls: TreeNode[] = [];
    for (const [variable, scoped] of this.#scoped) {
      if (variable.bound !== fn) continue;
      for (const reference of scoped.references) {
        const parent = this.parents.get(reference.identifier as TreeNode);
        if (parent?.type === 'CallExpression' && parent.callee === reference.identifier) calls.push(parent);
      }
    }
    return calls;
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

  /** Lowered on demand, for captured variables. */
  expression(node: TreeNode, owner: EcmaFunction | undefined): Expr {
    return lowerExpression(this, owner, node);
  }
}
