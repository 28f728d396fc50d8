// Where to go when something is wrong, and where to begin.

import * as vscode from 'vscode';
import { release } from 'node:os';
import type { Ctx } from './ctx';
import { register } from './register';

const issues = 'https://github.com/perlheap/perlheap/issues/new';

// What names a kind of remote and not somebody's host.
const remotes = ['ssh-remote', 'wsl', 'dev-container', 'attached-container', 'codespaces', 'tunnel'];

export function registerHelp(ctx: Ctx, extension: vscode.ExtensionContext): { dispose(): void }[] {
  const example = vscode.Uri.joinPath(extension.globalStorageUri, 'example');
  if (vscode.workspace.workspaceFolders?.[0]?.uri.toString() === example.toString() && vscode.window.visibleTextEditors.length === 0) {
    const ready = ctx.onDidChangeStatus(({ state }) => {
      if (state === 'ready') {
        ready.dispose();
        void begin(example);
      }
    });
  }
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

/**
 * The window of the example: the code that it is about, and what is suspected of
 * it. Only when the dump is loaded: lenses that VS Code asks for while it starts
 * take so long that it is slow to ask for those that come later.
 */
async function begin(example: vscode.Uri): Promise<void> {
  await vscode.window.showTextDocument(vscode.Uri.joinPath(example, 'lib', 'Helpers.pm'));
  await vscode.commands.executeCommand('perlheap.suspects.focus');
}

/** Versions and the state of the server; no path, no name, no host and nothing of a dump. */
function report({ status, lastExit }: Ctx, { extension }: vscode.ExtensionContext): string {
  const { version } = extension.packageJSON as { version: string };
  const { remoteName } = vscode.env;
  const remote = remoteName === undefined ? '' : ` (${remotes.includes(remoteName) ? remoteName : 'remote'})`;
  const dump = status.state === 'ready' && status.truncated !== undefined ? ', dump truncated' : '';
  const end = lastExit === undefined ? '' : `, ended unexpectedly: ${lastExit.signal ?? `exit code ${lastExit.code ?? 'unknown'}`}`;
  return `What happened:


What should have happened:


---
perlheap ${version}
${vscode.env.appName} ${vscode.version}${remote}
${process.platform} ${process.arch} ${release()}
server ${status.state}${dump}${end}

Please attach no heap dump: it holds strings of the process, its environment among them.
`;
}
