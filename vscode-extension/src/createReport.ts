// Writes the page about the shown dump that people pass on, and shows it.

import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { Ctx } from './ctx';
import { stringOf } from './register';

/** To the file that is named, or that a person chooses; by default beside the dump. */
export async function createReport(ctx: Ctx, argument: unknown): Promise<void> {
  const { status } = ctx;
  const dump = status.state === 'ready' ? status.path : undefined;
  const beside = dump === undefined ? undefined : join(dirname(dump), `${basename(dump).replace(/\.pmat(\.\w+)?$/, '')}.html`);
  const file = stringOf(argument, 'path') ?? (await pickFile(beside));
  if (file === undefined) {
    return;
  }
  const { path } = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Creating a report'), cancellable: true },
    (_progress, token) => ctx.execute('perlheap.report', { path: file }, token),
  );
  const open = vscode.l10n.t('Open');
  const reveal = vscode.l10n.t('Reveal in Explorer');
  const answer = await vscode.window.showInformationMessage(`${vscode.l10n.t('Report')}: ${path}`, open, reveal);
  if (answer === open) {
    await openPage(path);
  } else if (answer === reveal) {
    await vscode.commands.executeCommand('revealInExplorer', vscode.Uri.file(path));
  }
}

/** In the browser, or, in a remote window, whose browser does not see the file, beside the source. */
async function openPage(path: string): Promise<void> {
  const uri = vscode.Uri.file(path);
  if (vscode.env.remoteName === undefined && (await vscode.env.openExternal(uri))) {
    return;
  }
  const page = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  // The page has a policy of its own, by which nothing is loaded and nothing runs.
  const panel = vscode.window.createWebviewPanel('perlheap.report', basename(path), vscode.ViewColumn.Active, {
    enableScripts: false,
    enableFindWidget: true,
    localResourceRoots: [],
  });
  panel.webview.html = page;
}

async function pickFile(beside: string | undefined): Promise<string | undefined> {
  const uri = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Create a report'),
    filters: { [vscode.l10n.t('Web page')]: ['html'] },
    ...(beside === undefined ? {} : { defaultUri: vscode.Uri.file(beside) }),
  });
  return uri?.fsPath;
}
