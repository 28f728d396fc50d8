// Takes a heap dump of a perl process that is running: picks it, and says how it went.

import * as vscode from 'vscode';
import { ResponseError } from 'vscode-languageclient/node';
import { messageOf, type Ctx } from './ctx';
import { isCancellation, numberOf } from './register';
import { beginning } from './svText';
import type { RunningProcess } from './wire';

/** What leaves room for the PID in a row. */
const longestName = 50;

interface Item extends vscode.QuickPickItem {
  process?: RunningProcess;
}

/** Of the process that is named, or that a person picks. The server shows how far it is, and the dump. */
export async function takeDump(ctx: Ctx, argument: unknown): Promise<void> {
  const pid = numberOf(argument, 'pid') ?? (await pickProcess(ctx));
  if (pid === undefined) {
    return;
  }
  const { text, loaded, earlier } = await ctx.execute('perlheap.capture', { pid });
  const grew = vscode.l10n.t('Show What Grew');
  const again = vscode.l10n.t('Take Another');
  const answer = await vscode.window.showInformationMessage(text, ...(loaded === undefined || earlier === undefined ? [] : [grew]), again);
  if (answer === again) {
    await vscode.commands.executeCommand('perlheap.takeDump', { pid });
  } else if (answer === grew) {
    await vscode.commands.executeCommand('perlheap.hotLines.byGrowth');
    await vscode.commands.executeCommand('perlheap.hotLines.focus');
  }
}

async function pickProcess(ctx: Ctx): Promise<number | undefined> {
  const processes = await list(ctx);
  if (processes === undefined) {
    return undefined;
  }
  const pick = vscode.window.createQuickPick<Item>();
  try {
    pick.title = vscode.l10n.t('Take a heap dump of a running perl');
    pick.placeholder = vscode.l10n.t('It is stopped for the moment of a copy, and runs on');
    pick.matchOnDescription = true;
    pick.matchOnDetail = true;
    pick.buttons = [{ iconPath: new vscode.ThemeIcon('refresh'), tooltip: vscode.l10n.t('Refresh') }];
    pick.items = itemsOf(processes);
    return await new Promise<number | undefined>((resolve) => {
      pick.onDidTriggerButton(async () => {
        pick.busy = true;
        try {
          const now = await list(ctx);
          if (now !== undefined) {
            pick.items = itemsOf(now);
          }
        } catch (error) {
          ctx.log.debug(messageOf(error)); // what is listed stays
        } finally {
          pick.busy = false;
        }
      });
      pick.onDidAccept(() => {
        const process = pick.selectedItems[0]?.process;
        if (process !== undefined && process.reason === undefined) {
          resolve(process.pid);
        }
      });
      pick.onDidHide(() => {
        resolve(undefined);
      });
      pick.show();
    });
  } finally {
    pick.dispose();
  }
}

/** The perls that are running; undefined when why not was told. */
async function list(ctx: Ctx): Promise<RunningProcess[] | undefined> {
  try {
    const { processes } = await ctx.execute('perlheap.ps', {});
    return processes;
  } catch (error) {
    if (!(error instanceof ResponseError) || isCancellation(error)) {
      throw error;
    }
    const how = vscode.l10n.t('How to Get a Dump');
    void vscode.window.showErrorMessage(error.message, how).then((answer) => {
      if (answer === how) {
        void vscode.commands.executeCommand('perlheap.openWalkthrough');
      }
    });
    return undefined;
  }
}

/** Children below their parents; last what cannot be picked, with the reason. */
function itemsOf(processes: RunningProcess[]): Item[] {
  const item = (process: RunningProcess): Item => ({
    label: `${'\u2003'.repeat(process.depth)}$(${process.reason === undefined ? 'terminal' : 'circle-slash'}) ${beginning(plain(process.name), longestName)}`,
    description: process.text,
    ...(process.reason === undefined ? {} : { detail: plain(process.reason) }),
    process,
  });
  const able = processes.filter(({ reason }) => reason === undefined).map(item);
  const unable = processes.filter(({ reason }) => reason !== undefined).map(item);
  if (able.length === 0) {
    able.push({ label: vscode.l10n.t('No perl is running that can be captured.') });
  }
  return unable.length === 0 ? able : [...able, { label: vscode.l10n.t('cannot be captured'), kind: vscode.QuickPickItemKind.Separator }, ...unable];
}

/** A program chooses its own name: no icon may come of it. */
function plain(text: string): string {
  return text.replaceAll('$(', '$\u200b(');
}
