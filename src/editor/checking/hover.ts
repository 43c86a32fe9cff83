import * as vscode from 'vscode';
import { selector } from './documents.ts';
import type { Findings } from './findings.ts';
import { hoverMarkdown } from './hoverText.ts';
import { rangeOf } from './places.ts';
import { severityOf } from './severity.ts';

/** The explanation below the message that VS Code itself shows for a squiggle. */
export function registerHover(context: vscode.ExtensionContext, findings: Findings): void {
  const provideHover = async (
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> => {
    const checked = await findings.current(document, token);
    const finding = checked?.report.findings.find((candidate) => rangeOf(candidate).contains(position));
    if (!finding || severityOf(finding, document.uri) === undefined) return undefined;
    const text = new vscode.MarkdownString(hoverMarkdown(finding));
    text.supportHtml = false;
    text.isTrusted = { enabledCommands: ['memoscope.explain'] };
    const where = encodeURIComponent(JSON.stringify([document.uri.toString(), finding.line, finding.column]));
    text.appendMarkdown(`\n[${vscode.l10n.t('Explain in full')}](command:memoscope.explain?${where})`);
    return new vscode.Hover(text, rangeOf(finding));
  };
  context.subscriptions.push(vscode.languages.registerHoverProvider(selector, { provideHover }));
}
