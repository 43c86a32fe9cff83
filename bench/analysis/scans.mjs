// npm run bench:scans -- DIR…: whether the scan of the tokens ever settles a file in which the tree has candidates.
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { filesOf } from './tree.mjs';

const load = createRequire(import.meta.url);
const { fileParser } = load('../../src/service/parser.ts');
const { branchingCandidates } = load('../../src/languages/ecmascript/candidates.ts');
const { mayBranch } = load('../../src/languages/ecmascript/scan/scan.ts');

const { positionals: trees, values } = parseArgs({
  options: { lines: { type: 'string', default: '1000000' } },
  allowPositionals: true,
});
const counts = { files: 0, bytes: 0, 'files to parse': 0, 'bytes to parse': 0, 'files with candidates': 0, 'bytes with candidates': 0, missed: 0 }; // prettier-ignore
const now = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const ms = { scan: 0, parse: 0 };
for (const { full, text } of filesOf(trees, Number(values.lines), true)) {
  let start = now();
  const passed = mayBranch(full, text);
  ms.scan += now() - start;
  counts.files++;
  counts.bytes += text.length;
  if (passed) {
    counts['files to parse']++;
    counts['bytes to parse'] += text.length;
  }
  let has;
  start = now();
  try {
    const { program } = fileParser(full, text);
    ms.parse += now() - start;
    has = branchingCandidates(program).size > 0;
  } catch {
    continue;
  }
  if (!has) continue;
  counts['files with candidates']++;
  counts['bytes with candidates'] += text.length;
  if (passed) continue;
  counts.missed++;
  console.log(`missed: ${full}`);
}
console.log(counts);
console.log(`processor time: scan ${ms.scan.toFixed(0)} ms, ${(counts.bytes / 1000 / ms.scan).toFixed(0)} MB/s; parse ${ms.parse.toFixed(0)} ms`); // prettier-ignore
if (counts.missed > 0) process.exitCode = 1;
