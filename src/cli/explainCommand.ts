import type { AskedInput } from '../protocol/worker.ts';
import { analyzer } from './check/analyzers.ts';
import { findingsOf, readTarget, refOf } from './target.ts';
import { UsageError, print, say } from './usage.ts';

export interface ExplainOptions {
  readonly function: string;
  readonly format: 'pretty' | 'json';
  /** Arguments as JSON: an array of them, or the only one. */
  readonly input?: string | undefined;
  /** Variables around the function as a JSON object. */
  readonly captured?: string | undefined;
}

function json(text: string, option: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new UsageError(`--${option} takes JSON: ${(error as Error).message}`);
  }
}

function askedOf({ input, captured }: ExplainOptions): AskedInput | undefined {
  if (input === undefined) return undefined;
  const args = json(input, 'input');
  const around = captured === undefined ? {} : json(captured, 'captured');
  if (typeof around !== 'object' || around === null || Array.isArray(around)) {
    throw new UsageError('--captured takes a JSON object of names and values');
  }
  return { args: Array.isArray(args) ? args : [args], captured: around as Record<string, unknown> };
}

/**
 * `memoscope explain FILE[:FUNCTION]`
 * @returns 0, or 2 when a function cannot be explained, or the input not be counted
 */
export async function explainCommand(options: ExplainOptions): Promise<number> {
  const argument = options.function;
  const asked = askedOf(options);
  const target = readTarget(argument);
  const client = analyzer();
  let status = 0;
  try {
    const texts: string[] = [];
    for (const finding of await findingsOf(client, target)) {
      const answer = await client.request('explain', {
        file: target.file,
        target: refOf(finding),
        ...(asked ? { input: asked } : {}),
      });
      if ('text' in answer) {
        const { text, ...data } = answer;
        texts.push(options.format === 'json' ? JSON.stringify(data, undefined, 2) : text);
        if (data.input && 'refused' in data.input.count) {
          say(`memoscope explain: not counted: ${data.input.count.refused}`);
          status = 2;
        }
      } else {
        say(`memoscope explain: ${answer.refused}`);
        status = 2;
      }
    }
    if (texts.length > 0) {
      print(options.format === 'json' ? `[${texts.join(',\n')}]` : texts.join('\n\n\n'));
    }
  } finally {
    client.dispose();
  }
  return status;
}
