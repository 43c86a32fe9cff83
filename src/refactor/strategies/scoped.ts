import { endOfFunction, lines, rewriteBody } from './body.ts';
import { redirectCall } from '../text/calls.ts';
import { dispatchOf } from '../subject/dispatch.ts';
import { EditList } from '../text/edits.ts';
import { signatureComment } from '../subject/jsdoc.ts';
import { zeroRemarks } from '../subject/lifetime.ts';
import { FreshNames } from '../text/names.ts';
import { type FixRequest, type Made, refuse } from '../request.ts';
import { callWithThis } from '../subject/sites.ts';
import { type Subject, checkRecursive, isAlone, readSubject } from '../subject/subject.ts';
import { makeTable } from './table.ts';

/**
 * A table per outermost call: the function keeps its name and signature, its body moves into an inner function that
 * looks up, computes and keeps. Arguments that never change in the recursion stay with the outer function.
 * @throws Refusal
 */
export function memoizeScoped(request: FixRequest): Made {
  const { target } = request;
  if (target.async) refuse(`\`${target.name}\` is async: cache its promises instead (memoize-async).`);
  checkRecursive(request);
  if (!isAlone(request.recurrence, target)) refuse(`\`${target.name}\` recurses through other functions.`);
  const dispatch = dispatchOf(target);
  if (dispatch === 'overridden')
    refuse(`A subclass overrides \`${target.name}\`: its recursion must go on through \`this\`.`);
  const subject = readSubject(request, target, [target], { perCall: true, asksFirst: true });
  const edits = new EditList(subject.text);
  const names = new FreshNames(subject.text.slice(...target.range));
  const table = makeTable({
    keys: subject.keys,
    results: subject.results,
    typed: subject.typed,
    names,
    outside: false,
    doc: subject.doc,
  });
  const visit = names.take('visit', 'solve');
  rewriteBody(edits, subject, {
    opening: [
      ...lines(0, [
        ...comments(table.comment),
        table.declaration,
        ...innerType(subject),
        `${innerHead(subject, visit)} {`,
      ]),
      ...lines(1, table.lookup),
    ],
    closing: lines(0, [endOfFunction, `return ${visit}(${subject.varying.map((p) => p.pass).join(', ')})`]),
    depth: 1,
    table,
    names,
  });
  redirectSites(edits, subject, visit);
  const assumed = dispatch === 'open' ? [`No subclass overrides \`${target.name}\`.`] : [];
  return { edits: edits.finish(), notes: [...assumed, ...notes(subject)], remarks: zeroRemarks([subject]) };
}

function innerHead(subject: Subject, visit: string): string {
  const { results, typed, varying } = subject;
  const { predicate } = results;
  const isKept = predicate && varying.some((p) => p.form === 'plain' && p.pass === predicate.of);
  // The compiler takes assertions only from names that are declared with their type.
  if (isKept && predicate.asserts && varying.every((p) => p.form === 'plain' && !p.hasDefault)) {
    return `const ${visit}: (${innerParameters(subject)}) => ${predicate.text} = (${varying.map((p) => p.pass).join(', ')}) =>`; // prettier-ignore
  }
  const type = isKept && !predicate.asserts ? predicate.text : predicate?.asserts ? 'void' : results.type;
  return `const ${visit} = (${innerParameters(subject)})${typed ? `: ${type}` : ''} =>`;
}

export const comments = (comment: string | undefined): string[] => (comment === undefined ? [] : [comment]);

/** The comment that says the types of an inner function, in JavaScript with such comments. */
export function innerType({ doc, varying }: Subject): string[] {
  return doc ? [signatureComment(doc, varying)] : [];
}

export function innerParameters(subject: Subject): string {
  return subject.varying.map((p) => p.text).join(', ');
}

/** Calls and mentions of the function within itself go to the inner one. */
export function redirectSites(edits: EditList, subject: Subject, visit: string): void {
  const { parameters, varying, sites, fn } = subject;
  const dropped = new Set(parameters.filter((p) => !varying.includes(p)).map((p) => p.index));
  for (const site of sites.calls) if (site.target === fn) redirectCall(edits, site.node, visit, dropped);
  for (const { node, target } of sites.mentions) {
    if (target !== fn) continue;
    // An arrow function has the `this` that would be handed on.
    const call = fn.usesThis() ? callWithThis(fn, node) : undefined;
    if (call) edits.replace(call.range[0], call.arguments[1]?.range[0] ?? call.range[1] - 1, `${visit}(`);
    else edits.replace(...node.range, visit);
  }
}

export function notes({ fn, results }: Subject): string[] {
  const out: string[] = [];
  // What is promised may be something that nobody can change.
  const isPlain = fn.async && /^Promise<(number|string|boolean|bigint)>$/.test(results.type ?? '');
  if (!results.primitive && !isPlain) {
    out.push('Equal arguments give the same object: callers must not change it.');
  }
  return out;
}
