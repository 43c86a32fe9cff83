import * as vscode from 'vscode';
import { CancelledError } from '../../worker/client.ts';

/** VS Code's token as a signal. */
export function signalOf(token: vscode.CancellationToken): AbortSignal {
  const abort = new AbortController();
  if (token.isCancellationRequested) abort.abort();
  else token.onCancellationRequested(() => abort.abort());
  return abort.signal;
}

/**
 * Does what nobody may want any more before it is done.
 * @throws vscode.CancellationError once nobody does: any other error would be logged as a fault
 */
export async function cancellable<T>(
  token: vscode.CancellationToken,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  try {
    return await work(signalOf(token));
  } catch (error) {
    throw error instanceof CancelledError ? new vscode.CancellationError() : error;
  }
}
