/** Positions of the protocol (from 1, end exclusive) as VS Code's (from 0). */
import * as vscode from 'vscode';
import type { Span } from '../../protocol/finding.ts';

export const rangeOf = ({ line, column, endLine, endColumn }: Span): vscode.Range =>
  new vscode.Range(line - 1, column - 1, endLine - 1, endColumn - 1);
