// Asks for an SV by name or address. The server fills the list as one types.

import * as vscode from 'vscode';
import type { Ctx } from './ctx';
import { scheme } from './heapDocuments';
import { isAddress } from './parameters';

interface Item extends vscode.QuickPickItem {
  address: string;
}

/** The address of the SV that was chosen; undefined if none was. */
export async function askSV(ctx: Ctx, title: string): Promise<string | undefined> {
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = title;
  pick.placeholder = vscode.l10n.t('A variable, class, sub or address, such as %Foo::cache, Foo::Bar or 0x55d0c8a1e2f8');
  pick.value = addressAtCursor() ?? '';
  // What the server lists need not have the letters that were typed, such as an address.
  pick.matchOnDescription = true;
  let asked: vscode.CancellationTokenSource | undefined;
  // What was typed when the list was last filled; undefined while it is of something else.
  let filledFor: string | undefined;
  const fill = async (query: string): Promise<void> => {
    asked?.cancel();
    const source = new vscode.CancellationTokenSource();
    asked = source;
    filledFor = undefined;
    pick.busy = true;
    const list = (items: Item[], note?: string): void => {
      if (asked === source) {
        pick.items = items;
        pick.title = note === undefined ? title : `${title} · ${note}`;
        pick.busy = false;
        filledFor = query;
      }
    };
    try {
      const { names, note } = await ctx.execute('perlheap.names', { query }, source.token);
      list(names.map(({ name, detail, address }) => ({ label: name, description: detail, address, alwaysShow: true })), note);
    } catch (error) {
      const address = query.trim();
      list(
        isAddress(address) ? [{ label: address, address, alwaysShow: true }] : [],
        error instanceof Error ? error.message : String(error),
      );
    } finally {
      source.dispose();
    }
  };
  let filling: Promise<void>;
  /** The chosen SV of the list of what is typed now, which may still be on its way. */
  const chosen = async (): Promise<string | undefined> => {
    while (filledFor !== pick.value) {
      const waited = filling;
      await waited;
      if (waited === filling && filledFor !== pick.value) {
        return undefined;
      }
    }
    // Of a list that was just filled, the editor has not yet told which item is active.
    const active = pick.activeItems.find((item) => pick.items.includes(item)) ?? pick.items[0];
    return active?.address;
  };
  try {
    return await new Promise((resolve) => {
      pick.onDidChangeValue((value) => {
        filling = fill(value);
      });
      pick.onDidAccept(async () => {
        const address = await chosen();
        if (address !== undefined) {
          resolve(address);
        }
      });
      pick.onDidHide(() => {
        resolve(undefined);
      });
      pick.show();
      filling = fill(pick.value);
    });
  } finally {
    asked?.cancel();
    pick.dispose();
  }
}

function addressAtCursor(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.uri.scheme !== scheme) {
    return undefined;
  }
  const range = editor.document.getWordRangeAtPosition(editor.selection.active, /\b0x[0-9a-f]+\b/i);
  const text = range && editor.document.getText(range);
  return isAddress(text) ? text : undefined;
}
