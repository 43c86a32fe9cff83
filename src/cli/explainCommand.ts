import { analyzer } from './check/analyzers.ts';
import { findingsOf, readTarget, refOf } from './target.ts';
import { print, say } from './usage.ts';

/**
 * `memoscope explain FILE[:FUNCTION]`
 * @returns 0, or 2 when a function cannot be explained
 */
export async function explainCommand(argument: string): Promise<number> {
  const target = readTarget(argument);
  const client = analyzer();
  let status = 0;
  try {
    const texts: string[] = [];
    for (const finding of await findingsOf(client, target)) {
      const answer = await client.request('explain', { file: target.file, target: refOf(finding) });
      if ('text' in answer) texts.push(answer.text);
      else {
        say(`memoscope explain: ${answer.refused}`);
        status = 2;
      }
    }
    if (texts.length > 0) print(texts.join('\n\n\n'));
  } finally {
    client.dispose();
  }
  return status;
}
