// Activates the extension.

import * as vscode from 'vscode';
import { registerCommands } from './commands';
import { config } from './config';
import { Ctx, messageOf } from './ctx';
import { registerGraph } from './graph/panel';
import { HeatMarks } from './heat';
import { Heap } from './heap';
import { registerHeapDocuments } from './heapDocuments';
import { registerHelp } from './help';
import { registerMapSources } from './mapSources';
import { OverviewEditors } from './overview/editor';
import { registerVerifyNotice } from './verifyNotice';
import { openSource } from './source';
import { registerViews } from './views/views';

let ctx: Ctx | undefined;

export async function activate(extension: vscode.ExtensionContext): Promise<void> {
  try {
    ctx = new Ctx(extension);
    const heap = new Heap(ctx);
    const views = registerViews(ctx, heap, extension.workspaceState);
    extension.subscriptions.push(
      ctx,
      registerHeapDocuments(openSource),
      heap,
      ...views.disposables,
      registerVerifyNotice(heap, extension.workspaceState),
      new HeatMarks(heap, ctx.hiding, extension.extensionUri),
      ...registerHelp(ctx, extension),
      ...registerGraph(ctx, extension.extensionUri),
      new OverviewEditors(ctx, extension.extensionUri),
      ...registerMapSources(ctx),
      ...registerCommands(ctx, views.referrers),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (config.serverPathChanged(event)) {
          void ctx?.restart();
        }
      }),
      // In a workspace that was not trusted until now, its settings were ignored.
      vscode.workspace.onDidGrantWorkspaceTrust(() => {
        void (config.serverPath === '' ? ctx?.settingsChanged() : ctx?.restart());
      }),
    );
    await ctx.restart();
  } catch (error) {
    void vscode.window.showErrorMessage(vscode.l10n.t('Perl Heap cannot start. {0}', messageOf(error)));
    throw error;
  }
}

export async function deactivate(): Promise<void> {
  await ctx?.stop();
  ctx = undefined;
}
