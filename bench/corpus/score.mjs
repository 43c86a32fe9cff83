import { isAbsolute, relative, resolve, sep } from 'node:path';

/** Labels of functions that must not be hinted. */
export const NEGATIVE = ['no-overlap', 'memoized', 'overlap-impure'];

/** What a person sees as "memoize this": the tool is sure enough and calls the fix sound. */
export function isHint({ verdict, safety }) {
  return ['proven', 'likely'].includes(verdict) && ['safe', 'scoped'].includes(safety);
}

export function isProduction({ selection, tags }) {
  return selection.startsWith('production') || tags.includes('production');
}

/**
 * Gives each finding to at most one labelled function of its file: the one whose first line is nearest, at most two
 * lines off (on a tie, the one of that name), or else the nearest one of that name.
 * @returns {{ byId: Map<string, object[]>, elsewhere: number }} findings by label id, and how many belong to no label
 */
export function matchFindings(labels, findings, root) {
  const byFile = new Map();
  for (const entry of labels) {
    const key = `${entry.repo}/${entry.path}`.toLowerCase();
    byFile.set(key, [...(byFile.get(key) ?? []), entry]);
  }
  const byId = new Map();
  let elsewhere = 0;
  for (const finding of findings) {
    const entry = nearest(byFile.get(fileKey(finding.file, root)) ?? [], finding);
    if (entry) byId.set(entry.id, [...(byId.get(entry.id) ?? []), finding]);
    else elsewhere++;
  }
  return { byId, elsewhere };
}

function fileKey(file, root) {
  const path = isAbsolute(file) ? relative(root, file) : relative(root, resolve(root, file));
  return path.split(sep).join('/').replace('+', '/').toLowerCase();
}

function nearest(entries, finding) {
  const line = finding.functionLine ?? finding.line;
  const named = (entry) => lastName(entry.name) !== '' && lastName(entry.name) === lastName(finding.function);
  const ranked = entries
    .map((entry) => ({ entry, off: Math.abs(entry.line - line), other: named(entry) ? 0 : 1 }))
    .sort((a, b) => a.off - b.off || a.other - b.other);
  return (ranked.find(({ off }) => off <= 2) ?? ranked.find(({ other }) => other === 0))?.entry;
}

const lastName = (name) =>
  String(name ?? '')
    .split(/[.#>:/]/)
    .filter(Boolean)
    .at(-1) ?? '';

/** Counts by label, and precision and recall of the hints (null where nothing was hinted or nothing overlaps). */
export function score(labels, byId) {
  const counts = {};
  for (const entry of labels) {
    const count = (counts[entry.label] ??= { hinted: 0, total: 0 });
    count.total++;
    if (byId.has(entry.id)) count.hinted++;
  }
  const right = counts.overlap?.hinted ?? 0;
  const overlapping = counts.overlap?.total ?? 0;
  const wrong = NEGATIVE.reduce((sum, label) => sum + (counts[label]?.hinted ?? 0), 0);
  const hinted = right + wrong;
  return {
    counts,
    right,
    hinted,
    overlapping,
    precision: hinted ? right / hinted : null,
    recall: overlapping ? right / overlapping : null,
  };
}

/** Findings that call a stored result sound where it is wrong: the one mistake with no excuse. */
export function unsafeOffers(labels, byId) {
  return labels
    .filter((entry) => entry.label === 'overlap-impure')
    .flatMap((entry) => (byId.get(entry.id) ?? []).map((finding) => ({ entry, finding })))
    .filter(({ finding }) => finding.safety === 'safe' || finding.fixes?.some((fix) => fix.grade === 'proven'));
}
