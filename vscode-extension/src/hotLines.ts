// "Show Hot Lines": the lines that most of the heap was made by, ranked by the
// server, as a list to jump from.

import * as vscode from 'vscode';
import { messageOf, type Ctx } from './ctx';
import type { Line as HotLine } from './wire';
import { openSource } from './source';
import { group } from './numbers';
import { whereOf } from './svText';

// A page is more than people read; the last entry gets the next one.
const pageSize = 200;

type Item = (vscode.QuickPickItem & { hotLine: HotLine }) | (vscode.QuickPickItem & { hotLine?: undefined });

export async function showHotLines(ctx: Ctx): Promise<void> {
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = vscode.l10n.t('Hot lines: what is alive, by the line that made it');
  pick.placeholder = vscode.l10n.t('Choose a line to open it');
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  const identify: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('type-hierarchy-super'),
    tooltip: vscode.l10n.t('Identify: what holds a typical one'),
  };
  const lines: HotLine[] = [];

  const nextPage = async (): Promise<void> => {
    pick.busy = true;
    try {
      const page = await ctx.execute('perlheap.lines', { limit: pageSize, offset: lines.length });
      lines.push(...page.lines);
      const items: Item[] = lines.map((hotLine) => {
        const doubt = doubtOf(hotLine);
        return {
          hotLine,
          label: whereOf(hotLine),
          description: hotLine.text ?? '',
          ...(doubt === undefined ? {} : { detail: doubt }),
          buttons: [identify],
        };
      });
      if (lines.length < page.total && page.lines.length > 0) {
        items.push({
          label: vscode.l10n.t('More…'),
          description: `${group(lines.length)} / ${group(page.total)}`,
          alwaysShow: true,
        });
      }
      pick.items = items;
      if (lines.length === 0) {
        pick.placeholder = vscode.l10n.t('Nothing is alive in this heap.');
      }
    } finally {
      pick.busy = false;
    }
  };
  const orShow = (promise: Promise<void>): void => {
    promise.catch((error: unknown) => {
      ctx.log.error(messageOf(error));
      void vscode.window.showErrorMessage(messageOf(error));
    });
  };

  pick.onDidAccept(() => {
    const [item] = pick.activeItems;
    if (item === undefined) {
      return;
    }
    if (item.hotLine === undefined) {
      orShow(nextPage());
      return;
    }
    pick.hide();
    orShow(openLine(item.hotLine));
  });
  pick.onDidTriggerItemButton(({ item }) => {
    if (item.hotLine !== undefined) {
      pick.hide();
      orShow(openChain(ctx, item.hotLine.example));
    }
  });
  pick.onDidHide(() => {
    pick.dispose();
  });
  pick.show();
  try {
    await nextPage();
  } catch (error) {
    pick.hide();
    throw error;
  }
}

/** Why a line cannot be opened, or may be the wrong one. */
export function doubtOf(line: HotLine): string | undefined {
  return line.doubt ?? line.noFile;
}

export async function openLine(line: Pick<HotLine, 'path' | 'line' | 'noFile'>): Promise<void> {
  if (line.path === undefined) {
    throw new Error(line.noFile ?? vscode.l10n.t('No file is known for it.'));
  }
  const at = new vscode.Position(Math.max(line.line - 1, 0), 0);
  await openSource(vscode.Uri.file(line.path), new vscode.Range(at, at));
}

/** Opens what holds an SV; the server shows it. */
async function openChain(ctx: Ctx, address: string): Promise<void> {
  await ctx.execute('perlheap.open', { kind: 'identify', address });
}
