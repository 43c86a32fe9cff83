// Writes dist/types: the declarations of what package.json exports, for import (.d.mts) and for require (.d.ts).
//   node scripts/types.mjs        after node esbuild.js
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const out = path.resolve('dist/types');
const entries = ['src/runtime/index.ts', 'src/runtime/disk.ts'];
const { options } = ts.parseJsonConfigFileContent(
  ts.readConfigFile('tsconfig.json', ts.sys.readFile).config,
  ts.sys,
  '.',
);
const program = ts.createProgram(entries, {
  ...options,
  noEmit: false,
  declaration: true,
  emitDeclarationOnly: true,
  rootDir: 'src',
  outDir: out,
});
const emitted = new Map();
const { diagnostics } = program.emit(undefined, (file, text) => emitted.set(path.resolve(file), text));
const problems = [...ts.getPreEmitDiagnostics(program), ...diagnostics];
if (problems.length > 0) {
  console.error(ts.formatDiagnostics(problems, { ...ts.sys, getCanonicalFileName: (f) => f, getNewLine: () => '\n' }));
  process.exit(1);
}

fs.rmSync(out, { recursive: true, force: true });
const done = new Set();
for (const entry of entries) write(path.join(out, path.relative('src', entry).replace(/\.ts$/, '.d.ts')));
// Written by hand: the plugin is what `module.exports` is, and the probe exports nothing.
fs.copyFileSync('src/eslint/published.d.ts', path.join(out, 'eslint.d.ts'));
fs.writeFileSync(path.join(out, 'probe.d.ts'), 'export {};\n');

/** A declaration file and those that it refers to; others nobody can see. */
function write(file) {
  if (done.has(file)) return;
  done.add(file);
  const relative = /(from |import\()(['"])(\.{1,2}\/[^'"]*)\.ts\2/g;
  const text = emitted.get(file);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text.replace(relative, '$1$2$3.js$2'));
  fs.writeFileSync(file.replace(/\.d\.ts$/, '.d.mts'), text.replace(relative, '$1$2$3.mjs$2'));
  for (const [, , , target] of text.matchAll(relative)) write(path.resolve(path.dirname(file), `${target}.d.ts`));
}
