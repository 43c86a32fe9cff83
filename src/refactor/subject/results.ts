import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Kind } from '../../analysis/skeleton.ts';
import type { EcmaFunction } from '../../languages/ecmascript/module.ts';
import {
  type TreeNode,
  forEachChild,
  isFunctionNode,
  isNumericConstant,
  withoutTypes,
} from '../../languages/ecmascript/tree.ts';
import { type Parameter, contextualType } from './parameters.ts';
import { refuse } from '../request.ts';
import { givenOnce } from './stateful.ts';

/** What a function gives back, as far as its source tells. */
export interface Results {
  /** TypeScript text of the type; undefined in JavaScript. */
  readonly type?: string;
  /** The type within the function, where `type` is one that can be written outside of it. */
  readonly inside?: string;
  /** The type is not written on the function. */
  readonly inferred?: boolean;
  /** A result may be undefined, which a lookup must not take for a miss. */
  readonly mayBeUndefined: boolean;
  /** The declared type says so: no assertion is needed after `has`. */
  readonly admitsUndefined: boolean;
  /** What the result tells the compiler of a parameter: `asserts n is string`. */
  readonly predicate?: { readonly text: string; readonly asserts: boolean; readonly of: string };
  /** Primitive for sure: nobody can change it. */
  readonly primitive: boolean;
}

type IsSelf = (call: TSESTree.CallExpression) => boolean;
type Sort = 'number' | 'string' | 'boolean' | 'null' | 'undefined' | 'object' | 'numeric' | 'unknown';

export function returnStatements(fn: EcmaFunction): TSESTree.ReturnStatement[] {
  const found: TSESTree.ReturnStatement[] = [];
  const look = (node: TreeNode): void => {
    if (node.type === 'ReturnStatement') found.push(node);
    if (!isFunctionNode(node) && node.type !== 'ClassBody') forEachChild(node, look);
  };
  look(fn.node.body);
  return found;
}

/**
 * Reads the declared result type, or infers it from the returned expressions.
 * @throws Refusal in TypeScript when there is neither: the inner function would be an implicit `any`.
 */
export function readResults(
  fn: EcmaFunction,
  typed: boolean,
  parameters: readonly Parameter[],
  isSelf: IsSelf,
): Results {
  const { text } = fn.module;
  const declared = fn.node.returnType?.typeAnnotation;
  if (declared?.type === 'TSTypePredicate') {
    const predicate = { text: text.slice(...declared.range), asserts: declared.asserts, of: text.slice(...declared.parameterName.range) }; // prettier-ignore
    // What is kept of an assertion is that it came to its end.
    if (declared.asserts) return { type: 'undefined', predicate, mayBeUndefined: true, admitsUndefined: true, primitive: true }; // prettier-ignore
    return { type: 'boolean', predicate, mayBeUndefined: false, admitsUndefined: false, primitive: true };
  }
  const context = declared ? undefined : contextualType(fn);
  const type = declared ?? (context?.type === 'TSFunctionType' ? context.returnType?.typeAnnotation : undefined);
  const once = givenOnce(fn, type, returnedValues(fn));
  if (once) refuse(`\`${fn.name}\` gives ${once}.`);
  if (type) {
    if (type.type === 'TSVoidKeyword' || type.type === 'TSNeverKeyword') refuse(`\`${fn.name}\` has no result to cache.`); // prettier-ignore
    const admits = admitsUndefined(type);
    return {
      ...(typed ? { type: text.slice(...type.range) } : {}),
      mayBeUndefined: admits !== 'no',
      admitsUndefined: admits === 'yes',
      primitive: isPrimitive(type),
    };
  }
  const sorts = inferSorts(fn, typed ? [] : parameters, isSelf);
  if (sorts.size > 0 && [...sorts].every((s) => s === 'undefined')) refuse(`\`${fn.name}\` has no result to cache.`);
  const primitive = ![...sorts].some((s) => s === 'object' || s === 'unknown');
  const mayBeUndefined = sorts.has('undefined') || sorts.has('unknown');
  if (!typed) return { mayBeUndefined, admitsUndefined: true, primitive };
  if (context) {
    return { type: `ReturnType<${text.slice(...context.range)}>`, mayBeUndefined: true, admitsUndefined: false, primitive }; // prettier-ignore
  }
  if (fn.async)
    refuse(`The result type of \`${fn.name}\` is not written: annotate it first, then its table can be typed.`);
  const known = [...sorts].filter((s) => /^(number|string|boolean|null|undefined)$/.test(s));
  if (known.length !== sorts.size || known.length === 0) {
    refuse(`The result type of \`${fn.name}\` is not written: annotate it first, then its table can be typed.`);
  }
  return {
    type: known.join(' | '),
    inferred: true,
    mayBeUndefined,
    admitsUndefined: sorts.has('undefined'),
    primitive,
  };
}

function admitsUndefined(type: TSESTree.TypeNode): 'yes' | 'no' | 'perhaps' {
  switch (type.type) {
    case 'TSUndefinedKeyword':
    case 'TSAnyKeyword':
    case 'TSUnknownKeyword':
    case 'TSVoidKeyword':
      return 'yes';
    case 'TSUnionType': {
      const each = type.types.map(admitsUndefined);
      return each.includes('yes') ? 'yes' : each.includes('perhaps') ? 'perhaps' : 'no';
    }
    case 'TSTypeReference':
      return type.typeName.type === 'Identifier' && /^(Readonly)?(Array|Map|Set|Promise|Record|Date|RegExp)$/.test(type.typeName.name) ? 'no' : 'perhaps'; // prettier-ignore
    case 'TSIntersectionType':
    case 'TSIndexedAccessType':
    case 'TSConditionalType':
    case 'TSTypeQuery':
      return 'perhaps';
    default:
      return 'no';
  }
}

function isPrimitive(type: TSESTree.TypeNode): boolean {
  if (type.type === 'TSUnionType') return type.types.every(isPrimitive);
  return /^TS(Number|String|Boolean|BigInt|Null|Undefined)Keyword$|^TSLiteralType$|^TSTemplateLiteralType$/.test(
    type.type,
  );
}

export function returnedValues(fn: EcmaFunction): TreeNode[] {
  const { body } = fn.node;
  return body.type === 'BlockStatement' ? returnStatements(fn).flatMap((s) => s.argument ?? []) : [body];
}

/** Sorts of the results: the least set that the recursive calls agree with. */
function inferSorts(fn: EcmaFunction, parameters: readonly Parameter[], isSelf: IsSelf): Set<Sort> {
  const { body } = fn.node;
  const values: (TreeNode | undefined)[] = returnedValues(fn);
  const isBare = returnStatements(fn).some((s) => !s.argument);
  if (body.type === 'BlockStatement' && (isBare || mayComplete(body))) values.push(undefined);
  const kinds = new Map(parameters.flatMap((p) => p.names.map((n) => [n.name, n.kind] as const)));
  let self = new Set<Sort>();
  for (;;) {
    const sorter = new Sorter(fn, kinds, isSelf, self);
    const next = new Set(values.flatMap((v) => (v ? [...sorter.sorts(v)] : ['undefined' as const])));
    if (next.size === self.size) return next;
    self = next;
  }
}

class Sorter {
  readonly #open = new Set<string>();
  constructor(
    readonly fn: EcmaFunction,
    readonly kinds: ReadonlyMap<string, Kind>,
    readonly isSelf: IsSelf,
    readonly self: ReadonlySet<Sort>,
  ) {}

  sorts(given: TreeNode): ReadonlySet<Sort> {
    const node = withoutTypes(given);
    switch (node.type) {
      case 'Literal':
        if ('bigint' in node) return new Set(['numeric']);
        if (node.value === null) return new Set(['null']);
        return new Set([typeof node.value === 'object' ? 'object' : (typeof node.value as Sort)]);
      case 'TemplateLiteral':
        return new Set(['string']);
      case 'ArrayExpression':
      case 'ObjectExpression':
      case 'NewExpression':
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
        return new Set(['object']);
      case 'UnaryExpression':
        if (node.operator === '!') return new Set(['boolean']);
        if (node.operator === '+') return new Set(['number']);
        if (node.operator === 'typeof') return new Set(['string']);
        if (node.operator === 'void') return new Set(['undefined']);
        return this.#arithmetic([this.sorts(node.argument)]);
      case 'AwaitExpression':
        return this.sorts(node.argument);
      case 'UpdateExpression':
        return this.#arithmetic([this.sorts(node.argument)]);
      case 'BinaryExpression': {
        if (/^([<>]=?|[!=]==?|in|instanceof)$/.test(node.operator)) return new Set(['boolean']);
        const parts = [this.sorts(node.left), this.sorts(node.right)];
        if (node.operator !== '+') return this.#arithmetic(parts);
        if (parts.some((p) => p.size > 0 && [...p].every((s) => s === 'string'))) return new Set(['string']);
        if (parts.some((p) => p.has('string') || p.has('object') || p.has('unknown'))) return new Set(['unknown']);
        return this.#arithmetic(parts);
      }
      case 'LogicalExpression':
        return new Set([...this.sorts(node.left), ...this.sorts(node.right)]);
      case 'ConditionalExpression':
        return new Set([...this.sorts(node.consequent), ...this.sorts(node.alternate)]);
      case 'AssignmentExpression':
        return node.operator === '=' ? this.sorts(node.right) : this.#arithmetic([this.sorts(node.right)]);
      case 'SequenceExpression':
        return this.sorts(node.expressions[node.expressions.length - 1]!);
      case 'CallExpression':
        if (this.isSelf(node)) return this.self;
        if (/^Math\.\w+$|^(Number|parseInt|parseFloat)$/.test(this.fn.module.text.slice(...node.callee.range))) return new Set(['number']); // prettier-ignore
        if (/^String$/.test(this.fn.module.text.slice(...node.callee.range))) return new Set(['string']);
        if (/^Boolean$/.test(this.fn.module.text.slice(...node.callee.range))) return new Set(['boolean']);
        return new Set(['unknown']);
      case 'MemberExpression':
        if (node.property.type === 'Identifier' && node.property.name === 'length' && !node.computed) return new Set(['number']); // prettier-ignore
        return new Set([isNumericConstant(node) ? 'number' : 'unknown']);
      case 'Identifier':
        return this.#identifier(node);
      default:
        return new Set(['unknown']);
    }
  }

  /** Numbers when any operand is one for sure, else numbers or bigints. */
  #arithmetic(parts: readonly ReadonlySet<Sort>[]): ReadonlySet<Sort> {
    if (parts.some((p) => p.size > 0 && [...p].every((s) => s === 'number'))) return new Set(['number']);
    if (parts.some((p) => p.size === 0)) return new Set(); // the recursion itself: no evidence of its own
    return new Set(['numeric']);
  }

  #identifier(node: TSESTree.Identifier): ReadonlySet<Sort> {
    if (node.name === 'undefined') return new Set(['undefined']);
    if (node.name === 'Infinity' || node.name === 'NaN') return new Set(['number']);
    const variable = this.fn.module.variable(node);
    // What a parameter is used as tells enough for a lookup: a wrong guess costs time, never the result.
    const used = variable.owner === this.fn && variable.role === 'parameter' ? this.kinds.get(node.name) : undefined;
    const kind = variable.declared === 'unknown' ? (used ?? 'unknown') : variable.declared;
    if (kind === 'number' || kind === 'integer') return new Set(['number']);
    if (kind === 'string' || kind === 'boolean') return new Set([kind]);
    if (kind !== 'unknown') return new Set(['object']);
    if (variable.role !== 'local' || this.#open.has(node.name)) return new Set(variable.role === 'local' ? [] : ['unknown']); // prettier-ignore
    // A local of this function: every value it is ever given.
    this.#open.add(node.name);
    const out = new Set<Sort>();
    let known = false;
    const look = (child: TreeNode): void => {
      if (child.type === 'VariableDeclarator' && child.id.type === 'Identifier' && child.id.name === node.name) {
        known = true;
        if (child.init) for (const s of this.sorts(child.init)) out.add(s);
      } else if (
        child.type === 'AssignmentExpression' &&
        child.left.type === 'Identifier' &&
        child.left.name === node.name
      ) {
        for (const s of this.sorts(child)) out.add(s);
      }
      forEachChild(child, look);
    };
    look(this.fn.node.body);
    this.#open.delete(node.name);
    return known ? out : new Set(['unknown']);
  }
}

/** Whether control may run off the end of a statement; `true` when in doubt. */
export function mayComplete(node: TreeNode): boolean {
  switch (node.type) {
    case 'ReturnStatement':
    case 'ThrowStatement':
      return false;
    case 'BlockStatement':
      return node.body.every(mayComplete);
    case 'IfStatement':
      return !node.alternate || mayComplete(node.consequent) || mayComplete(node.alternate);
    case 'TryStatement':
      if (node.finalizer && !mayComplete(node.finalizer)) return false;
      return mayComplete(node.block) || (node.handler ? mayComplete(node.handler.body) : false);
    case 'WhileStatement':
      return !(node.test.type === 'Literal' && node.test.value === true && !hasBreak(node.body));
    case 'ForStatement':
      return node.test !== null || hasBreak(node.body);
    case 'SwitchStatement': {
      const last = node.cases[node.cases.length - 1];
      return !node.cases.some((c) => !c.test) || hasBreak(node) || !last || last.consequent.every(mayComplete);
    }
    default:
      return true;
  }
}

function hasBreak(node: TreeNode): boolean {
  let found = false;
  forEachChild(node, (child) => {
    found ||= child.type === 'BreakStatement' || (!isFunctionNode(child) && hasBreak(child));
  });
  return found;
}

/**
 * A result is kept where it is returned: what then throws comes too late.
 * @throws Refusal
 */
export function checkFinally(fn: EcmaFunction): void {
  const throws = (node: TreeNode): boolean => {
    if (node.type === 'ThrowStatement') return true;
    let found = false;
    if (!isFunctionNode(node)) forEachChild(node, (child) => void (found ||= throws(child)));
    return found;
  };
  const look = (node: TreeNode): void => {
    if (node.type === 'TryStatement' && node.finalizer && throws(node.finalizer)) refuse(`\`${fn.name}\` may throw after it has its result, in \`finally\`.`); // prettier-ignore
    if (!isFunctionNode(node)) forEachChild(node, look);
  };
  look(fn.node.body);
}
