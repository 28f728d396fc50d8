// Tells of sources that were not found, and lets a person choose the folder that has them.

import * as vscode from 'vscode';
import { config } from './config';
import type { Ctx } from './ctx';
import { register, stringOf } from './register';

export function registerMapSources(ctx: Ctx): vscode.Disposable[] {
  return [
    ...register(ctx, { 'perlheap.mapSources': (argument) => mapSources(ctx, argument) }),
    ctx.onDidMissSources(async (text) => {
      const map = vscode.l10n.t('Map Here…');
      if ((await vscode.window.showInformationMessage(text, map)) === map) {
        await vscode.commands.executeCommand('perlheap.mapSources');
      }
    }),
  ];
}

async function mapSources(ctx: Ctx, argument: unknown): Promise<void> {
  const folder = stringOf(argument, 'folder') ?? (await pickFolder());
  if (folder === undefined) {
    return;
  }
  const { mappings, text } = await ctx.execute('perlheap.mapSources', { folder });
  await config.addPathMappings(mappings);
  void vscode.window.showInformationMessage(text);
}

async function pickFolder(): Promise<string | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Choose the folder that has the sources'),
      openLabel: vscode.l10n.t('Map Here'),
      canSelectFiles: false,
      canSelectFolders: true,
      canSelectMany: false,
      ...(folder === undefined ? {} : { defaultUri: folder }),
    })) ?? [];
  return uri?.fsPath;
}
