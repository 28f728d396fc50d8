// Choosing the dump that growth is counted from.

import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { Ctx } from '../ctx';
import type { Heap } from '../heap';
import type { KnownDump } from '../wire';

/** Counts growth from the dump at path, or from the oldest of the process. */
export async function setBaseline(ctx: Ctx, heap: Heap, path: string | undefined): Promise<void> {
  await countFrom(ctx, path ?? null);
  heap.refresh();
}

/**
 * Makes the shown dump be compared with the one at path, null for the oldest of its
 * process. SVs of two processes cannot be told apart: then what is alive in both is
 * counted, and its histogram is opened. Returns which of them it is.
 */
export async function countFrom(ctx: Ctx, dump: string | null): Promise<'grown' | 'alive'> {
  const isOther = async (): Promise<boolean> => (await ctx.execute('perlheap.dumps', {})).dumps.some(({ path, state }) => path === dump && state === 'other');
  if (!(await isOther())) {
    try {
      await ctx.execute('perlheap.setBaseline', { dump });
      return 'grown';
    } catch (error) {
      // One that nobody had read until now may be of another process as well.
      if (!(await isOther())) {
        throw error;
      }
    }
  }
  await ctx.execute('perlheap.setBaseline', { dump, force: true });
  await ctx.execute('perlheap.histogram', { limit: 1 }); // waits until both are counted
  await ctx.execute('perlheap.open', { kind: 'histogram' });
  return 'alive';
}

/**
 * Compares two dumps: shows the later one, with its lines by what they have grown
 * since the earlier one, or, if they are of two processes, the histogram of both.
 * Without a path both are asked for; with one, it is compared with the shown dump.
 */
export async function compare(ctx: Ctx, heap: Heap, path: string | undefined): Promise<void> {
  const { dumps } = await ctx.execute('perlheap.dumps', {});
  const readable = dumps.filter(({ state }) => state !== 'failed');
  if (readable.length < 2) {
    await offerAnother(
      readable.length === 0
        ? vscode.l10n.t('Two dumps are needed to compare: take one now and one when the process has grown, or load them.')
        : vscode.l10n.t('Only one dump is known, and two are needed to compare: take another when the process has grown, or load one.'),
    );
    return;
  }
  const shown = readable.find(({ state }) => state === 'shown');
  const one = path ?? (await pick(readable, vscode.l10n.t('Compare a dump (1/2)')));
  const other =
    path !== undefined && shown !== undefined && path !== shown.path
      ? shown.path
      : one && (await pick(readable.filter((dump) => dump.path !== one), vscode.l10n.t('with another one (2/2)')));
  if (one === undefined || other === undefined) {
    return;
  }
  // Oldest first.
  const [earlier, later] = readable.filter((dump) => dump.path === one || dump.path === other);
  if (earlier === undefined || later === undefined) {
    return;
  }
  if (later.state !== 'shown') {
    await ctx.execute('perlheap.loadDump', { path: later.path });
  }
  const how = await countFrom(ctx, earlier.path);
  heap.refresh();
  if (how === 'grown') {
    await vscode.commands.executeCommand('perlheap.hotLines.byGrowth');
    await vscode.commands.executeCommand('perlheap.hotLines.focus');
  }
}

/** Says what is missing to compare, with ways to get it. */
export async function offerAnother(missing: string): Promise<void> {
  const take = vscode.l10n.t('Take Heap Dump…');
  const load = vscode.l10n.t('Load Dump…');
  const choice = await vscode.window.showInformationMessage(missing, take, load);
  if (choice !== undefined) {
    await vscode.commands.executeCommand(choice === take ? 'perlheap.takeDump' : 'perlheap.loadDump');
  }
}

async function pick(dumps: KnownDump[], title: string): Promise<string | undefined> {
  const items = dumps.map(({ path, time, state }) => ({
    label: `${state === 'shown' ? '$(eye) ' : ''}${basename(path)}`,
    description: new Date(time).toLocaleString(),
    detail: path,
  }));
  return (await vscode.window.showQuickPick(items, { title, matchOnDetail: true }))?.detail;
}
