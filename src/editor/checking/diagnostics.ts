import * as vscode from 'vscode';
import type { Finding } from '../../protocol/finding.ts';
import type { Findings } from './findings.ts';
import { rangeOf } from './places.ts';
import { severityOf } from './severity.ts';

export const source = 'memoscope';

const pages = 'https://github.com/memoscope/memoscope/blob/main/docs/rules';

export const ruleId = (diagnostic: vscode.Diagnostic): unknown =>
  typeof diagnostic.code === 'object' ? diagnostic.code.value : diagnostic.code;

function diagnosticOf(finding: Finding, uri: vscode.Uri): vscode.Diagnostic | undefined {
  const severity = severityOf(finding, uri);
  if (severity === undefined) return undefined;
  const diagnostic = new vscode.Diagnostic(rangeOf(finding), finding.message, severity);
  diagnostic.source = source;
  diagnostic.code = { value: finding.rule, target: vscode.Uri.parse(`${pages}/${finding.rule}.md`) };
  diagnostic.relatedInformation = finding.related.map(
    (place) => new vscode.DiagnosticRelatedInformation(new vscode.Location(uri, rangeOf(place)), place.message),
  );
  return diagnostic;
}

export function registerDiagnostics(context: vscode.ExtensionContext, findings: Findings): void {
  const collection = vscode.languages.createDiagnosticCollection(source);
  context.subscriptions.push(
    collection,
    findings.onDidChange((document) => {
      const found = findings.latest(document)?.report.findings ?? [];
      collection.set(
        document.uri,
        found.map((finding) => diagnosticOf(finding, document.uri)).filter((diagnostic) => diagnostic !== undefined),
      );
    }),
  );
}
