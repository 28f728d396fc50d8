// Choosing the dump that growth is counted from.

import { basename } from 'node:path';
import * as vscode from 'vscode';
import { ResponseError } from 'vscode-languageclient/node';
import type { Ctx } from '../ctx';
import type { Heap } from '../heap';

/**
 * Counts growth from the dump at path, or from the oldest of the process. A
 * dump that seems to be of another process is taken only when a person says so.
 */
export async function setBaseline(ctx: Ctx, heap: Heap, path: string | undefined): Promise<void> {
  const dump = path ?? null;
  try {
    await ctx.execute('perlheap.setBaseline', { dump });
  } catch (error) {
    if (dump === null || !(error instanceof ResponseError)) {
      throw error;
    }
    const force = vscode.l10n.t('Compare Anyway');
    if ((await vscode.window.showWarningMessage(error.message, { modal: true }, force)) !== force) {
      return;
    }
    await ctx.execute('perlheap.setBaseline', { dump, force: true });
  }
  heap.refresh();
}

/** Makes a dump the baseline and shows the lines by what they have grown since. */
export async function compare(ctx: Ctx, heap: Heap, path: string | undefined): Promise<void> {
  const chosen = path ?? (await pick(heap));
  if (chosen === undefined) {
    return;
  }
  await setBaseline(ctx, heap, chosen);
  await vscode.commands.executeCommand('perlheap.hotLines.byGrowth');
  await vscode.commands.executeCommand('perlheap.hotLines.focus');
}

async function pick({ dumps }: Heap): Promise<string | undefined> {
  const items = dumps
    .filter(({ state }) => state !== 'shown' && state !== 'failed')
    .map(({ path, time }) => ({ label: basename(path), description: new Date(time).toLocaleString(), detail: path }));
  if (items.length === 0) {
    throw new Error(vscode.l10n.t('There is no other dump to compare with: load one, or let the setting perlheap.dumps match it.'));
  }
  const choice = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Compare the shown dump with an earlier one') });
  return choice?.detail;
}
