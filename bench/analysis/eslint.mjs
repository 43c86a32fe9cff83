// ESLint with the TypeScript parser and one trivial rule over the working directory; prints what it read.
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

const eslint = new ESLint({
  cwd: process.cwd(),
  overrideConfigFile: true,
  overrideConfig: [
    {
      files: ['**/*.{ts,tsx,mts,cts}'],
      languageOptions: { parser: tseslint.parser },
      linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
      rules: { 'no-debugger': 'error' },
    },
  ],
});
const results = await eslint.lintFiles(['**/*.{ts,tsx,mts,cts}']);
const unread = results.filter((result) => result.fatalErrorCount > 0).length;
console.log(JSON.stringify({ files: results.length, unread }));
