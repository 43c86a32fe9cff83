import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { BinaryOperator, Call, Expr, Get, LogicalOperator, Pattern, Range, SkeletonFunction, Spread, Statement, UnaryOperator } from '../../analysis/skeleton.ts'; // prettier-ignore
import { runsGetter } from './accessors.ts';
import { lowerStatements } from './lowerStatements.ts';
import type { EcmaFunction, EcmaModule } from './module.ts';
import { type TreeNode, forEachChild, isFunctionNode, keyName, memberName, withoutTypes } from './tree.ts';

/** Where an expression stands: names are resolved in the module, `this` and calls in the function. */
export interface Place {
  readonly module: EcmaModule;
  readonly owner: EcmaFunction | undefined;
}

const binaryOperators: Readonly<Record<string, BinaryOperator>> = {
  '+': 'add', '-': 'sub', '*': 'mul', '/': 'div', '%': 'mod', '**': 'pow',
  '&': 'bitAnd', '|': 'bitOr', '^': 'bitXor', '<<': 'shiftLeft', '>>': 'shiftRight', '>>>': 'shiftRightUnsigned',
  '<': 'lt', '<=': 'le', '>': 'gt', '>=': 'ge', '===': 'same', '!==': 'notSame', '==': 'looseSame', '!=': 'looseNotSame',
  in: 'in', instanceof: 'instanceof',
}; // prettier-ignore
const logicalOperators: Readonly<Record<string, LogicalOperator>> = { '&&': 'and', '||': 'or', '??': 'coalesce' };
const unaryOperators: Readonly<Record<string, UnaryOperator>> = {
  '-': 'negate', '+': 'plus', '!': 'not', '~': 'bitNot', typeof: 'typeof', void: 'void', delete: 'delete',
}; // prettier-ignore

export function lowerParameters(fn: EcmaFunction): { list: Pattern[]; rest?: Pattern } {
  const place: Place = { module: fn.module, owner: fn };
  const list: Pattern[] = [];
  for (const parameter of fn.node.params) {
    if (parameter.type === 'RestElement') return { list, rest: lowerPattern(place, parameter.argument) };
    if (parameter.type === 'Identifier' && parameter.name === 'this') continue; // TypeScript's `this` parameter
    const node = parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter;
    list.push(lowerPattern(place, node));
  }
  return { list };
}

export function lowerFunctionBody(fn: EcmaFunction): Statement {
  const place: Place = { module: fn.module, owner: fn };
  const { body } = fn.node;
  if (body.type === 'BlockStatement')
    return { op: 'block', range: body.range, body: lowerStatements(place, body.body) };
  return { op: 'return', range: body.range, value: lower(place, body) };
}

export function lowerExpression(module: EcmaModule, owner: EcmaFunction | undefined, node: TreeNode): Expr {
  return lower({ module, owner }, node);
}

export function lowerPattern(place: Place, node: TreeNode): Pattern {
  const plain = withoutTypes(node);
  const { range } = plain;
  switch (plain.type) {
    case 'Identifier':
      return { op: 'variable', range, variable: place.module.variable(plain) };
    case 'AssignmentPattern':
      return { op: 'defaultPattern', range, target: lowerPattern(place, plain.left), value: lower(place, plain.right) };
    case 'ArrayPattern': {
      const rest = plain.elements.find((e) => e?.type === 'RestElement');
      return {
        op: 'listPattern',
        range,
        items: plain.elements.filter((e) => e !== rest).map((e) => (e ? lowerPattern(place, e) : undefined)),
        ...(rest?.type === 'RestElement' ? { rest: lowerPattern(place, rest.argument) } : {}),
      };
    }
    case 'ObjectPattern': {
      const entries: { key: Expr; value: Pattern }[] = [];
      let rest: Pattern | undefined;
      for (const property of plain.properties) {
        if (property.type === 'RestElement') rest = lowerPattern(place, property.argument);
        else entries.push({ key: lowerKey(place, property), value: lowerPattern(place, property.value) });
      }
      return { op: 'recordPattern', range, entries, ...(rest ? { rest } : {}) };
    }
    case 'MemberExpression':
      return lowerMember(place, plain);
    default:
      return { op: 'get', range, object: opaque(place, plain, 'target'), key: text('', range), optional: false };
  }
}

function text(value: string, range: Range): Expr {
  return { op: 'const', range, value };
}

function lowerKey(
  place: Place,
  node: TSESTree.Property | TSESTree.MethodDefinition | TSESTree.PropertyDefinition,
): Expr {
  const name = keyName(node);
  return name !== undefined ? text(name, node.key.range) : lower(place, node.key);
}

function lowerMember(place: Place, node: TSESTree.MemberExpression): Get {
  const name = memberName(node);
  let target: SkeletonFunction | undefined;
  if (name !== undefined) {
    const object = withoutTypes(node.object);
    target =
      object.type === 'ThisExpression' || (object.type === 'Identifier' && place.module.isThisAlias(object))
        ? place.module.methodOfThis(place.owner, name)
        : place.module.methodOf(object, name);
  }
  const key: Expr = name !== undefined ? text(name, node.property.range) : lower(place, node.property);
  return {
    op: 'get',
    range: node.range,
    object: lower(place, node.object),
    key,
    optional: node.optional,
    ...(target ? { target } : {}),
  };
}

/** The function that a callee is for good. */
function targetOf(callee: Expr): SkeletonFunction | undefined {
  if (callee.op === 'variable') return callee.variable.bound;
  if (callee.op === 'get') return callee.target;
  if (callee.op === 'closure') return callee.function;
  return undefined;
}

function lowerArguments(place: Place, nodes: readonly TSESTree.CallExpressionArgument[]): (Expr | Spread)[] {
  return nodes.map((n) =>
    n.type === 'SpreadElement' ? { op: 'spread', range: n.range, value: lower(place, n.argument) } : lower(place, n),
  );
}

function lowerCall(place: Place, node: TSESTree.CallExpression): Expr {
  const { range } = node;
  const callee = lower(place, node.callee);
  const args = lowerArguments(place, node.arguments);
  // f.call(this, a), f.apply(this, list), f.bind(this): the same function with other means.
  if (callee.op === 'get' && callee.key.op === 'const' && !callee.target) {
    const target = targetOf(callee.object);
    const how = callee.key.value;
    const call = (list: readonly (Expr | Spread)[]): Call => ({
      op: 'call', range, callee: callee.object, args: list, optional: node.optional, construct: false, target: target!,
    }); // prettier-ignore
    if (target && how === 'call') return call(args.slice(1));
    if (target && how === 'bind' && args.length <= 1) return callee.object;
    if (target && how === 'apply' && args[1] && args[1].op !== 'spread') {
      return call([{ op: 'spread', range: args[1].range, value: args[1] }]);
    }
  }
  const borrowed = lowerBorrowed(node, callee, args);
  if (borrowed) return borrowed;
  const target = targetOf(callee);
  return { op: 'call', range, callee, args, optional: node.optional, construct: false, ...(target ? { target } : {}) };
}

/** `Array.prototype.slice.call(xs, 1)` is `xs.slice(1)`, and `Math.max.apply(null, xs)` is `Math.max(...xs)`. */
function lowerBorrowed(node: TSESTree.CallExpression, callee: Expr, args: (Expr | Spread)[]): Call | undefined {
  if (callee.op !== 'get' || callee.key.op !== 'const' || callee.object.op !== 'get') return undefined;
  const how = callee.key.value;
  const [self, list] = args;
  if ((how !== 'call' && how !== 'apply') || !self || self.op === 'spread') return undefined;
  const method = callee.object;
  const given: (Expr | Spread)[] =
    how === 'call'
      ? args.slice(1)
      : list && list.op !== 'spread'
        ? [{ op: 'spread', range: list.range, value: list }]
        : [];
  const call = (on: Expr): Call => ({
    op: 'call', range: node.range, callee: on, args: given, optional: node.optional, construct: false,
  }); // prettier-ignore
  const owner = method.object;
  if (owner.op === 'variable' && owner.variable.role === 'global' && owner.variable.name === 'Math')
    return call(method);
  return isListPrototype(owner) ? call({ ...method, object: self }) : undefined;
}

/** `Array.prototype`, or an empty list that stands for it. */
function isListPrototype(expr: Expr): boolean {
  if (expr.op === 'list') return expr.items.length === 0;
  return expr.op === 'get' && expr.key.op === 'const' && expr.key.value === 'prototype' && expr.object.op === 'variable' && expr.object.variable.role === 'global' && expr.object.variable.name === 'Array'; // prettier-ignore
}

/** Everything inside that can run, in order: for nodes without a model. */
export function opaque(place: Place, node: TreeNode, why: string): Expr {
  const parts: Expr[] = [];
  const look = (child: TreeNode): void => {
    if (/^(JSX(?!Expression)|TemplateElement|ClassBody|Decorator)/.test(child.type)) {
      if (child.type === 'JSXSpreadAttribute') parts.push(lower(place, child.argument));
      else forEachChild(child, look);
    } else if (child.type === 'JSXExpressionContainer') {
      if (child.expression.type !== 'JSXEmptyExpression') parts.push(lower(place, child.expression));
    } else if (
      child.type === 'MethodDefinition' ||
      child.type === 'PropertyDefinition' ||
      child.type === 'AccessorProperty' ||
      child.type === 'StaticBlock'
    ) {
      // A class: its members run later, if ever; what is static, and computed keys, at once.
      if (child.type === 'StaticBlock')
        parts.push({ op: 'opaque', range: child.range, parts: [], why: 'static block' });
      else {
        if (child.computed) parts.push(lower(place, child.key));
        if (child.static && child.type !== 'MethodDefinition' && child.value) parts.push(lower(place, child.value));
      }
    } else if (/Expression$|^Identifier$|Literal$/.test(child.type)) parts.push(lower(place, child));
    else forEachChild(child, look);
  };
  forEachChild(node, look);
  return { op: 'opaque', range: node.range, parts, why };
}

export function lower(place: Place, given: TreeNode): Expr {
  const node = withoutTypes(given);
  const { range } = node;
  switch (node.type) {
    case 'Literal':
      if ('regex' in node) return { op: 'pattern', range, text: node.raw };
      if ('bigint' in node) return { op: 'const', range, value: BigInt(node.bigint) };
      return { op: 'const', range, value: node.value as string | number | boolean | null };
    case 'Identifier':
      if (node.name === 'undefined') return { op: 'const', range, value: undefined };
      if (node.name === 'Infinity') return { op: 'const', range, value: Infinity };
      if (node.name === 'NaN') return { op: 'const', range, value: NaN };
      return { op: 'variable', range, variable: place.module.variable(node) };
    case 'ThisExpression':
      return { op: 'this', range };
    case 'UnaryExpression': {
      const operator = unaryOperators[node.operator];
      const value = lower(place, node.argument);
      if (operator === 'negate' && value.op === 'const' && typeof value.value === 'number') {
        return { op: 'const', range, value: -value.value };
      }
      return operator ? { op: 'unary', range, operator, value } : opaque(place, node, node.operator);
    }
    case 'UpdateExpression':
      return {
        op: 'assign', range, target: lowerPattern(place, node.argument), operator: node.operator === '++' ? 'add' : 'sub',
        value: { op: 'const', range, value: 1 }, old: !node.prefix,
      }; // prettier-ignore
    case 'BinaryExpression': {
      if (node.left.type === 'PrivateIdentifier') return opaque(place, node, '#in');
      const operator = binaryOperators[node.operator];
      if (!operator) return opaque(place, node, node.operator);
      return { op: 'binary', range, operator, left: lower(place, node.left), right: lower(place, node.right) };
    }
    case 'LogicalExpression':
      return { op: 'logical', range, operator: logicalOperators[node.operator]!, left: lower(place, node.left), right: lower(place, node.right) }; // prettier-ignore
    case 'ConditionalExpression':
      return { op: 'choose', range, test: lower(place, node.test), then: lower(place, node.consequent), otherwise: lower(place, node.alternate) }; // prettier-ignore
    case 'AssignmentExpression': {
      const plain = node.operator.slice(0, -1);
      const operator = binaryOperators[plain] ?? logicalOperators[plain];
      return { op: 'assign', range, target: lowerPattern(place, node.left), value: lower(place, node.right), ...(operator ? { operator } : {}) }; // prettier-ignore
    }
    case 'CallExpression':
      if (node.callee.type === 'Super') return opaque(place, node, 'super');
      return lowerCall(place, node);
    case 'NewExpression':
      return { op: 'call', range, callee: lower(place, node.callee), args: lowerArguments(place, node.arguments), optional: false, construct: true }; // prettier-ignore
    case 'MemberExpression':
      if (node.object.type === 'Super') return opaque(place, node, 'super');
      if (node.object.type === 'ThisExpression' && runsGetter(place.module.thisOwner(place.owner), memberName(node) ?? '')) return { op: 'opaque', range, parts: [], why: 'getter' }; // prettier-ignore
      return lowerMember(place, node);
    case 'ArrayExpression':
      return {
        op: 'list', range,
        items: node.elements.map((e): Expr | Spread =>
          !e ? { op: 'const', range, value: undefined } : e.type === 'SpreadElement' ? { op: 'spread', range: e.range, value: lower(place, e.argument) } : lower(place, e),
        ),
      }; // prettier-ignore
    case 'ObjectExpression':
      return {
        op: 'record',
        range,
        entries: node.properties.map((p) =>
          p.type === 'SpreadElement'
            ? { op: 'spread', range: p.range, value: lower(place, p.argument) }
            : { key: lowerKey(place, p), value: p.kind === 'init' ? lower(place, p.value) : opaque(place, p.key, 'accessor'), range: p.range },
        ),
      }; // prettier-ignore
    case 'TemplateLiteral': {
      const parts: Expr[] = [];
      node.quasis.forEach((quasi, i) => {
        if (quasi.value.cooked) parts.push(text(quasi.value.cooked, quasi.range));
        const expression = node.expressions[i];
        if (expression) parts.push(lower(place, expression));
      });
      return { op: 'text', range, parts };
    }
    case 'TaggedTemplateExpression':
      return {
        op: 'call', range, callee: lower(place, node.tag), optional: false, construct: false,
        args: [opaque(place, node.quasi, 'strings'), ...node.quasi.expressions.map((e) => lower(place, e))],
      }; // prettier-ignore
    case 'SequenceExpression':
      return { op: 'sequence', range, items: node.expressions.map((e) => lower(place, e)) };
    case 'AwaitExpression':
      return { op: 'await', range, value: lower(place, node.argument) };
    case 'YieldExpression':
      return { op: 'yield', range, value: node.argument ? lower(place, node.argument) : undefined };
    case 'JSXEmptyExpression':
      return { op: 'const', range, value: undefined };
    default: {
      if (isFunctionNode(node)) {
        const fn = place.module.byNode.get(node);
        if (fn) return { op: 'closure', range, function: fn };
      }
      return opaque(place, node, node.type);
    }
  }
}
