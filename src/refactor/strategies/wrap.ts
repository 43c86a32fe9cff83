import type { EcmaFunction } from '../../languages/ecmascript/module.ts';
import { type TreeNode, forEachChild, withoutTypes } from '../../languages/ecmascript/tree.ts';
import { nextToken } from '../text/calls.ts';
import { EditList } from '../text/edits.ts';
import { checkMixed, groupOf, readGroup, requestOfMember } from './group.ts';
import { type Wanted, addImport } from '../text/imports.ts';
import {
  checkInitialized,
  checkLongLived,
  checkPerCall,
  cycleNotes,
  isUsedEarlier,
  longLivedNotes,
  zeroRemarks,
} from '../subject/lifetime.ts';
import { topStatementOf } from '../text/place.ts';
import { endAt } from '../text/style.ts';
import { type FixRequest, type Made, refuse } from '../request.ts';
import { overloads, type Subject } from '../subject/subject.ts';

/** What to wrap a function with. */
export interface Wrapper {
  readonly wanted: Wanted;
  /** It keeps promises, and drops those that are rejected. */
  readonly waits?: boolean;
  /** Source of the options, without the braces around them: `maxSize: 128`. */
  options(subject: Subject): readonly string[];
  /** The library tells names by itself, or not at all. */
  readonly nameOption?: boolean;
  /** Text of the second argument, when it is not an object of options. */
  second?(subject: Subject): string | undefined;
  /** Results may be older than what they were made from. */
  readonly mayBeOld?: boolean;
  /** What it takes for granted. */
  readonly note?: string;
  readonly cost?: string;
}

/**
 * Wraps the value of the binding, never a copy: `const f = memoize(…)`, so that the recursion goes through the cache.
 * A declaration becomes a constant, which is refused where it may be called above its line. Functions that recurse
 * through each other are wrapped together.
 * @throws Refusal
 */
export function wrapFunction(request: FixRequest, wrapper: Wrapper): Made {
  const { module, target, path } = request;
  const group = groupOf(request);
  for (const { node, name } of group) {
    if (node.params.some((p) => /Pattern$/.test(p.type === 'AssignmentPattern' ? p.left.type : p.type))) refuse(`\`${name}\` takes an argument apart: the object is another one in each call, and no key that comes back. A table in the body (memoize-scoped, memoize-module) keys on what is taken out.`); // prettier-ignore
  }
  // Waiting is no reason against a wrapper that keeps promises and drops rejections.
  if (!wrapper.mayBeOld && !(wrapper.waits && request.onlyWaits)) checkPerCall(request);
  checkMixed(group);
  for (const fn of group) {
    checkLongLived({ target: fn });
    if (/method$/.test(fn.form) && (fn.form !== 'object-method' || fn.usesThis()))
      refuse(`\`${fn.name}\` is a method: give each instance its own table (memoize-method).`);
    if (fn.usesThis()) refuse(`\`${fn.name}\` uses \`this\`, which no key of a wrapper covers.`);
    checkPlainUse(fn);
    if (fn.async !== target.async) refuse(`\`${fn.name}\` is ${fn.async ? '' : 'not '}async, unlike \`${target.name}\`: one kind of cache is not right for both.`); // prettier-ignore
  }
  checkInitialized(request, group);
  const subjects = readGroup(request, group, { spreads: true });
  for (const { fn, sites, keys } of subjects) {
    if (keys.some((k) => k.signed === 'within'))
      refuse(`\`${fn.name}\` tells -0 from 0, which the key of a wrapper does not.`);
    const given = sites.mentions.find((m) => module.parents.get(m.node)?.type === 'CallExpression');
    if (given) refuse(`\`${fn.name}\` hands a function of the recursion on: what calls it may pass more arguments, and all are part of the key.`); // prettier-ignore
  }
  const edits = new EditList(module.text);
  const called = addImport(edits, module, path, subjects[0]!.style, wrapper.wanted);
  for (const subject of subjects) {
    const asked = requestOfMember(request, subject.fn);
    if (subject.fn.form === 'object-method') wrapProperty(edits, subject, called, wrapper);
    else if (subject.fn.form === 'declaration') wrapDeclaration(edits, asked, subject, called, wrapper);
    else wrapValue(edits, asked, subject, called, wrapper);
  }
  const notes = [
    ...(wrapper.note ? [wrapper.note] : []),
    ...subjects.flatMap((s) =>
      s.keys.some((k) => k.signed)
        ? [`\`${s.fn.name}\` tells -0 from 0, and is not asked for both: they are one key.`]
        : [],
    ),
    ...subjects.flatMap(longLivedNotes),
    ...cycleNotes(module, group),
  ];
  return {
    edits: edits.finish(),
    notes: [...new Set(notes)],
    costs: wrapper.cost ? [wrapper.cost] : [],
    remarks: zeroRemarks(subjects),
  };
}

function wrapDeclaration(
  edits: EditList,
  request: FixRequest,
  subject: Subject,
  called: string,
  wrapper: Wrapper,
): void {
  // prettier-ignore
  const { module, target } = request;
  const { text, style } = subject;
  const { node, name } = target;
  if (overloads(target).length > 0) refuse(`\`${name}\` is overloaded, which only a declaration can be: memoize-scoped and memoize-module leave it one.`); // prettier-ignore
  if (isUsedEarlier(request)) refuse(`\`${name}\` may be called above its line; as a constant it would not be there yet: memoize-scoped and memoize-module leave it a declaration.`); // prettier-ignore
  if (subject.typed && !node.returnType) refuse(`The result type of \`${name}\` is not written: annotate it first, or its constant has no type.`); // prettier-ignore
  if (hasTwin(request))
    refuse(
      `\`${name}\` is merged with another declaration of the same name, which a constant cannot be: memoize-scoped and memoize-module leave it a declaration.`,
    );
  const parent = module.parents.get(node);
  if (parent?.type !== 'Program' && parent?.type !== 'ExportNamedDeclaration' && parent?.type !== 'ExportDefaultDeclaration') {
    refuse(`\`${name}\` is declared in a block or a namespace, which other code may see it from differently than a constant.`);
  } // prettier-ignore
  const isDefault = parent?.type === 'ExportDefaultDeclaration';
  const [start, end] = node.range;
  if (isDefault) {
    edits.remove(parent.range[0], start);
    edits.insert(end, '');
  }
  // function f(… → const f = memoize(function (…
  const keyword = text.slice(start, node.id!.range[0]);
  edits.replace(start, node.id!.range[1], `const ${name}${assertionType(subject)} = ${called}(${keyword.trimEnd()} `);
  const tail = `${options(subject, wrapper, true)})`;
  const last = endAt(text, end, style);
  edits.insert(end, isDefault ? `${tail}${style.semi}${style.eol}export default ${name}${last}` : tail + last);
}

/** An assertion is one only under a name that is declared with its type. */
function assertionType({ fn: { node, name, module }, typed, results }: Subject): string {
  if (!typed || !results.predicate?.asserts) return '';
  if (node.params.some((p) => p.type === 'AssignmentPattern')) {
    refuse(`\`${name}\` is an assertion with a default, whose type a constant cannot be given: memoize-scoped and memoize-module leave it a declaration.`); // prettier-ignore
  }
  const signature = module.text.slice(node.typeParameters?.range[0] ?? openOf(node, module.text), node.returnType!.range[0]); // prettier-ignore
  return `: ${signature.trimEnd()} => ${results.predicate.text}`;
}

const openOf = (node: EcmaFunction['node'], text: string): number => nextToken(text, node.id!.range[1], '(');

function wrapValue(
  edits: EditList,
  { target, module }: FixRequest,
  subject: Subject,
  called: string,
  wrapper: Wrapper,
): void {
  // prettier-ignore
  const { node, declaration } = target;
  const isValue =
    (declaration.type === 'VariableDeclarator' && declaration.init === node) ||
    (declaration.type === 'AssignmentExpression' && declaration.right === node);
  if (!isValue) refuse(`\`${target.name}\` is not the value of a variable that could be wrapped.`);
  if (declaration.type === 'VariableDeclarator') {
    const statement = module.parents.get(declaration);
    if (statement?.type === 'VariableDeclaration' && statement.kind !== 'const') refuse(`\`${target.name}\` is not constant.`); // prettier-ignore
    if (subject.typed && !node.returnType && !declaration.id.typeAnnotation) {
      refuse(`The result type of \`${target.name}\` is not written: annotate it first, or the constant has no type.`);
    }
  }
  const binding = declaration.type === 'AssignmentExpression' ? module.text.slice(...declaration.left.range) : target.name; // prettier-ignore
  // The inner name of a function expression would go round the cache.
  const own = node.id?.name;
  for (const { node: call, target: to } of subject.sites.calls) {
    if (to === target && call.callee.type === 'Identifier' && call.callee.name === own && own !== binding) {
      edits.replace(...call.callee.range, binding);
    }
  }
  const shadowed = own !== undefined && own === binding;
  if (shadowed) edits.remove(node.id!.range[0], node.id!.range[1]);
  edits.insert(node.range[0], `${called}(`);
  edits.insert(node.range[1], `${options(subject, wrapper, own === undefined || shadowed)})`);
}

/** A method of a constant object, which calls itself by the object's name: `f(n) { … }` → `f: memoize(function (n) { … })`. */
function wrapProperty(edits: EditList, subject: Subject, called: string, wrapper: Wrapper): void {
  const { fn, text, typed } = subject;
  const { node, declaration, module } = fn;
  let holder = module.parents.get(declaration);
  while (holder && withoutTypes(module.parents.get(holder)!) === withoutTypes(holder))
    holder = module.parents.get(holder);
  const declarator = holder && module.parents.get(holder);
  const statement = declarator && module.parents.get(declarator);
  const isConstant = declarator?.type === 'VariableDeclarator' && declarator.id.type === 'Identifier' && statement?.type === 'VariableDeclaration' && statement.kind === 'const'; // prettier-ignore
  if (declaration.type !== 'Property' || declaration.computed || !isConstant) refuse(`\`${fn.name}\` is not a method of a constant object.`); // prettier-ignore
  if (usesSuper(node)) refuse(`\`${fn.name}\` uses \`super\`, which only a method can.`);
  if (typed && !node.returnType && !declarator.id.typeAnnotation) refuse(`The result type of \`${fn.name}\` is not written: annotate it first, or its object has no type.`); // prettier-ignore
  const tail = `${options(subject, wrapper, node.id === null)})`;
  if (declaration.method) {
    const key = text.slice(...declaration.key.range);
    edits.replace(declaration.range[0], node.range[0], `${key}: ${called}(${fn.async ? 'async ' : ''}function `);
  } else edits.insert(node.range[0], `${called}(`);
  edits.insert(node.range[1], tail);
}

function usesSuper(node: TreeNode): boolean {
  if (node.type === 'Super') return true;
  let found = false;
  forEachChild(node, (child) => {
    found ||= usesSuper(child);
  });
  return found;
}

function options(subject: Subject, wrapper: Wrapper, nameless: boolean): string {
  const second = wrapper.second?.(subject);
  if (second !== undefined) return `, ${second}`;
  const { quote } = subject.style;
  const entries = [...wrapper.options(subject)];
  if (wrapper.nameOption && nameless) entries.push(`name: ${quote}${subject.fn.name}${quote}`);
  return entries.length > 0 ? `, { ${entries.join(', ')} }` : '';
}

/** A namespace or a second declaration of the same name. */
function hasTwin({ module, target }: FixRequest): boolean {
  const own = topStatementOf(target);
  return module.program.body.some((s) => {
    if (s === own) return false;
    const inner = 'declaration' in s && s.declaration ? s.declaration : s;
    return 'id' in inner && inner.id && 'name' in inner.id && inner.id.name === target.name;
  });
}

/**
 * A wrapper is another function object: no constructor, with a name and a text of its own.
 * @throws Refusal where the file uses that of the function
 */
function checkPlainUse(fn: EcmaFunction): void {
  const isOwn = (node: TreeNode): boolean =>
    fn.form === 'object-method'
      ? node.type === 'MemberExpression' && node.property.type === 'Identifier' && node.property.name === fn.name
      : node.type === 'Identifier' && node.name === fn.name;
  const look = (node: TreeNode): void => {
    if ((node.type === 'NewExpression' && isOwn(node.callee)) || ('superClass' in node && node.superClass && isOwn(node.superClass))) {
      refuse(`\`${fn.name}\` is used as a constructor, which a wrapper is not.`);
    } // prettier-ignore
    if (node.type === 'MemberExpression' && isOwn(node.object) && node.property.type === 'Identifier') {
      const { name } = node.property;
      if (/^(prototype|name|length|toString|caller|arguments)$/.test(name)) {
        refuse(`\`${fn.name}.${name}\` is used, which a wrapper has of its own.`);
      }
    }
    forEachChild(node, look);
  };
  look(fn.module.program);
}
