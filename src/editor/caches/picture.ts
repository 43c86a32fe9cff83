import * as vscode from 'vscode';
import type { PictureAnswer } from '../../protocol/panel.ts';
import type { CacheStatistics } from '../../protocol/statistics.ts';
import type { AnalysisClient } from '../../worker/client.ts';
import { isSupported, sourceOf } from '../checking/documents.ts';
import { uriOf } from './reveal.ts';

/** The recursion behind a cache, from the source as it is now. */
export async function pictureOf(client: AnalysisClient, cache: CacheStatistics | undefined): Promise<PictureAnswer> {
  if (!cache?.site) return { refused: 'no source' };
  try {
    const document = await vscode.workspace.openTextDocument(uriOf(cache.site));
    if (!isSupported(document)) return { refused: 'no source' };
    return await client.request('picture', { file: sourceOf(document), name: cache.name, line: cache.site.line });
  } catch (error) {
    return { refused: String(error) };
  }
}
