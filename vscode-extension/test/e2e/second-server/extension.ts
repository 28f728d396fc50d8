// A client of Perl::LanguageServer as Perl programmers have one, and no more.

import { workspace, type ExtensionContext } from 'vscode';
import { DidChangeConfigurationNotification, LanguageClient } from 'vscode-languageclient/node';

export async function activate(context: ExtensionContext): Promise<void> {
  const client = new LanguageClient(
    'perlls',
    'Perl::LanguageServer',
    { command: 'perl', args: ['-MPerl::LanguageServer', '-e', 'Perl::LanguageServer::run'] },
    { documentSelector: [{ scheme: 'file', language: 'perl' }] },
  );
  context.subscriptions.push(client);
  await client.start();
  const folder = workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  // It begins to check syntax when it is told its settings.
  await client.sendNotification(DidChangeConfigurationNotification.type, {
    settings: { perl: { perlCmd: 'perl', perlInc: [`${folder}/lib`], fileFilter: ['.pm', '.pl'], ignoreDirs: ['.git'] } },
  });
}
