// npm run bench:trees -- DIR…: whether both parsers give the same trees, and what one alone rejects.
import { createRequire } from 'node:module';
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { filesOf } from './tree.mjs';

const load = createRequire(import.meta.url);
const { typescriptParser } = load('../../src/languages/ecmascript/parser.ts');
const { oxcParser } = load('../../src/languages/ecmascript/oxc/parser.ts');
const { oxcModule } = load('../../src/service/parser.ts');
const { differenceOf } = load('../../test/unit/parser/sameTree.ts');

const { positionals: trees, values } = parseArgs({
  options: { lines: { type: 'string', default: '1000000' }, all: { type: 'boolean' } },
  allowPositionals: true,
});
const rejected = () => {
  throw new Error('rejected');
};
const quick = oxcParser(oxcModule, rejected);
const tried = (parser, { full, text }) => {
  try {
    return parser(full, text).program;
  } catch {
    return undefined;
  }
};
const counts = { files: 0, same: 0, different: 0, 'rejected by both': 0, 'by oxc alone': 0, 'by typescript-estree alone': 0 }; // prettier-ignore
for (const file of filesOf(trees, Number(values.lines), values.all)) {
  const [theirs, ours] = [tried(typescriptParser, file), tried(quick, file)];
  counts.files++;
  const say = (what) => console.log(`${relative(process.cwd(), file.full)}: ${what}`);
  if (!theirs && !ours) counts['rejected by both']++;
  else if (!ours) {
    counts['by oxc alone']++;
  } else if (!theirs) {
    counts['by typescript-estree alone']++;
    say('rejected by typescript-estree alone');
  } else {
    const difference = differenceOf(theirs, ours);
    counts[difference ? 'different' : 'same']++;
    if (difference) say(difference);
  }
}
console.log(counts);
