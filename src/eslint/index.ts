import type { ESLint, Linter } from 'eslint';
import { overlappingSubproblems } from './overlappingSubproblems.ts';

declare const __memoscopeVersion: string | undefined;

const plugin = {
  // ESLint keeps its cache by name and version.
  meta: { name: 'memoscope', version: typeof __memoscopeVersion === 'string' ? __memoscopeVersion : '0.0.0' },
  rules: { 'overlapping-subproblems': overlappingSubproblems },
  configs: {} as { readonly recommended: Linter.Config },
} satisfies ESLint.Plugin;

Object.assign(plugin.configs, {
  recommended: {
    name: 'memoscope/recommended',
    plugins: { memoscope: plugin },
    rules: { 'memoscope/overlapping-subproblems': 'warn' },
  } satisfies Linter.Config,
});

export default plugin;
