// Measures `memoscope check` on labelled recursive functions of public repositories.
// It needs a label file and git mirrors of those repositories; neither is part of this project.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { register as registerCjs } from 'tsx/cjs/api';
import { register } from 'tsx/esm/api';
import { checkOut } from './corpus/checkout.mjs';
import { runCheck } from './corpus/run-check.mjs';
import { isHint, matchFindings, unsafeOffers } from './corpus/score.mjs';
import { report } from './corpus/report.mjs';

const USAGE = `usage: npm run corpus -- --labels FILE --mirrors DIR[,DIR] [--root DIR] [--fixes [--every-fix]]

  --labels FILE    labelled functions: a JSON array of { id, repo, commit, path, line, name, label, why, … }
  --mirrors DIR    folders with a git mirror a repository, as owner+name or owner/name; without one,
                   the checkout under --root is taken as it is
  --root DIR       where the labelled files are checked out (default: .corpus/work)
  --fixes          instead: apply the fix that is offered first to every function labelled "overlap", type-check the
                   file before and after, run both on the input of the label
  --fix ID         with --fixes: that fix
  --every-fix      with --fixes: each fix that does not refuse the function

Exit status: 0 scored, 1 a fix was offered as safe where a stored result would be wrong (with --fixes: a fix changed a
result or brought a type error), 2 wrong use or a failure.`;

const project = dirname(dirname(fileURLToPath(import.meta.url)));

async function main() {
  const { values } = parseArgs({
    options: {
      labels: { type: 'string' },
      mirrors: { type: 'string' },
      root: { type: 'string' },
      fixes: { type: 'boolean' },
      fix: { type: 'string' },
      'every-fix': { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return void console.log(USAGE);

  const labelFile = values.labels ?? join(project, '../shared/corpus/js-dev.json');
  if (!existsSync(labelFile)) throw new Error(`no labels at ${labelFile}: name a file with --labels\n\n${USAGE}`);
  const cli = join(project, 'dist/cli.js');
  if (!values.fixes && !existsSync(cli)) throw new Error('dist/cli.js is not there: run npm run build first');

  const labels = JSON.parse(readFileSync(labelFile, 'utf8'));
  const given = resolve(values.root ?? join(project, '.corpus/work'));
  const mirrors = mirrorFolders(values.mirrors);
  if (!mirrors.length && !existsSync(given)) throw new Error(`no mirrors and no checkout: use --mirrors\n\n${USAGE}`);
  mkdirSync(given, { recursive: true });
  // Findings name real paths.
  const root = realpathSync(given);
  mkdirSync(join(project, '.corpus'), { recursive: true });

  const notes = mirrors.length ? checkOut(labels, mirrors, root) : [`no mirrors: ${root} is taken as it is`];
  const present = labels.filter((entry) => existsSync(join(root, entry.repo.replace('/', '+'), entry.path)));
  if (!present.length) throw new Error(`none of the labelled files is in ${root}\n${notes.join('\n')}`);
  const missing = labels.length - present.length;
  if (missing) notes.push(`${missing} labelled functions left out: their file is not in the checkout`);

  if (values.fixes) {
    for (const note of notes) console.log(`note: ${note}`);
    const overlapping = present.filter((entry) => entry.label === 'overlap');
    registerCjs();
    register();
    // Where memoizeDisk writes.
    const cache = mkdtempSync(join(tmpdir(), 'memoscope-corpus-'));
    process.env.XDG_CACHE_HOME = cache;
    const { applyEveryFix, applyFixes, reportFixes } = await import('./corpus/fixes.ts');
    const outcomes = values['every-fix'] ? applyEveryFix(overlapping, root) : applyFixes(overlapping, root, values.fix);
    if (reportFixes(outcomes) > 0) process.exitCode = 1;
    rmSync(cache, { recursive: true, force: true });
    return;
  }

  const output = runCheck(cli, root, join(project, '.corpus/findings.json'));
  const files = new Set(present.map((entry) => `${entry.repo}/${entry.path}`)).size;
  if (output.files !== files) notes.push(`check read ${output.files} files, the labels name ${files} in the checkout`);
  const overlaps = output.findings.filter((finding) => finding.rule === 'overlapping-subproblems');
  const offers = unsafeOffers(present, matchFindings(present, overlaps, root).byId);
  const hints = matchFindings(present, overlaps.filter(isHint), root);
  report({ labels: present, hints, offers, output, notes, root: relative(process.cwd(), root) || '.' });
  if (offers.length) process.exitCode = 1;
}

/** @param {string | undefined} list folders parted by commas */
function mirrorFolders(list) {
  const folders = list === undefined ? [join(project, '../.mirror')] : list.split(',').map((folder) => folder.trim());
  const missing = folders.filter((folder) => !existsSync(folder));
  if (list !== undefined && missing.length) throw new Error(`no such mirror folder: ${missing.join(', ')}`);
  return folders.filter((folder) => existsSync(folder));
}

try {
  await main();
} catch (error) {
  console.error(`corpus: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 2;
}
