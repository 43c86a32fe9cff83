import type { Rule } from 'eslint';
import type { Finding, Verdict } from '../protocol/finding.ts';
import type { TextEdit } from '../protocol/edit.ts';
import { fix } from '../refactor/index.ts';
import { type CheckedFunction, type ParsedFile, checkProgram } from '../service/program.ts';
import { isShown } from '../service/shown.ts';

interface Options {
  /** The least sure verdict that is reported. */
  readonly verdict?: Verdict;
}

const page = 'https://github.com/memoscope/memoscope/blob/main/docs/rules/overlapping-subproblems.md';

/**
 * The rule: what `memoscope check` finds, on the tree that ESLint has. It decides for the whole file at once,
 * since a recurrence may go through several functions.
 */
export const overlappingSubproblems: Rule.RuleModule = {
  meta: {
    type: 'suggestion',
    docs: { description: 'recursion that solves the same subproblems again', recommended: true, url: page },
    hasSuggestions: true,
    defaultOptions: [{ verdict: 'likely' }],
    schema: [
      {
        type: 'object',
        properties: {
          verdict: {
            enum: ['proven', 'likely', 'possible'],
            description: 'The least sure verdict that is reported; `possible` reports unsafe functions, too.',
          },
        },
        additionalProperties: false,
      },
    ],
    messages: { overlap: '{{message}}', suggestion: '{{title}}' },
  },
  create(context) {
    const { verdict = 'likely' } = (context.options[0] ?? {}) as Options;
    return {
      'Program:exit'() {
        const { text, ast } = context.sourceCode;
        const parsed = { program: ast } as unknown as ParsedFile;
        // A block that a processor took out of another file (Markdown) has a name of its own.
        const file = { path: context.filename, text };
        const { functions, report: checked } = checkProgram(file, () => parsed, undefined, undefined, verdict);
        // A tree that is too deep or takes too long is not the fault of who lints; a failure of ours must show.
        const failure = checked.errors.find((error) => error.message.startsWith('Memoscope failed'));
        if (failure) throw new Error(failure.message);
        for (const found of functions) {
          if (isShown(found.finding, verdict, ['overlapping-subproblems'])) report(context, found);
        }
      },
    };
  },
};

function report(context: Rule.RuleContext, { finding, request }: CheckedFunction): void {
  const suggest: Rule.SuggestionReportDescriptor[] = [];
  for (const { id, title } of finding.fixes) {
    const result = fix(id, request);
    if ('refused' in result) continue;
    suggest.push({
      messageId: 'suggestion',
      data: { title },
      fix: (fixer) =>
        result.edits.map(({ start, end, newText }: TextEdit) => fixer.replaceTextRange([start, end], newText)),
    });
  }
  context.report({ loc: locationOf(finding), messageId: 'overlap', data: { message: finding.message }, suggest });
}

/** ESLint counts columns from 0. */
const locationOf = ({ line, column, endLine, endColumn }: Finding) => ({
  start: { line, column: column - 1 },
  end: { line: endLine, column: endColumn - 1 },
});
