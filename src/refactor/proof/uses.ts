import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Variable } from '../../analysis/skeleton.ts';
import { methodKinds } from '../../languages/ecmascript/builtins/kinds.ts';
import type { EcmaFunction, EcmaModule } from '../../languages/ecmascript/module.ts';
import { type TreeNode, isFunctionNode, memberName, withoutTypes } from '../../languages/ecmascript/tree.ts';

/** What the uses of a value say of it. */
export class Evidence {
  number = 0;
  text = 0;
  boolean = 0;
  list = 0;
  /** Has a length or an index: a text or a list. */
  sequence = 0;
  /** Elements of it, when it is a list; letters, when it is a text. */
  #element: Evidence | undefined;
  readonly fields = new Map<string, Evidence>();
  /** Literal indices: `pair[0]`. */
  readonly positions = new Map<number, Evidence>();
  /** An index that is computed was met. */
  indexed = false;

  get element(): Evidence {
    return (this.#element ??= new Evidence());
  }

  field(name: string): Evidence {
    return have(this.fields, name);
  }

  position(index: number): Evidence {
    return have(this.positions, index);
  }
}

function have<K>(map: Map<K, Evidence>, key: K): Evidence {
  let evidence = map.get(key);
  if (!evidence) map.set(key, (evidence = new Evidence()));
  return evidence;
}

const arithmetic = new Set('- * / % ** | & ^ << >> >>>'.split(' '));
const walks = new Set(['map', 'filter', 'forEach', 'some', 'every', 'find', 'findIndex', 'flatMap', 'reduce', 'sort']);

/** How often one parameter is followed, each time as another part. */
const mostRounds = 4;

/** Follows a value through the functions of a file, those that are called with it too. */
export class Uses {
  readonly #seen = new Map<Variable, Evidence[]>();

  constructor(readonly module: EcmaModule) {}

  /** Reads what is known of what is bound to a parameter or declared name. */
  bind(pattern: TreeNode | null | undefined, evidence: Evidence): Evidence {
    switch (pattern?.type) {
      case 'Identifier': {
        const variable = this.module.variable(pattern);
        const known = this.#seen.get(variable) ?? [];
        // A tree's nodes lead to their parts for ever.
        if (known.includes(evidence) || known.length >= mostRounds) break;
        this.#seen.set(variable, [...known, evidence]);
        for (const reference of this.module.referencesOf(variable)) this.#read(reference, evidence);
        break;
      }
      case 'AssignmentPattern':
        this.#literal(pattern.right, evidence);
        this.bind(pattern.left, evidence);
        break;
      case 'TSParameterProperty':
        this.bind(pattern.parameter, evidence);
        if (pattern.parameter.type === 'Identifier') this.#field(pattern, pattern.parameter.name, evidence);
        break;
      case 'ArrayPattern':
        evidence.sequence += 1;
        pattern.elements.forEach((element, i) => {
          if (element?.type === 'RestElement') this.bind(element.argument, evidence);
          else if (element) this.bind(element, evidence.position(i));
        });
        break;
      case 'ObjectPattern':
        for (const property of pattern.properties) {
          if (property.type !== 'Property' || property.key.type !== 'Identifier') continue;
          if (property.key.name === 'length') evidence.sequence += 1;
          else this.bind(property.value, evidence.field(property.key.name));
        }
    }
    return evidence;
  }

  #read(from: TreeNode, to: Evidence): void {
    let node = from;
    let above = this.module.parents.get(node);
    while (above && above !== node && withoutTypes(above) === withoutTypes(node)) {
      node = above;
      above = this.module.parents.get(node);
    }
    if (!above) return;
    switch (above.type) {
      case 'MemberExpression':
        if (above.object === node) this.#member(above, to);
        else if (above.computed) to.number += 1.5;
        break;
      case 'CallExpression':
      case 'NewExpression':
        if (above.callee !== node) this.#argument(above, (above.arguments as TreeNode[]).indexOf(node), to);
        break;
      case 'ForOfStatement':
        if (above.right === node) {
          to.sequence += 1;
          this.#declared(above.left, to.element);
        }
        break;
      case 'SpreadElement':
        to.sequence += 1;
        break;
      case 'VariableDeclarator':
        if (above.init === node) this.bind(above.id, to);
        break;
      case 'AssignmentExpression':
        if (above.right === node && above.left.type === 'Identifier') this.bind(above.left, to);
        else if (
          above.right === node &&
          above.left.type === 'MemberExpression' &&
          above.left.object.type === 'ThisExpression'
        )
          this.#field(above, memberName(above.left) ?? '', to); // prettier-ignore
        else if (above.left === node && arithmetic.has(above.operator.slice(0, -1))) to.number += 1;
        break;
      case 'BinaryExpression':
        this.#binary(above, withoutTypes(above.left === node ? above.right : above.left), to);
        break;
      case 'UpdateExpression':
        to.number += 1;
        break;
      case 'UnaryExpression':
        if (above.operator === '!') to.boolean += 0.3;
        else if (above.operator !== 'typeof') to.number += 1;
        break;
      case 'IfStatement':
      case 'ConditionalExpression':
        if (above.test === node) to.boolean += 0.2;
        else if (above.type === 'ConditionalExpression') this.#read(above, to);
    }
  }

  #member(access: TSESTree.MemberExpression, to: Evidence): void {
    const name = memberName(access);
    const above = this.module.parents.get(access);
    if (name === undefined) {
      to.sequence += 1;
      const key = withoutTypes(access.property);
      const at = key.type === 'Literal' && typeof key.value === 'number' ? key.value : undefined;
      if (at === undefined) to.indexed = true;
      this.#read(access, at === undefined ? to.element : to.position(at));
      return;
    }
    if (name === 'length') {
      to.sequence += 1;
      return;
    }
    if (above?.type !== 'CallExpression' || above.callee !== access) {
      this.#read(access, to.field(name));
      return;
    }
    if (methodKinds.text.has(name)) to.text += 2;
    else if (methodKinds.sequence.has(name) || name === 'toString') to.sequence += name === 'toString' ? 0 : 1;
    else if (methodKinds.list.has(name)) to.list += 1.5;
    else if (name === 'toFixed') to.number += 1;
    if (/^(slice|substring|substr|concat|filter)$/.test(name)) this.#read(above, to);
    if (walks.has(name) || methodKinds.sequence.has(name)) {
      const callback = above.arguments[0];
      if (callback && isFunctionNode(callback)) this.bind(callback.params[name === 'reduce' ? 1 : 0], to.element);
    }
  }

  #argument(call: TSESTree.CallExpression | TSESTree.NewExpression, at: number, to: Evidence): void {
    const { callee } = call;
    const source = this.module.text.slice(...callee.range);
    if (/^Math\./.test(source)) to.number += 1;
    const called = this.#called(callee);
    if (called && at >= 0) this.bind(called.node.params[at], to);
  }

  #called(callee: TreeNode): EcmaFunction | undefined {
    const { module } = this;
    if (callee.type === 'Identifier') return module.variable(callee).bound as EcmaFunction | undefined;
    if (callee.type !== 'MemberExpression') return undefined;
    const name = memberName(callee);
    if (name === undefined) return undefined;
    if (callee.object.type === 'ThisExpression') return module.methodOfThis(module.ownerOf(callee), name);
    return module.methodOf(callee.object, name);
  }

  #binary({ operator }: TSESTree.BinaryExpression, other: TreeNode, to: Evidence): void {
    const isNumber = other.type === 'Literal' && typeof other.value === 'number';
    if (arithmetic.has(operator)) to.number += 1;
    else if (operator === '+') to.number += isNumber ? 1 : 0.2;
    else if (/^[<>]=?$/.test(operator)) to.number += isNumber ? 1 : 0.3;
    if (operator !== 'in' && operator !== 'instanceof') this.#literal(other, to);
  }

  #literal(node: TreeNode, to: Evidence): void {
    if (node.type === 'TemplateLiteral') to.text += 1;
    if (node.type === 'ArrayExpression') to.list += 1;
    if (node.type !== 'Literal') return;
    if (typeof node.value === 'string') to.text += 1;
    else if (typeof node.value === 'number') to.number += 1;
    else if (typeof node.value === 'boolean') to.boolean += 1;
  }

  /** The same field of `this`, wherever the class reads it. */
  #field(within: TreeNode, name: string, to: Evidence): void {
    const { parents } = this.module;
    let body: TreeNode | undefined = within;
    while (body && body.type !== 'ClassBody') body = parents.get(body);
    if (!body) return;
    const [start, end] = body.range;
    for (const [node] of parents) {
      if (node.type !== 'MemberExpression' || node.object.type !== 'ThisExpression' || memberName(node) !== name) continue; // prettier-ignore
      const above = parents.get(node);
      const isWritten = above?.type === 'AssignmentExpression' && above.left === node;
      if (!isWritten && start <= node.range[0] && node.range[1] <= end) this.#read(node, to);
    }
  }

  #declared(left: TreeNode, to: Evidence): void {
    this.bind(left.type === 'VariableDeclaration' ? left.declarations[0]?.id : left, to);
  }
}
