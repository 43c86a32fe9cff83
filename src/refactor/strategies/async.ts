import { endOfFunction, lines, rewriteBody } from './body.ts';
import { EditList } from '../text/edits.ts';
import { checkFields, fieldNotes } from '../subject/fields.ts';
import { zeroRemarks } from '../subject/lifetime.ts';
import { memoizeMutual } from './mutual.ts';
import { FreshNames } from '../text/names.ts';
import { type FixRequest, type Made, refuse } from '../request.ts';
import { comments, innerParameters, innerType, notes, redirectSites } from './scoped.ts';
import { checkRecursive, isAlone, readSubject } from '../subject/subject.ts';
import { makeTable } from './table.ts';

/**
 * Keeps the promise, not the value: calls that overlap in time wait for one computation. The table lives as long as the
 * outermost call, so a rejection is never kept for another.
 * @throws Refusal
 */
export function memoizeAsync(request: FixRequest): Made {
  const { target, safety } = request;
  if (!target.async) refuse(`\`${target.name}\` is not async.`);
  checkRecursive(request);
  // Waiting alone makes a function scoped; any further reason is something that it reads.
  if (safety === 'scoped' && !request.onlyWaits) refuse(`What \`${target.name}\` reads may change while it waits.`);
  checkFields([target]);
  if (!isAlone(request.recurrence, target)) return memoizeMutual(request, { async: true });
  const subject = readSubject(request, target, [target], { perCall: true });
  const edits = new EditList(subject.text);
  const names = new FreshNames(subject.text.slice(...target.range));
  const table = makeTable({
    keys: subject.keys,
    results: { ...subject.results, mayBeUndefined: false },
    typed: subject.typed,
    names,
    outside: false,
    doc: subject.doc,
  });
  const [visit, solve, result] = [names.take('visit'), names.take('solve', 'compute'), names.take('result', 'promise')];
  const type = subject.typed ? `: ${subject.results.type}` : '';
  const pass = subject.varying.map((p) => p.pass).join(', ');
  rewriteBody(edits, subject, {
    opening: [
      ...lines(0, [
        ...comments(table.comment),
        table.declaration,
        ...innerType(subject),
        `const ${visit} = (${innerParameters(subject)})${type} => {`,
      ]),
      ...lines(1, [...table.lookup, `const ${result} = ${solve}(${pass})`, table.store(result), `return ${result}`]),
      ...lines(0, [
        endOfFunction,
        ...innerType(subject),
        `const ${solve} = async (${innerParameters(subject)})${type} => {`,
      ]),
    ],
    closing: lines(0, [endOfFunction, `return ${visit}(${pass})`]),
    depth: 1,
    names,
  });
  redirectSites(edits, subject, visit);
  return { edits: edits.finish(), notes: [...fieldNotes(target), ...notes(subject)], remarks: zeroRemarks([subject]) };
}
