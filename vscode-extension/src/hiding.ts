// Hides everything that stands in the text, and brings it back.

import * as vscode from 'vscode';
import {
  CodeLensRequest,
  DocumentDiagnosticRequest,
  InlayHintRequest,
  type LanguageClient,
  type Middleware,
  vsdiag,
} from 'vscode-languageclient/node';

import { withLinks } from './heapDocuments';

/** The report of a file without problems. It names no result: the next is asked for whole. */
const none: vsdiag.FullDocumentDiagnosticReport = { kind: vsdiag.DocumentDiagnosticReportKind.full, items: [] };

export class Hiding implements vscode.Disposable {
  private on = false;
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  /** What the server has published, by file: it says so once only. */
  private readonly published = new Map<string, vscode.Diagnostic[]>();

  get hidden(): boolean {
    return this.on;
  }

  /** What a client must ask before it shows anything. */
  readonly middleware: Middleware = {
    provideCodeLenses: (document, token, next) => (this.on ? [] : next(document, token)),
    provideInlayHints: (document, range, token, next) => (this.on ? [] : next(document, range, token)),
    provideHover: async (document, position, token, next) => {
      const hover = this.on ? undefined : await next(document, position, token);
      return hover && withLinks(hover, document, position);
    },
    handleDiagnostics: (uri, diagnostics, next) => {
      this.published.set(uri.toString(), diagnostics);
      next(uri, this.on ? [] : diagnostics);
    },
    provideDiagnostics: (document, previous, token, next) => (this.on ? none : next(document, previous, token)),
    provideWorkspaceDiagnostics: (previous, token, report, next) => {
      // Without what came before, the server names every file that has problems.
      return next(this.on ? [] : previous, token, (chunk) => {
        report(this.on && chunk !== null ? { items: chunk.items.map(({ uri, version }) => ({ ...none, uri, version })) } : chunk);
      });
    },
  };

  set(hidden: boolean, client: LanguageClient | undefined): void {
    this.on = hidden;
    void vscode.commands.executeCommand('setContext', 'perlheap.hidden', hidden);
    for (const [uri, diagnostics] of this.published) {
      client?.diagnostics?.set(vscode.Uri.parse(uri), hidden ? [] : diagnostics);
    }
    for (const document of vscode.workspace.textDocuments) {
      client?.getFeature(CodeLensRequest.method).getProvider(document)?.onDidChangeCodeLensEmitter.fire();
      client?.getFeature(InlayHintRequest.method).getProvider(document)?.onDidChangeInlayHints.fire();
      client?.getFeature(DocumentDiagnosticRequest.method).getProvider(document)?.onDidChangeDiagnosticsEmitter.fire();
    }
    this.changed.fire();
  }

  /** Of a server that is gone nothing is brought back. */
  forget(): void {
    this.published.clear();
  }

  dispose(): void {
    this.changed.dispose();
  }
}
