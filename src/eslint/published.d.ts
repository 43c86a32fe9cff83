/** What `memoscope/eslint` is for its users: `require` gives the plugin itself, and so does a default import. */
import type { Linter, Rule } from 'eslint';

declare const plugin: {
  readonly meta: { readonly name: string; readonly version: string };
  readonly rules: { readonly 'overlapping-subproblems': Rule.RuleModule };
  readonly configs: { readonly recommended: Linter.Config };
};
export = plugin;
