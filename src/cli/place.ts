import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** A file of `dist`: beside the command's own bundle, or found from the sources. */
export function bundled(name: string): string {
  const places = [join(__dirname, name), join(__dirname, '../../dist', name)];
  return places.find(existsSync) ?? places[0]!;
}
