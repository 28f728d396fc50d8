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
  const fill = async (query: string): Promise<void> => {
    asked?.cancel();
    const source = new vscode.CancellationTokenSource();
    asked = source;
    pick.busy = true;
    try {
      const { names } = await ctx.execute('perlheap.names', { query }, source.token);
      if (asked === source) {
        pick.items = names.map(({ name, detail, address }) => ({ label: name, description: detail, address, alwaysShow: true }));
      }
    } catch (error) {
      if (asked === source) {
        pick.items = isAddress(query.trim()) ? [{ label: query.trim(), address: query.trim(), alwaysShow: true }] : [];
        pick.title = `${title} · ${error instanceof Error ? error.message : String(error)}`;
      }
    } finally {
      if (asked === source) {
        pick.busy = false;
      }
      source.dispose();
    }
  };
  try {
    return await new Promise((resolve) => {
      pick.onDidChangeValue(fill);
      pick.onDidAccept(() => {
        const chosen = pick.activeItems[0]?.address;
        if (chosen !== undefined) {
          resolve(chosen);
        }
      });
      pick.onDidHide(() => {
        resolve(undefined);
      });
      pick.show();
      void fill(pick.value);
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
