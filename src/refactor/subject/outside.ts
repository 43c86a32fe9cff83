import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { EcmaFunction } from '../../languages/ecmascript/module.ts';
import { type TreeNode, forEachChild, withoutTypes } from '../../languages/ecmascript/tree.ts';
import { type FixRequest, refuse } from '../request.ts';
import { returnedValues } from './results.ts';

/**
 * Whether all that speaks against keeping results of a function is that it reads files, the environment or the network:
 * an old answer may do then. What it writes must not be left out.
 * @throws Refusal where the answer itself can be read only once
 */
export function readsOutside({ target, against, safety }: FixRequest): boolean {
  if ((safety !== 'unsafe' && safety !== 'unknown') || !against || against.length === 0) return false;
  const { module } = target;
  // Of calls that are written alike, the analysis names the first.
  const kinds = new Map(against.map(({ kind, text }) => [headOf(text), kind]));
  const found = new Set<string>();
  let isSure = true;
  const look = (node: TreeNode): void => {
    const isCall = node.type === 'CallExpression';
    const head = isCall ? module.text.slice(...node.callee.range) : module.text.slice(...node.range);
    const kind = isCall || node.type === 'Identifier' ? kinds.get(head) : undefined;
    if (kind !== undefined && isCall === isOfCall(kind)) {
      found.add(head);
      isSure &&= isReading(target, node, kind);
    }
    forEachChild(node, look);
  };
  look(target.node);
  if (!isSure || found.size < kinds.size) return false;
  if (returnedValues(target).some((v) => isResponse(target, v))) {
    refuse(`\`${target.name}\` gives a response, whose content can be read only once.`);
  }
  return true;
}

const isOfCall = (kind: string): boolean => kind === 'io' || kind === 'unknown';

/** What is called: `fetch` of `fetch(url)`. */
const headOf = (text: string): string => /^[\w.$]+/.exec(text)?.[0] ?? text;

function isReading(fn: EcmaFunction, node: TreeNode, kind: string): boolean {
  if (kind === 'read') return fn.module.text.slice(...node.range) === 'process';
  if (kind === 'environment') return true;
  if (node.type !== 'CallExpression') return false;
  if (kind === 'io') return isFetch(node) ? isGet(node) : isFileRead(node);
  return kind === 'unknown' && isContent(fn, node);
}

const isFetch = ({ callee }: TSESTree.CallExpression): boolean => callee.type === 'Identifier' && callee.name === 'fetch'; // prettier-ignore

/** Without a method or a body of its own. */
function isGet({ arguments: [, options, ...more] }: TSESTree.CallExpression): boolean {
  if (!options) return true;
  if (options.type !== 'ObjectExpression' || more.length > 0) return false;
  return options.properties.every((p) => {
    if (p.type !== 'Property' || p.computed || p.key.type !== 'Identifier') return false;
    if (p.key.name === 'method') return p.value.type === 'Literal' && /^(GET|HEAD)$/i.test(String(p.value.value));
    return /^(headers|signal|cache|credentials|mode|redirect|referrer|referrerPolicy|integrity|priority)$/.test(p.key.name); // prettier-ignore
  });
}

function isFileRead({ callee }: TSESTree.CallExpression): boolean {
  const name = callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' && callee.property.type === 'Identifier' ? callee.property.name : ''; // prettier-ignore
  return /^(readFile|readdir|stat|lstat|readlink|realpath|exists|access|lookup|resolve)(Sync)?$/.test(name);
}

/** `response.json()`, `(await fetch(url)).text()`. */
function isContent(fn: EcmaFunction, { callee }: TSESTree.CallExpression): boolean {
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return false;
  if (!/^(json|text|arrayBuffer|blob|bytes|formData)$/.test(callee.property.name)) return false;
  return isResponse(fn, callee.object);
}

function isResponse(fn: EcmaFunction, given: TreeNode): boolean {
  const node = withoutTypes(given);
  if (node.type === 'AwaitExpression') return isResponse(fn, node.argument);
  if (node.type === 'CallExpression') return isFetch(node);
  if (node.type !== 'Identifier') return false;
  const variable = fn.module.variable(node);
  if (variable.role !== 'local' || variable.reassigned) return false;
  let found = false;
  const look = (at: TreeNode): void => {
    if (at.type === 'VariableDeclarator' && at.init && at.id.type === 'Identifier' && fn.module.variable(at.id) === variable) {
      found ||= isResponse(fn, at.init);
    } // prettier-ignore
    forEachChild(at, look);
  };
  look(fn.node);
  return found;
}
