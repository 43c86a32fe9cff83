/** Positions of the protocol (from 1, end exclusive) as VS Code's (from 0). */
import * as vscode from 'vscode';
import type { Finding, Span } from '../../protocol/finding.ts';

export const rangeOf = ({ line, column, endLine, endColumn }: Span): vscode.Range =>
  new vscode.Range(line - 1, column - 1, endLine - 1, endColumn - 1);

/** Whether a range touches the lines from the start of a function to its name. */
export const isOnHead = ({ functionLine, line }: Span & { functionLine: number }, range: vscode.Range): boolean =>
  range.start.line <= line - 1 && range.end.line >= Math.min(functionLine, line) - 1;

/** The finding that a position is in, or else the last one that starts above it. */
export const nearestFinding = (findings: readonly Finding[], at: vscode.Position): Finding | undefined =>
  findings.find((finding) => rangeOf(finding).contains(at)) ??
  findings.findLast((finding) => finding.functionLine - 1 <= at.line);
