import type { FunctionForm, Pattern, Range, SkeletonFunction, Statement } from '../../analysis/skeleton.ts';
import { lowerFunctionBody, lowerParameters } from './lower.ts';
import type { EcmaModule } from './module.ts';
import { type FunctionNode, type TreeNode, forEachChild, isFunctionNode } from './tree.ts';

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

  /** Whether something was asked that its parameters or its body answer. */
  get consulted(): boolean {
    return this.#parameters !== undefined || this.#body !== undefined || this.#usesArguments !== undefined || this.#usesThis !== undefined; // prettier-ignore
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
