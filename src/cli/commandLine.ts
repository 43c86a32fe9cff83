import yargs from 'yargs';
import { type FixId, type RuleId, type Verdict, builtFixIds, builtRuleIds } from '../protocol/finding.ts';
import { checkCommand } from './check/checkCommand.ts';
import { formats } from './check/reporters.ts';
import { explainCommand } from './explainCommand.ts';
import { fixCommand } from './fixCommand.ts';
import { proveCommand } from './proveCommand.ts';
import { noCommand, runCommand, statsCommand } from './run/index.ts';
import { UsageError, print, say } from './usage.ts';
import { version } from './version.ts';

const verdicts: readonly Verdict[] = ['proven', 'likely', 'possible'];
const examples: [string, string][] = [
  ['memoscope check src', 'check a folder'],
  ['memoscope fix src/a.ts:fib --fix memoize-scoped', 'print the change as a diff'],
  ['memoscope run -- node app.js', 'run a program and report on its caches'],
];

/** `--rule a --rule b,c` */
function rulesOf(given: readonly string[]): RuleId[] {
  return given
    .flatMap((one) => one.split(','))
    .map((name) => {
      const rule = builtRuleIds.find((id) => id === name);
      if (!rule) throw new UsageError(`there is no rule "${name}"; the rules are ${builtRuleIds.join(', ')}`);
      return rule;
    });
}

/** The options that may be repeated, and what yargs adds. */
const lists = new Set(['_', '--', 'path', 'file', 'rule']);

/** @throws UsageError when an option that takes one value is given several */
function once(given: Readonly<Record<string, unknown>>): true {
  const [twice] = Object.entries(given).filter(([name, value]) => Array.isArray(value) && !lists.has(name));
  if (twice) throw new UsageError(`--${twice[0]} is given more than once`);
  return true;
}

/** Only `run` has a program after `--`; elsewhere these are paths, also such as start with a dash. */
function afterDashes(argv: readonly string[]): string[] {
  const at = argv.indexOf('--');
  const paths = at < 0 ? [] : argv.slice(at + 1).map((path) => (path.startsWith('-') ? `./${path}` : path));
  return [...argv.slice(0, at < 0 ? undefined : at), ...paths];
}

/** A file that cannot be read or written: the person's, not a failure of Memoscope. */
const isFileError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error && 'path' in error;

const problem = (command: string, message: string): void =>
  say(`memoscope${command ? ` ${command}` : ''}: ${message}\nTry memoscope${command ? ` ${command}` : ''} --help.`);

/**
 * Runs the command line; never ends the process.
 * @param argv arguments after the program's name
 * @returns the exit status
 */
export async function commandLine(argv: readonly string[]): Promise<number> {
  let status = 0;
  const command = argv.find((argument) => !argument.startsWith('-')) ?? '';
  const end = (result: Promise<number>) => result.then((code) => void (status = code));
  const parser = yargs()
    .scriptName('memoscope')
    .usage('$0 <command>\n\nFinds recursive functions that solve the same subproblems again.')
    .command(
      'check [path..]',
      'find overlapping subproblems',
      (y) =>
        y
          .positional('path', { type: 'string', array: true, describe: 'files, folders or patterns; default: here' })
          .option('format', { choices: formats, default: 'pretty' as const, describe: 'how to report' })
          .option('verdict', {
            choices: verdicts,
            default: 'likely' as Verdict,
            describe: 'the least sure verdict to show',
          }) // prettier-ignore
          .option('rule', {
            type: 'string',
            array: true,
            requiresArg: true,
            coerce: rulesOf,
            describe: 'only these rules',
          })
          .option('max-findings', { type: 'number', requiresArg: true, describe: 'list no more than these' })
          .option('baseline', { type: 'string', requiresArg: true, describe: 'file of findings to hide' })
          .option('update-baseline', { type: 'boolean', implies: 'baseline', describe: 'write what is found to it' })
          .option('stdin', { type: 'boolean', describe: 'check a text from standard input' })
          .option('stdin-filename', { type: 'string', requiresArg: true, implies: 'stdin', describe: 'its name' })
          .check(({ maxFindings: most }) => {
            if (most === undefined || (Number.isInteger(most) && (most as number) >= 0)) return true;
            throw new UsageError('--max-findings takes a whole number from 0');
          }),
      (a) => end(checkCommand({ ...a, paths: a.path ?? [], rules: a.rule ?? [] })),
    )
    .command(
      'explain <function>',
      'say why: witness, counts, safety, what each fix would do',
      (y) =>
        y
          .positional('function', { type: 'string', demandOption: true, describe: 'FILE:FUNCTION or FILE:LINE' })
          .option('input', { type: 'string', requiresArg: true, describe: 'count this input too: arguments as JSON' })
          .option('captured', {
            type: 'string',
            requiresArg: true,
            implies: 'input',
            describe: 'JSON object of variables around the function that the input needs',
          })
          .option('format', {
            choices: ['pretty', 'json'] as const,
            default: 'pretty' as const,
            describe: 'how to print',
          }),
      (a) => end(explainCommand(a)),
    )
    .command(
      'fix <target>',
      'print a fix as a unified diff, or write it',
      (y) =>
        y
          .positional('target', { type: 'string', demandOption: true, describe: 'FILE, FILE:FUNCTION or FILE:LINE' })
          .option('fix', { choices: builtFixIds, default: 'memoize-scoped' as FixId, describe: 'which fix' })
          .option('write', { type: 'boolean', describe: 'rewrite the file' }),
      (a) => end(fixCommand(a)),
    )
    .command(
      'prove <function>',
      'run the original and the fixed function and compare (executes code of the file)',
      (y) =>
        y
          .positional('function', { type: 'string', demandOption: true, describe: 'FILE:FUNCTION or FILE:LINE' })
          .option('fix', { choices: builtFixIds, default: 'memoize-scoped' as FixId, describe: 'which fix' }),
      (a) => end(proveCommand({ target: a.function, fix: a.fix })),
    )
    .command(
      'run',
      'run a program (after --) and report on its caches',
      (y) =>
        y
          .usage('$0 run [options] -- node app.js …')
          .option('json', { type: 'string', requiresArg: true, describe: 'save the run to this file' })
          .option('candidates', {
            type: 'boolean',
            describe: 'also measure functions that are not cached yet: what a cache would do',
          })
          .option('min-hit-rate', { type: 'number', requiresArg: true, describe: 'exit with 3 below this percentage' }),
      (a) => end(runCommand({ ...a, command: (a['--'] as string[] | undefined) ?? [] })),
    )
    .command(
      'stats <file..>',
      'show a saved run, or compare runs with the first',
      (y) => y.positional('file', { type: 'string', array: true, demandOption: true, describe: 'saved by run --json' }),
      (a) => end(statsCommand(a.file)),
    )
    .parserConfiguration({ 'populate--': true, 'duplicate-arguments-array': true, 'greedy-arrays': false })
    .demandCommand(1, 'name a command')
    .recommendCommands()
    .strict()
    .check(once)
    .locale('en')
    .version(version)
    .alias('help', 'h')
    .alias('version', 'v')
    .example(examples)
    .wrap(Math.min(100, process.stdout.columns || 100))
    .exitProcess(false)
    .fail((message: string | null, error: Error | undefined) => {
      if (command === 'run' && !argv.includes('--')) throw new UsageError(noCommand);
      throw error ?? new UsageError(message ?? 'wrong use');
    });
  try {
    await parser.parseAsync(command === 'run' ? [...argv] : afterDashes(argv), {}, (_error, _args, output) => {
      if (output) print(output);
    });
  } catch (error) {
    const known = ['check', 'explain', 'fix', 'prove', 'run', 'stats'].includes(command) ? command : '';
    if (error instanceof UsageError || (error as Error).name === 'YError' || isFileError(error)) {
      problem(known, (error as Error).message);
    } else say(`memoscope: internal failure, please report it: ${(error as Error).stack ?? String(error)}`);
    return 2;
  }
  return status;
}
