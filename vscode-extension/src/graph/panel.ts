// The panel of the identify graph.

import * as vscode from 'vscode';
import type { Ctx } from '../ctx';
import { graphView, lookColumn } from '../heapDocuments';
import { isAddress, whyParams } from '../parameters';
import { suspectOf } from '../views/suspects';
import { attempt, numberOf, register, stringOf } from '../register';
import { texts } from '../overview/editor';
import { pageHtml, pageOptions } from '../webview/host';
import { parseToHost, type GraphSource, type ToPage } from '../webview/protocol';

type GraphMessage = Extract<ToPage, { type: 'graph' }>;

/** Registers "Show Graph". One panel shows one graph after the other. */
export function registerGraph(ctx: Ctx, extension: vscode.Uri): { dispose(): void }[] {
  const graph = new GraphPanel(ctx, extension);
  return [
    graph,
    ...register(ctx, {
      'perlheap.showGraph': async (given) => {
        const argument = suspectOf(given) ?? given;
        const address = stringOf(argument, 'address') ?? stringOf(argument, 'example');
        const path = stringOf(argument, 'path');
        const line =
          whyParams(argument) ??
          (path === undefined ? undefined : { file: path, line: numberOf(argument, 'line') ?? 1 }) ??
          lineAtCursor();
        if (isAddress(address) && (path === undefined || (numberOf(argument, 'line') ?? 1) < 1)) {
          const { title, text, tree } = await ctx.execute('perlheap.identify', { address });
          graph.show(title, { kind: 'chain', chain: tree, captured: [] }, text);
        } else if (line !== undefined) {
          const { title, what, text, tree, example, cut } = await ctx.execute('perlheap.why', line);
          const source: GraphSource =
            example !== null && (tree === null || tree.entries.length === 0)
              ? { kind: 'chain', chain: example, alike: tree?.lost ?? what, captured: cut ?? [] }
              : { kind: 'merged', what, merged: tree ?? { count: 0, unreached: 0, entries: [] } };
          graph.show(title, source, text);
        } else {
          throw new Error(vscode.l10n.t('Open a Perl file and put the cursor on a line.'));
        }
      },
    }),
  ];
}

function lineAtCursor(): { file: string; line: number } | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor?.document.uri.scheme === 'file'
    ? { file: editor.document.uri.toString(), line: editor.selection.active.line + 1 }
    : undefined;
}

class GraphPanel implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private message: GraphMessage | undefined;
  private ready = false;

  constructor(
    private readonly ctx: Ctx,
    private readonly extension: vscode.Uri,
  ) {}

  show(title: string, source: GraphSource, text: string): void {
    this.message = { type: 'graph', title, source, text };
    if (this.panel === undefined) {
      this.open(title);
    } else {
      this.panel.title = title;
      this.panel.reveal(undefined, false);
      this.send();
    }
  }

  dispose(): void {
    this.panel?.dispose();
  }

  private open(title: string): void {
    const panel = vscode.window.createWebviewPanel(graphView, title, lookColumn(), {
      ...pageOptions(this.extension),
      retainContextWhenHidden: true,
    });
    this.panel = panel;
    panel.onDidDispose(() => {
      this.panel = undefined;
      this.ready = false;
    });
    panel.webview.onDidReceiveMessage((message: unknown) => {
      const said = parseToHost(message);
      if (said?.type === 'ready') {
        this.ready = true;
        void panel.webview.postMessage({ type: 'hello', l10n: texts() } satisfies ToPage);
        this.send();
      } else if (said?.type === 'sv') {
        const { action, address } = said;
        const command = action === 'graph' ? 'perlheap.showGraph' : action === 'referrers' ? 'perlheap.referrers.showAll' : `perlheap.${action}`;
        void attempt(this.ctx, command, async () => {
          await vscode.commands.executeCommand(command, { address });
        });
      } else {
        this.ctx.log.warn('a page said what is not of its protocol');
      }
    });
    panel.webview.html = pageHtml(panel.webview, this.extension, 'graph', title);
  }

  private send(): void {
    if (this.ready && this.message !== undefined) {
      void this.panel?.webview.postMessage(this.message);
    }
  }
}
