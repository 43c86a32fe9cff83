// Processor time of the reference parse of every file, and of a check without its parses.
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';
import { filesOf } from './tree.mjs';

const load = createRequire(import.meta.url);
const { typescriptParser } = load('../../src/languages/ecmascript/parser.ts');
const { checkFile } = load('../../src/service/check.ts');

const { trees, lines } = JSON.parse(await text(process.stdin));
const files = filesOf(trees, lines);
const now = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

let parse = 0;
let analysis = 0;
for (const warm of [true, false]) {
  for (const file of warm ? files.slice(0, 150) : files) {
    let parsed;
    let start = now();
    try {
      parsed = typescriptParser(file.path, file.text);
    } catch {
      continue;
    }
    const read = now();
    // the tree is there: what is left is everything else that a check does
    checkFile(file, undefined, () => parsed);
    const done = now();
    if (warm) continue;
    parse += read - start;
    analysis += done - read;
  }
}
console.log(JSON.stringify({ files: files.length, parse, analysis }));
