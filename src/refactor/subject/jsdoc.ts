import type { EcmaFunction } from '../../languages/ecmascript/module.ts';
import type { Parameter } from './parameters.ts';
import { statementOf } from '../text/place.ts';

/** Types that the comment of a JavaScript function gives to its parameters and its result, for the compiler's `checkJs`. */
export interface JsDoc {
  readonly parameters: ReadonlyMap<string, string>;
  readonly result: string;
}

/** Undefined unless every parameter and the result have a type: then the compiler asks for none inside either. */
export function readJsDoc(fn: EcmaFunction, parameters: readonly Parameter[]): JsDoc | undefined {
  const { text } = fn.module;
  const member = fn.declaration.type === 'MethodDefinition' || fn.declaration.type === 'Property' ? fn.declaration : statementOf(fn); // prettier-ignore
  const before = text.slice(0, member.range[0]).trimEnd();
  if (!before.endsWith('*/')) return undefined;
  const comment = before.slice(before.lastIndexOf('/*'));
  if (!comment.startsWith('/**') || comment.includes('@template')) return undefined;
  const types = new Map<string, string>();
  let result: string | undefined;
  for (const { index, 0: tag } of comment.matchAll(/@(?:param|arg|argument|returns?)\s*(?=\{)/g)) {
    const type = braced(comment, index + tag.length);
    if (!type || /[\r\n]|^[.?!]|^\*$|=$/.test(type)) continue;
    const rest = comment.slice(index + tag.length + type.length + 2);
    const name = /^\s*\[?([\p{ID_Continue}$]+)/u.exec(rest)?.[1];
    if (tag.startsWith('@ret')) result = type;
    else if (name) types.set(name, type);
  }
  const isWhole = parameters.every((p) => p.form === 'plain' && types.has(p.names[0]!.name));
  return result !== undefined && isWhole ? { parameters: types, result } : undefined;
}

/** The text between a brace and its partner. */
function braced(text: string, open: number): string | undefined {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '{') depth++;
    if (text[at] === '}' && --depth === 0) return text.slice(open + 1, at).trim();
  }
  return undefined;
}

/** A comment that gives an inner function its type. */
export function signatureComment({ parameters, result }: JsDoc, inner: readonly Parameter[]): string {
  const list = inner.map((p) => `${p.names[0]!.name}${p.hasDefault ? '?' : ''}: ${parameters.get(p.names[0]!.name)}`);
  return `/** @type {(${list.join(', ')}) => ${result}} */`;
}
