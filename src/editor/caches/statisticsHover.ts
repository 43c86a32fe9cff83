import * as vscode from 'vscode';
import { selector } from '../checking/documents.ts';
import { plain } from '../checking/hoverText.ts';
import { hoverEnabled } from '../settings.ts';
import { lineText } from './lineText.ts';
import type { Places } from './places.ts';

/** What the last run measured, in the hover over the name of the function. */
export function registerStatisticsHover(context: vscode.ExtensionContext, places: Places): void {
  const provideHover = async (
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.Hover | undefined> => {
    if (!hoverEnabled(document.uri)) return undefined;
    const here = (await places.in(document)).find(({ line }) => line === position.line);
    const word = document.getWordRangeAtPosition(position);
    const rows = here?.rows.filter(({ name }) => word && document.getText(word) === name) ?? [];
    const [first] = rows;
    if (!here || !first?.site) return undefined;
    const text = new vscode.MarkdownString(plain(lineText(rows)) + (here.stale ? plain(vscode.l10n.t(' (before the last edit)')) : '')); // prettier-ignore
    text.isTrusted = { enabledCommands: ['memoscope.caches.revealRow'] };
    const place = encodeURIComponent(JSON.stringify([first.site.file, first.site.line]));
    text.appendMarkdown(` · [${vscode.l10n.t('Show in Caches')}](command:memoscope.caches.revealRow?${place})`);
    return new vscode.Hover(text, word);
  };
  context.subscriptions.push(vscode.languages.registerHoverProvider(selector, { provideHover }));
}
