// Bundles every face of Memoscope into dist/. Types are checked apart (npm run typecheck).
//   node esbuild.js [--production] [--watch]
//   node esbuild.js NAME…     only these bundles, the rest of dist/ is left as it is
const esbuild = require('esbuild');
const fs = require('node:fs');
const path = require('node:path');
const { notices } = require('./scripts/notices.cjs');

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));

/** @type {import('esbuild').BuildOptions} */
const shared = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  target: 'node20',
};
const node = { ...shared, platform: 'node', format: 'cjs' };

/** What a bundle requires only when it is needed stays a file beside it. */
const beside = {
  name: 'beside',
  setup(build) {
    build.onResolve({ filter: /^\.\/estree\.ts$/ }, ({ kind }) =>
      kind === 'require-call' ? { path: './estree.js', external: true } : undefined,
    );
    build.onResolve({ filter: /^typescript(\/lib\/tsserverlibrary)?$/ }, ({ kind }) =>
      kind === 'entry-point' ? undefined : { path: './typescript.js', external: true },
    );
  },
};
/** In a file of its own, devalue is left out of a program that does not need it; inside one, parts of it would stay. */
const devalueBeside = {
  name: 'devalue beside',
  setup(build) {
    build.onResolve({ filter: /^devalue$/ }, () => ({ path: './runtime-devalue.mjs', external: true }));
  },
};
const oxc = '@oxc-parser/binding-wasm32-wasip1/wasm';

/** One entry a bundle: [source, output, options]. A source that is not written yet is left out. */
const bundles = [
  ['src/editor/extension.ts', 'dist/extension.js', { ...node, minify: true, external: ['vscode'] }],
  [
    'src/worker/analysisWorker.ts',
    'dist/analysisWorker.js',
    { ...node, minify: true, sourcemap: false, plugins: [beside] },
  ],
  [
    'src/languages/ecmascript/estree.ts',
    'dist/estree.js',
    { ...node, minify: true, sourcemap: false, plugins: [beside] },
  ],
  [require.resolve('typescript'), 'dist/typescript.js', { ...node, minify: true, sourcemap: false }],
  ['src/worker/proofWorker.ts', 'dist/proofWorker.js', { ...node, minify: true, sourcemap: false }],
  ['src/worker/retainedWorker.ts', 'dist/retainedWorker.js', { ...node, minify: true, sourcemap: false }],
  [
    'src/cli/main.ts',
    'dist/cli.js',
    {
      ...node,
      minify: true,
      sourcemap: false,
      // yargs asks for its own place
      define: { 'import.meta.url': '__memoscopeUrl' },
      banner: {
        js: "#!/usr/bin/env node\nconst __memoscopeUrl = require('node:url').pathToFileURL(__filename).href;",
      },
    },
  ],
  [
    'src/eslint/index.ts',
    'dist/eslint.js',
    {
      ...node,
      minify: true,
      sourcemap: false,
      define: { __memoscopeVersion: JSON.stringify(require('./package.json').version) },
      // import and require both give the plugin itself
      footer: { js: 'module.exports = module.exports.default;' },
    },
  ],
  ['src/probe/probe.ts', 'dist/probe.js', node],
  ['src/probe/instrument.ts', 'dist/probeInstrument.js', { ...node, minify: true, sourcemap: false }],
  ['src/probe/load/esmHooks.ts', 'dist/probeHooks.mjs', { ...node, format: 'esm' }],
  ['src/probe/report/reporter.ts', 'dist/probeReporter.js', node],
  ['src/runtime/index.ts', 'dist/runtime.cjs', { ...shared, platform: 'neutral', format: 'cjs', target: 'es2022' }],
  [
    'src/runtime/index.ts',
    'dist/runtime.mjs',
    { ...shared, platform: 'neutral', format: 'esm', target: 'es2022', plugins: [devalueBeside] },
  ],
  [
    require.resolve('devalue'),
    'dist/runtime-devalue.mjs',
    { ...shared, platform: 'neutral', format: 'esm', target: 'es2022', sourcemap: false },
  ],
  ['src/runtime/disk.ts', 'dist/runtime-disk.cjs', { ...node, target: 'es2022' }],
  [
    'src/runtime/disk.ts',
    'dist/runtime-disk.mjs',
    { ...node, format: 'esm', target: 'es2022', plugins: [devalueBeside] },
  ],
  ['src/panel/main.ts', 'dist/panel.js', { ...shared, platform: 'browser', format: 'iife', target: 'es2022' }],
];

/** Read by dist/retainedWorker.js beside itself. */
const heapParser = 'node_modules/@vscode/v8-heap-parser/pkg/nodejs/v8_heap_parser_bg.wasm';

async function main() {
  if (!watch && names.length === 0) fs.rmSync('dist', { recursive: true, force: true });
  fs.mkdirSync('dist', { recursive: true });
  fs.copyFileSync(require.resolve(oxc), 'dist/oxc.wasm');
  fs.copyFileSync(heapParser, 'dist/v8_heap_parser_bg.wasm');
  const options = bundles
    .filter(
      ([source, outfile]) =>
        fs.existsSync(source) && (names.length === 0 || names.some((n) => outfile === `dist/${n}`)),
    )
    .map(([source, outfile, more]) => ({ ...more, entryPoints: [source], outfile }));
  if (watch) {
    const contexts = await Promise.all(options.map((o) => esbuild.context(o)));
    await Promise.all(contexts.map((c) => c.watch()));
    console.log('watching');
  } else {
    const built = await Promise.all(options.map((o) => esbuild.build(o)));
    if (names.length > 0) return;
    const outputs = built.flatMap(({ metafile }) => Object.values(metafile.outputs));
    const parts = outputs.flatMap(({ inputs }) => Object.entries(inputs));
    const inputs = parts.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file);
    const files = [...inputs, path.relative(__dirname, require.resolve(oxc)), heapParser];
    fs.writeFileSync('dist/THIRD-PARTY-NOTICES.txt', notices(files.map((file) => file.split(path.sep).join('/'))));
  }
}

main().catch(() => process.exit(1));
