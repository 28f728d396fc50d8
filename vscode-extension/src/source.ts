// Opens lines of source.

import * as vscode from 'vscode';
import { scheme } from './heapDocuments';

/** Shows and selects a range where the file is in view already, else beside heap documents rather than over them. */
export async function openSource(uri: vscode.Uri, selection: vscode.Range): Promise<void> {
  const editor = await vscode.window.showTextDocument(uri, { viewColumn: columnFor(uri), selection });
  editor.revealRange(selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

function columnFor(uri: vscode.Uri): vscode.ViewColumn {
  const editors = vscode.window.visibleTextEditors.filter(({ document }) => document.uri.scheme !== scheme);
  const same = editors.find(({ document }) => document.uri.toString() === uri.toString());
  const overHeapDocument = vscode.window.activeTextEditor?.document.uri.scheme === scheme;
  return (same ?? (overHeapDocument ? editors[0] : undefined))?.viewColumn ?? vscode.ViewColumn.Active;
}
