import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { EcmaFunction } from '../../languages/ecmascript/module.ts';
import { type TreeNode, forEachChild, isFunctionNode } from '../../languages/ecmascript/tree.ts';
import { isNonZero } from './zeroGuards.ts';

/**
 * What a function makes of the sign of a zero, which no table key tells: nothing; a zero of that sign in its result; or
 * something else (`1 / n`, `Object.is(n, -0)`).
 */
export type ZeroSign = 'none' | 'result' | 'seen';

type Variable = ReturnType<EcmaFunction['module']['variable']>;

const worse = (a: ZeroSign, b: ZeroSign): ZeroSign => (a === 'seen' || b === 'none' ? a : b);

/** @param isSelf recursive calls, whose parameters are asked about on their own */
export function zeroSignOf(fn: EcmaFunction, names: readonly string[], isSelf: (call: TreeNode) => boolean): ZeroSign {
  // prettier-ignore
  const use = new ZeroUse(isSelf);
  return names.reduce<ZeroSign>((found, name) => worse(found, use.ofParameter(fn, name)), 'none');
}

class ZeroUse {
  readonly #asked = new Set<Variable>();

  constructor(readonly isSelf: (call: TreeNode) => boolean) {}

  ofParameter(fn: EcmaFunction, name: string): ZeroSign {
    return this.#ofVariable(fn, (v) => v.name === name && v.role === 'parameter' && v.owner === fn);
  }

  /** All that is done with a variable within a function. */
  #ofVariable(fn: EcmaFunction, isIt: (variable: Variable) => boolean): ZeroSign {
    const { module } = fn;
    let found: ZeroSign = 'none';
    const look = (node: TreeNode): void => {
      if (found === 'seen') return;
      if (node.type === 'Identifier') {
        const above = module.parents.get(node);
        const isProperty = above?.type === 'MemberExpression' && above.property === node && !above.computed;
        const variable = isProperty ? undefined : module.variable(node);
        if (variable && isIt(variable)) {
          this.#asked.add(variable);
          if (variable.reassigned || !isNonZero(fn, node.name, node)) found = worse(found, this.#of(fn, node));
        }
      }
      forEachChild(node, look);
    };
    look(fn.node);
    return found;
  }

  /** Where a value goes whose zero may have either sign. */
  #of(fn: EcmaFunction, node: TreeNode): ZeroSign {
    const above = fn.module.parents.get(node);
    if (!above) return 'seen';
    const on = (): ZeroSign => this.#of(fn, above);
    switch (above.type) {
      case 'BinaryExpression':
        return this.#binary(fn, above, node);
      case 'LogicalExpression':
        return above.left === node && above.operator === '||' ? 'none' : on();
      case 'ConditionalExpression':
        return above.test === node ? 'none' : on();
      case 'UnaryExpression':
        return above.operator === '-' || above.operator === '+' ? on() : 'none';
      case 'SequenceExpression':
        return above.expressions.at(-1) === node ? on() : 'none';
      case 'UpdateExpression':
        return above.prefix || fn.module.parents.get(above)?.type === 'ExpressionStatement' ? 'none' : on();
      case 'AssignmentExpression':
        return this.#assigned(fn, above, node);
      case 'VariableDeclarator':
        return above.id === node ? 'none' : above.id.type === 'Identifier' ? this.#ofLocal(fn, above.id) : 'result';
      case 'MemberExpression':
        return above.object === node && /^toLocale/.test(fn.module.text.slice(...above.property.range)) ? 'seen' : 'none'; // prettier-ignore
      case 'CallExpression':
      case 'NewExpression':
        return this.#argument(fn, above, node);
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'TSSatisfiesExpression':
      case 'TSTypeAssertion':
      case 'ChainExpression':
      case 'AwaitExpression':
        return on();
      case 'IfStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
      case 'ForStatement':
      case 'SwitchStatement':
      case 'SwitchCase':
      case 'ExpressionStatement':
      case 'TemplateLiteral':
      case 'AssignmentPattern': // of a parameter, which is asked about itself
        return 'none';
      default:
        return isFunctionNode(above) && above.body !== node ? 'none' : 'result';
    }
  }

  #binary(fn: EcmaFunction, above: TSESTree.BinaryExpression, node: TreeNode): ZeroSign {
    const isLeft = above.left === node;
    const other = isLeft ? above.right : above.left;
    const on = (): ZeroSign => this.#of(fn, above);
    switch (above.operator) {
      case '+':
        return isPlain(other) ? 'none' : on();
      case '-': // 0 - 0 and -0 - 0 differ; 0 - 0 and 0 - -0 do not
        return isPlain(other) && (!isLeft || (other as TSESTree.Literal).value !== 0) ? 'none' : on();
      case '*':
        return on();
      case '/':
        return isLeft ? on() : 'seen';
      case '%':
        return isLeft ? on() : 'none';
      case '**':
        return !isLeft ? 'none' : isPlain(other) ? on() : 'seen';
      default:
        return 'none';
    }
  }

  #assigned(fn: EcmaFunction, { operator, left, right }: TSESTree.AssignmentExpression, node: TreeNode): ZeroSign {
    if (left === node) return 'none'; // what it holds then is asked where it is read
    if (operator === '+=' || right !== node) return 'none';
    return left.type === 'Identifier' ? this.#ofLocal(fn, left) : 'result';
  }

  #ofLocal(fn: EcmaFunction, id: TSESTree.Identifier): ZeroSign {
    const variable = fn.module.variable(id);
    if (this.#asked.has(variable)) return 'none';
    if (variable.role !== 'local' && variable.role !== 'parameter') return 'seen';
    this.#asked.add(variable);
    return this.#ofVariable(fn, (v) => v === variable);
  }

  #argument(fn: EcmaFunction, call: TSESTree.CallExpression | TSESTree.NewExpression, node: TreeNode): ZeroSign {
    if (this.isSelf(call) || call.callee === node) return 'none';
    const { module } = fn;
    const name = module.text.slice(...call.callee.range);
    const on = (): ZeroSign => this.#of(fn, call);
    if (/^Math\.(abs|log\w*|exp|cos|cosh|hypot|imul|clz32)$/.test(name)) return 'none';
    if (/^(Math\.(atan2|pow)|Object\.is|Atomics\..*|Intl\..*)$/.test(name)) return 'seen';
    if (/^Math\.\w+$|^Number$/.test(name)) return on();
    if (/^(String|Boolean|BigInt|parseInt|parseFloat|isNaN|isFinite|Array|JSON\.stringify|Number\.\w+)$/.test(name)) return 'none'; // prettier-ignore
    if (call.callee.type === 'MemberExpression' && !call.callee.computed) {
      const method = (call.callee.property as TSESTree.Identifier).name;
      if (/^(get|has|delete|charAt|charCodeAt|codePointAt|at|slice|substring|substr|splice|repeat|padStart|padEnd|includes|indexOf|lastIndexOf|toFixed|toString|join)$/.test(method)) return 'none'; // prettier-ignore
      if (/^(set|add)$/.test(method) && call.arguments[0] === node) return 'none';
    }
    const variable = call.callee.type === 'Identifier' ? module.variable(call.callee) : undefined;
    const helper = variable?.bound as EcmaFunction | undefined;
    const parameter = helper?.node.params[call.arguments.findIndex((a) => a === node)];
    if (helper?.module !== module || parameter?.type !== 'Identifier') return 'result';
    const inner = module.variable(parameter);
    if (this.#asked.has(inner)) return 'none';
    const found = this.#ofVariable(helper, (v) => v === inner);
    return found === 'result' ? on() : found;
  }
}

/** A text, or a number that is no -0. */
function isPlain(node: TreeNode): boolean {
  return node.type === 'Literal' || node.type === 'TemplateLiteral';
}
