// Compiles each TypeScript example to out/, with source maps and not bundled, and makes `memoscope` importable there.
//   node scripts/build-examples.mjs [FOLDER]      FOLDER is examples/ unless told otherwise
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { globSync } from 'tinyglobby';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = resolve(process.argv[2] ?? join(root, 'examples'));
const out = join(folder, 'out');

const sources = globSync(['**/*.ts'], { cwd: folder, ignore: ['out/**', '**/node_modules/**', '**/*.d.ts'] });
rmSync(out, { recursive: true, force: true });
await build({
  entryPoints: sources.map((source) => join(folder, source)),
  outdir: out,
  outbase: folder,
  bundle: false,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  sourcemap: 'linked',
  logLevel: 'warning',
});
linkLibrary(join(folder, 'node_modules', 'memoscope'));
console.log(`${sources.length} examples built`);
if (!existsSync(join(root, 'dist', 'runtime.cjs'))) {
  console.warn('dist/ has no runtime library yet: `npm run build` makes it, for the examples that import it');
}

/** A package that re-exports this project's own build: a symbolic link would make the folder tree endless. */
function linkLibrary(target) {
  const dist = relative(target, join(root, 'dist')).split(sep).join('/');
  const files = {
    'package.json': JSON.stringify(
      {
        name: 'memoscope',
        private: true,
        exports: {
          '.': { types: './index.d.ts', import: './index.mjs', require: './index.cjs' },
          './disk': { types: './disk.d.ts', import: './disk.mjs', require: './disk.cjs' },
        },
      },
      undefined,
      2,
    ),
    'index.cjs': `module.exports = require('${dist}/runtime.cjs');\n`,
    'index.mjs': `export * from '${dist}/runtime.mjs';\n`,
    'index.d.ts': `export * from '${dist}/types/runtime/index.js';\n`,
    'disk.cjs': `module.exports = require('${dist}/runtime-disk.cjs');\n`,
    'disk.mjs': `export * from '${dist}/runtime-disk.mjs';\n`,
    'disk.d.ts': `export * from '${dist}/types/runtime/disk.js';\n`,
  };
  mkdirSync(target, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(target, name), text);
}
