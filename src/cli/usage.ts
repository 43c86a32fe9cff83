/** Wrong use of the command: its message is all that the person sees. Exit status 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}

export const say = (text: string): void => void process.stderr.write(`${text}\n`);
/** Writes to standard output, with a line end; nothing for no text. */
export function print(text: string): void {
  if (text !== '') process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}
