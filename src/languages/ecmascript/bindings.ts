import { methods } from './builtins/effects.ts';
import type { EcmaFunction } from './function.ts';
import { type TreeNode, keyName, memberName, withoutTypes } from './tree.ts';

/** Wrappers that give the function back uncached, so that a call of the binding is a call of the function. */
export const transparentWrapper = /^((React\.)?useCallback|action|Object\.freeze|useEvent)$/;

/** A name as a part of a regular expression. */
const escaped = (name: string): string => name.replace(/[$]/g, '\\$');

/** What the functions of a file are called and bound to, and which are members of what. */
export class Bindings {
  readonly #members = new Map<object, Map<string, EcmaFunction>>();
  /** Function assigned to a property of a module-level object: `exports.f = …`, `Foo.prototype.f = …`. */
  readonly #assigned = new Map<string, EcmaFunction | 'several'>();

  constructor(
    readonly text: string,
    readonly parents: ReadonlyMap<TreeNode, TreeNode>,
    functions: readonly EcmaFunction[],
  ) {
    for (const fn of functions) this.#bind(fn);
  }

  /** The member of a class body, an object or a prototype; static ones are named `static name`. */
  memberOf(container: object, name: string): EcmaFunction | undefined {
    return this.#members.get(container)?.get(name);
  }

  /** The arrow function that `owner` gives to `this.name`, where nothing else in the file does. */
  givenIn(owner: EcmaFunction, name: string): EcmaFunction | undefined {
    const fn = this.#members.get(owner)?.get(name);
    if (!fn) return undefined;
    const given = new RegExp(`\\.${escaped(name)}\\s*=(?![=>])`, 'g');
    return this.text.match(given)?.length === 1 ? fn : undefined;
  }

  /** The one function assigned to this dotted path. */
  assignedTo(path: string): EcmaFunction | undefined {
    const fn = this.#assigned.get(path);
    return fn === 'several' ? undefined : fn;
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
        // The result of `list.map(…)` is no function.
        const method = parent.callee.type === 'MemberExpression' ? memberName(parent.callee) : undefined;
        if (method !== undefined && methods.get(method)?.calls) break;
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
          if (left.object.type === 'ThisExpression') {
            // An arrow sees the `this` of the function that it stands in.
            let owner = fn.form === 'arrow' ? fn.parent : undefined;
            while (owner?.node.type === 'ArrowFunctionExpression' && owner.parent) owner = owner.parent;
            if (owner) this.#member(owner, name, fn);
            if (owner?.form === 'constructor' && owner.container) fn.container = owner.container;
          }
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
}
