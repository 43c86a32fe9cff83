import { NEGATIVE, isProduction, score } from './score.mjs';

const LABELS = ['overlap', ...NEGATIVE, 'memo-bug', 'uncertain'];

export function report({ labels, hints, offers, output, notes, root }) {
  const { byId, elsewhere } = hints;
  for (const note of notes) console.log(`note: ${note}`);
  console.log(
    `${output.files} files checked in ${output.durationMs} ms, ${output.findings.length} findings under ${root}`,
  );
  for (const { file, line, message } of output.errors ?? []) console.log(`not read: ${file}:${line} ${message}`);

  section('All', labels, byId);
  section('Production', labels.filter(isProduction), byId);
  section(
    'Teaching',
    labels.filter((entry) => !isProduction(entry)),
    byId,
  );
  console.log(`\nHints on functions without a label: ${elsewhere}`);

  const hinted = labels.filter((entry) => byId.has(entry.id));
  list(
    'False positives',
    hinted.filter((entry) => NEGATIVE.includes(entry.label)),
    (entry) => finding(byId.get(entry.id)[0]),
  );
  list(
    'False negatives',
    labels.filter((entry) => entry.label === 'overlap' && !byId.has(entry.id)),
  );
  list(
    'Hinted memo-bug and uncertain (not scored)',
    hinted.filter((entry) => ['memo-bug', 'uncertain'].includes(entry.label)),
  );
  list(
    'Offered as safe where a stored result is wrong',
    offers.map(({ entry }) => entry),
    (_, i) => finding(offers[i].finding),
  );
}

function section(title, labels, byId) {
  const { counts, right, hinted, overlapping, precision, recall } = score(labels, byId);
  console.log(`\n${title}: ${labels.length} functions`);
  console.log(
    `  precision ${percent(precision)} (${right}/${hinted})   recall ${percent(recall)} (${right}/${overlapping})`,
  );
  for (const label of LABELS) {
    const count = counts[label];
    if (count) console.log(`  ${label.padEnd(15)} hinted ${String(count.hinted).padStart(4)} of ${count.total}`);
  }
}

function list(title, entries, detail) {
  console.log(`\n${title}: ${entries.length}`);
  entries.forEach((entry, i) => {
    console.log(
      `  ${entry.repo.replace('/', '+')}/${entry.path}:${entry.line} ${entry.name}  [${entry.label}] ${entry.why}`,
    );
    if (detail) console.log(`    ${detail(entry, i)}`);
  });
}

const finding = ({ verdict, safety, message }) => `${verdict}, ${safety}: ${message}`;
const percent = (part) => (part === null ? 'n/a' : `${(100 * part).toFixed(1)} %`);
