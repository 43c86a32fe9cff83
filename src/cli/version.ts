import { readFileSync } from 'node:fs';
import { bundled } from './place.ts';

function read(): string {
  try {
    return (JSON.parse(readFileSync(bundled('../package.json'), 'utf8')) as { version: string }).version;
  } catch {
    return 'unknown';
  }
}

/** The version of the package that the command belongs to. */
export const version = read();
