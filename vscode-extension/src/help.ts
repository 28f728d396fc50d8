// Where to go when something is wrong, and where to begin.

import * as vscode from 'vscode';
import { release } from 'node:os';
import type { Ctx } from './ctx';
import { register } from './register';

const issues = 'https://github.com/perlheap/perlheap/issues/new';

export function registerHelp(ctx: Ctx, extension: vscode.ExtensionContext): { dispose(): void }[] {
  return register(ctx, {
    'perlheap.hide': () => {
      ctx.hide(true);
    },
    'perlheap.unhide': () => {
      ctx.hide(false);
    },
    'perlheap.openWalkthrough': async () => {
      await vscode.commands.executeCommand('workbench.action.openWalkthrough', `${extension.extension.id}#perlheap.firstLeak`, false);
    },
    'perlheap.loadExample': async () => {
      const example = vscode.Uri.joinPath(extension.globalStorageUri, 'example');
      const bundled = vscode.Uri.joinPath(extension.extensionUri, 'out', 'example');
      await vscode.workspace.fs.copy(bundled, example, { overwrite: true });
      await vscode.commands.executeCommand('vscode.openFolder', example, { forceNewWindow: true });
    },
    'perlheap.reportIssue': async () => {
      const body = report(ctx, extension);
      await vscode.env.openExternal(vscode.Uri.parse(`${issues}?body=${encodeURIComponent(body)}`));
    },
  });
}

/** Versions and the state of the server; no path, no name and no value of a dump. */
function report({ status, lastExit }: Ctx, { extension }: vscode.ExtensionContext): string {
  const { version } = extension.packageJSON as { version: string };
  const dump = status.state === 'ready' ? `, ${status.svs ?? 0} SVs${status.truncated === undefined ? '' : ', truncated'}` : '';
  const end = lastExit === undefined ? '' : `, ended by itself: ${lastExit.signal ?? `exit code ${lastExit.code ?? 'unknown'}`}`;
  return `What happened:


What should have happened:


---
perlheap ${version}
${vscode.env.appName} ${vscode.version}${vscode.env.remoteName === undefined ? '' : ` (${vscode.env.remoteName})`}
${process.platform} ${process.arch} ${release()}
server ${status.state}${dump}${end}

Please attach no heap dump: it holds strings of the process, its environment among them.
`;
}
