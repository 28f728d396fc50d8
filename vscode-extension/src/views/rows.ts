// What can be done with a row that stands for what is alive of a line: a hot line or a suspect.

import * as vscode from 'vscode';
import type { Ctx } from '../ctx';
import { openLine } from '../hotLines';
import type { Line, Suspect } from '../wire';
import { suspectOf } from './suspects';

type Row = Line | Suspect;

/** The row that a node of a view stands for. */
export function rowOf(node: unknown): Row | undefined {
  const suspect = suspectOf(node);
  if (suspect !== undefined) {
    return suspect;
  }
  return typeof node === 'object' && node !== null && 'example' in node && 'recordedLine' in node ? (node as Line) : undefined;
}

/** A typical one of what the row counts. */
function addressOf(row: Row): string {
  return 'address' in row ? (row.typical ?? row.address) : row.example;
}

/** Why is this alive: of a line all that was made there, or else of a typical one. */
export async function explain(row: Row | undefined): Promise<void> {
  if (row?.path !== undefined && row.line > 0) {
    await vscode.commands.executeCommand('perlheap.why', { file: row.path, line: row.line });
  } else {
    await identify(row);
  }
}

export async function identify(row: Row | undefined): Promise<void> {
  if (row !== undefined) {
    await vscode.commands.executeCommand('perlheap.identify', { address: addressOf(row) });
  }
}

/** Changes the text as the cure says, where it is mechanical; what is advice is said. */
export async function applyCure(ctx: Ctx, row: Row | undefined): Promise<void> {
  if (row === undefined) {
    return;
  }
  if (row.path === undefined || row.line < 1) {
    throw new Error(row.noFile ?? vscode.l10n.t('No file is known for it.'));
  }
  const cures = await ctx.cures(vscode.Uri.file(row.path), row.line);
  const chosen = cures.length > 1 ? await pick(cures) : cures[0];
  if (chosen?.edit !== undefined) {
    await openLine(row);
    if (!(await vscode.workspace.applyEdit(chosen.edit))) {
      throw new Error(vscode.l10n.t('The editor did not accept the change of the text.'));
    }
    void vscode.window.setStatusBarMessage(chosen.title, 5_000);
  } else if (cures.length === 0) {
    const advice = vscode.l10n.t('No change of the text cures this by itself.');
    void vscode.window.showInformationMessage('fix' in row ? `${advice} ${row.fix}` : advice);
  }
}

async function pick(cures: vscode.CodeAction[]): Promise<vscode.CodeAction | undefined> {
  const items = cures.map((action) => ({ label: action.title, action }));
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Apply a cure') }))?.action;
}
