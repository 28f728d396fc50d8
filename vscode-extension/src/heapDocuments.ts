// Heap documents: the answers of identify, show and why as read-only text whose
// addresses and source lines can be clicked.

import * as vscode from 'vscode';
import { messageOf, type Ctx } from './ctx';
import { findLinks, isAddress, type HeapLink } from './links';
import type { WhyParams } from './lsp_ext';

export const scheme = 'perlheap';
const language = 'perlheap';

/** What a heap document tells of its SV. */
export type Kind = 'identify' | 'show';

/** A link with the SV that is asked when it is followed. */
class HeapDocumentLink extends vscode.DocumentLink {
  constructor(
    range: vscode.Range,
    readonly link: HeapLink,
  ) {
    super(range);
  }
}

export class HeapDocuments
  implements
    vscode.TextDocumentContentProvider,
    vscode.DocumentLinkProvider<HeapDocumentLink>,
    vscode.CodeLensProvider,
    vscode.Disposable
{
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  // Text by URI, kept while its document is open: a dump that is loaded later
  // must not change what a person is reading.
  private readonly texts = new Map<string, string>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(private readonly ctx: Ctx) {
    this.subscriptions = [
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.languages.registerDocumentLinkProvider({ scheme }, this),
      vscode.languages.registerCodeLensProvider({ scheme }, this),
      vscode.workspace.onDidOpenTextDocument((document) => {
        if (document.uri.scheme === scheme && document.languageId !== language) {
          void vscode.languages.setTextDocumentLanguage(document, language);
        }
      }),
      vscode.workspace.onDidCloseTextDocument((document) => {
        // The event is told of a change of language too.
        if (document.isClosed) {
          this.texts.delete(document.uri.toString());
        }
      }),
    ];
  }

  /** Asks the server, then shows its answer. Rejects if the address is not in the heap. */
  async open(kind: Kind, address: string, token?: vscode.CancellationToken): Promise<void> {
    await this.show(uriOf(kind, address), await this.ask(kind, address, token));
  }

  /** The same for what keeps alive all that was made on a line. */
  async openWhy(line: WhyParams, token?: vscode.CancellationToken): Promise<void> {
    const uri = uriOfWhy(line);
    await this.show(uri, (await this.ctx.execute('perlheap.why', line, token)).text);
  }

  async provideTextDocumentContent(uri: vscode.Uri, token: vscode.CancellationToken): Promise<string> {
    const known = this.texts.get(uri.toString());
    if (known !== undefined) {
      return known;
    }
    // A document that was closed and is gone back to.
    const parts = partsOf(uri);
    const line = whyOf(uri);
    if (parts === undefined && line === undefined) {
      return vscode.l10n.t('{0} names no SV of a heap.', uri.path);
    }
    try {
      const text =
        line !== undefined
          ? (await this.ctx.execute('perlheap.why', line, token)).text
          : parts !== undefined
            ? await this.ask(parts.kind, parts.address, token)
            : '';
      this.texts.set(uri.toString(), text);
      return text;
    } catch (error) {
      return messageOf(error);
    }
  }

  provideDocumentLinks(document: vscode.TextDocument): HeapDocumentLink[] {
    const self = partsOf(document.uri);
    return findLinks(document.getText())
      .map((link) => {
        const range = new vscode.Range(document.positionAt(link.start), document.positionAt(link.end));
        const result = new HeapDocumentLink(range, link);
        result.tooltip = link.kind === 'address' ? vscode.l10n.t('Show this SV') : vscode.l10n.t('Open this line');
        return result;
      })
      .filter(({ link }) => !(link.kind === 'address' && self?.kind === 'show' && sameAddress(link, self.address)));
  }

  resolveDocumentLink(documentLink: HeapDocumentLink): HeapDocumentLink {
    const { kind, address } = documentLink.link;
    documentLink.target = commandUri(kind === 'address' ? 'perlheap.show' : 'perlheap.locate', address);
    return documentLink;
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const parts = partsOf(document.uri);
    if (parts === undefined) {
      return [];
    }
    const top = new vscode.Range(0, 0, 0, 0);
    const args = [{ address: parts.address }];
    const other =
      parts.kind === 'identify'
        ? { title: vscode.l10n.t('Show this SV'), command: 'perlheap.show', arguments: args }
        : { title: vscode.l10n.t('Identify: what holds it'), command: 'perlheap.identify', arguments: args };
    const source = { title: vscode.l10n.t('Go to its source'), command: 'perlheap.locate', arguments: args };
    return [new vscode.CodeLens(top, other), new vscode.CodeLens(top, source)];
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions, this.changed).dispose();
  }

  private async show(uri: vscode.Uri, text: string): Promise<void> {
    this.texts.set(uri.toString(), text);
    this.changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { viewColumn: this.column(), preview: true });
  }

  private async ask(kind: Kind, address: string, token?: vscode.CancellationToken): Promise<string> {
    return (await this.ctx.execute(`perlheap.${kind}`, { address }, token)).text;
  }

  /** Beside the source, or in place of the heap document that is read. */
  private column(): vscode.ViewColumn {
    const active = vscode.window.activeTextEditor;
    if (active === undefined || active.document.uri.scheme === scheme) {
      return vscode.ViewColumn.Active;
    }
    const shown = vscode.window.visibleTextEditors.find(({ document }) => document.uri.scheme === scheme);
    return shown?.viewColumn ?? vscode.ViewColumn.Beside;
  }
}

function uriOf(kind: Kind, address: string): vscode.Uri {
  return vscode.Uri.from({ scheme, path: `/${kind} ${address.toLowerCase()}` });
}

function partsOf(uri: vscode.Uri): { kind: Kind; address: string } | undefined {
  const [, kind, address] = /^\/(identify|show) (\S+)$/.exec(uri.path) ?? [];
  if ((kind === 'identify' || kind === 'show') && isAddress(address)) {
    return { kind, address };
  }
  return undefined;
}

/** `why Foo.pm line 12`, with the whole of the file in the query. */
function uriOfWhy({ file, line }: WhyParams): vscode.Uri {
  const name = decodeURIComponent(file.replace(/^.*[/\\]/, ''));
  return vscode.Uri.from({ scheme, path: `/why ${name} line ${line}`, query: JSON.stringify({ file, line }) });
}

function whyOf(uri: vscode.Uri): WhyParams | undefined {
  if (!uri.path.startsWith('/why ')) {
    return undefined;
  }
  try {
    return whyParams(JSON.parse(uri.query));
  } catch {
    return undefined;
  }
}

/** A file and line, if that is what it is. */
export function whyParams(value: unknown): WhyParams | undefined {
  const { file, line } = (value ?? {}) as Record<string, unknown>;
  return typeof file === 'string' && typeof line === 'number' && Number.isInteger(line) && line > 0
    ? { file, line }
    : undefined;
}

function sameAddress(link: HeapLink, address: string): boolean {
  return link.address.toLowerCase() === address.toLowerCase();
}

/** A link that runs one of our commands; the address was matched as one. */
function commandUri(command: string, address: string): vscode.Uri {
  if (!isAddress(address)) {
    throw new Error(`${command}: not an address`);
  }
  return vscode.Uri.parse(`command:${command}?${encodeURIComponent(JSON.stringify([{ address }]))}`);
}
