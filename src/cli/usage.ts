/** Wrong use of the command: its message is all that the person sees. Exit status 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}

export const say = (text: string): void => void process.stderr.write(`${text}\n`);
export const print = (text: string): void => void process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
