import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { oxcParser } from '../languages/ecmascript/oxc/parser.ts';
import { type Parser, typescriptParser } from '../languages/ecmascript/parser.ts';

/** Beside the bundle, or where the package keeps it when the sources run. */
const places = [
  join(__dirname, 'oxc.wasm'),
  join(__dirname, '../../node_modules/@oxc-parser/binding-wasm32-wasip1/parser.wasm32-wasip1.wasm'),
];

/** oxc's parser, compiled; undefined when its file is not there or this platform cannot run it. */
export function oxcModule(): WebAssembly.Module | undefined {
  for (const place of places) {
    try {
      return new WebAssembly.Module(readFileSync(place));
    } catch {
      // the next place, or the other parser
    }
  }
  return undefined;
}

/** The parser of every face that has no tree of its own. */
export const fileParser: Parser = oxcParser(oxcModule, typescriptParser);
