// Opens a .pmat: a custom editor that shows what the server says of it.

import * as vscode from 'vscode';
import { messageOf, type Ctx } from '../ctx';
import { openLine } from '../hotLines';
import type { Found, Page, ServerCommands } from '../wire';
import { attempt, isCancellation } from '../register';
import { pageHtml, pageOptions } from '../webview/host';
import { parseToHost, type Measure, type OverviewParts, type Part, type Place, type PlaceList, type Sort, type ToHost, type ToPage } from '../webview/protocol';

export const viewType = 'perlheap.overview';

const largestCount = 200;
const lineCount = 1_000;
// Milliseconds: the server says several things in a row, and people type on.
const settle = 150;
const settleAfterEdit = 1_000;

export class OverviewEditors implements vscode.CustomReadonlyEditorProvider, vscode.Disposable {
  private readonly registration: vscode.Disposable;

  constructor(
    private readonly ctx: Ctx,
    private readonly extension: vscode.Uri,
  ) {
    this.registration = vscode.window.registerCustomEditorProvider(viewType, this, {
      webviewOptions: { retainContextWhenHidden: true, enableFindWidget: true },
      supportsMultipleEditorsPerDocument: false,
    });
  }

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => undefined };
  }

  resolveCustomEditor(document: vscode.CustomDocument, panel: vscode.WebviewPanel): void {
    panel.webview.options = pageOptions(this.extension);
    const overview = new Overview(this.ctx, document.uri.fsPath, panel.webview);
    panel.onDidDispose(() => {
      overview.dispose();
    });
    panel.webview.html = pageHtml(panel.webview, this.extension, 'overview', vscode.l10n.t('Overview of a heap dump'));
  }

  dispose(): void {
    this.registration.dispose();
  }
}

/** One overview: its dump, what of it is known, and its page. */
class Overview implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable[];
  private source = new vscode.CancellationTokenSource();
  private readonly known: Partial<OverviewParts> = {};
  private measure: Measure = 'own';
  private sort: Sort = 'bytes';
  private address: string | undefined;
  private asked = false;
  private timer: NodeJS.Timeout | undefined;
  // How often each part was asked for: an answer to an earlier question is out of date.
  private readonly questions = new Map<Part, number>();
  private alive = false;

  constructor(
    private readonly ctx: Ctx,
    private readonly path: string,
    private readonly webview: vscode.Webview,
  ) {
    this.subscriptions = [
      webview.onDidReceiveMessage((message: unknown) => {
        const said = parseToHost(message);
        if (said === undefined) {
          ctx.log.warn('a page said what is not of its protocol');
          return;
        }
        void attempt(ctx, `overview ${said.type}`, () => this.handle(said));
      }),
      ctx.onDidChangeStatus(() => {
        this.update();
      }),
      ctx.onDidChangeHeap(() => {
        this.follow(settle);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (document.languageId === 'perl' && contentChanges.length > 0) {
          this.follow(settleAfterEdit);
        }
      }),
    ];
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.source.cancel();
    vscode.Disposable.from(...this.subscriptions, this.source).dispose();
  }

  private async handle(said: ToHost): Promise<void> {
    switch (said.type) {
      case 'ready':
        this.alive = true;
        this.post({ type: 'hello', l10n: texts() });
        await this.begin();
        return;
      case 'reload':
        await this.load();
        return;
      case 'sv':
        await vscode.commands.executeCommand(commandOf[said.action], { address: said.address });
        return;
      case 'open': {
        const place = this.place(said.list, said.index);
        if (place !== undefined) {
          await openLine(place);
        }
        return;
      }
      case 'why':
      case 'draw': {
        const place = this.place(said.list, said.index);
        if (place?.path !== undefined) {
          await vscode.commands.executeCommand(said.type === 'why' ? 'perlheap.why' : 'perlheap.showGraph', { file: place.path, line: place.line });
        }
        return;
      }
      case 'population':
        this.address = said.address;
        this.askPopulation();
        return;
      case 'histogram':
        this.sort = said.sort;
        this.askHistogram();
        return;
      case 'wasteTexts':
        this.ask('waste', 'perlheap.waste', { texts: true });
        return;
      case 'largest':
        this.measure = said.measure;
        this.askLargest();
        return;
      case 'find':
        await this.find(said.id, () => this.ctx.execute('perlheap.find', { filters: said.filters, offset: said.offset, limit: said.limit }, this.source.token));
        return;
      case 'query':
        await this.find(said.id, () => this.ctx.execute('perlheap.query', { query: said.query, offset: said.offset, limit: said.limit }, this.source.token));
        return;
      case 'instances':
        await this.find(said.id, () => this.ctx.execute('perlheap.instances', { name: said.name, offset: said.offset, limit: said.limit }, this.source.token));
    }
  }

  private async begin(): Promise<void> {
    const { status } = this.ctx;
    if (status.state === 'ready' && status.path === this.path) {
      this.update();
      return;
    }
    await this.load();
  }

  private async load(): Promise<void> {
    this.asked = false;
    this.post({ type: 'state', state: 'loading', message: vscode.l10n.t('Reading the dump…') });
    try {
      await this.ctx.execute('perlheap.loadDump', { path: this.path });
    } catch (error) {
      if (!isCancellation(error)) {
        this.ctx.log.error(messageOf(error));
      }
      this.post({ type: 'state', state: 'failed', message: messageOf(error) });
      return;
    }
    this.update();
  }

  /** Follows what the server shows: its answers are about that. */
  private update(): void {
    if (!this.alive) {
      return;
    }
    const { status } = this.ctx;
    switch (status.state) {
      case 'loading':
        if (status.path === this.path) {
          this.asked = false;
          this.post({ type: 'state', state: 'loading', message: status.text });
        }
        return;
      case 'ready':
        if (status.path !== this.path) {
          this.other(vscode.l10n.t('Another dump is shown now.'));
          return;
        }
        this.post({ type: 'state', state: 'ready', message: status.phase ?? status.truncated?.message ?? '' });
        if (!this.asked) {
          this.asked = true;
          this.askAll();
        }
        return;
      case 'none':
        this.other(vscode.l10n.t('This dump is no longer loaded.'));
        return;
      case 'failed':
        if (status.path === this.path) {
          this.post({ type: 'state', state: 'failed', message: status.message ?? '' });
        }
        return;
      case 'stopped':
        this.other(vscode.l10n.t('The server is not running.'));
        return;
      case 'starting':
        this.asked = false;
    }
  }

  private other(message: string): void {
    this.asked = false;
    this.source.cancel();
    this.post({ type: 'state', state: 'other', message });
  }

  private askAll(): void {
    this.source.cancel();
    this.source.dispose();
    this.source = new vscode.CancellationTokenSource();
    this.ask('summary', 'perlheap.summary', {});
    this.ask('lines', 'perlheap.lines', { limit: lineCount });
    this.askLargest();
    this.askPopulation();
    this.askHistogram();
    this.ask('suspects', 'perlheap.suspects', {});
    this.ask('growth', 'perlheap.growth', {});
    this.ask('waste', 'perlheap.waste', {});
  }

  /** Asks again for what other sources, another baseline and edits change. */
  private follow(after: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (this.asked && this.ctx.status.state === 'ready') {
        this.ask('lines', 'perlheap.lines', { limit: lineCount });
        this.askHistogram();
        this.ask('suspects', 'perlheap.suspects', {});
        this.ask('growth', 'perlheap.growth', {});
      }
    }, after);
  }

  private askPopulation(): void {
    this.ask('population', 'perlheap.population', this.address === undefined ? {} : { address: this.address });
  }

  private askHistogram(): void {
    this.ask('histogram', 'perlheap.histogram', { sort: this.sort });
  }

  private askLargest(): void {
    this.ask('largest', 'perlheap.largest', {
      counts: [largestCount],
      ...(this.measure === 'structure' ? { struct: true } : {}),
      ...(this.measure === 'owned' ? { owned: true } : {}),
    });
  }

  /** Asks for a part, and hands it on when it comes. */
  private ask<P extends Part, C extends keyof ServerCommands>(
    part: P,
    command: ServerCommands[C]['result'] extends OverviewParts[P] ? C : never,
    params: ServerCommands[C]['params'],
  ): void {
    const { token } = this.source;
    const number = (this.questions.get(part) ?? 0) + 1;
    this.questions.set(part, number);
    const wanted = (): boolean => !token.isCancellationRequested && this.questions.get(part) === number;
    this.ctx.execute(command as C, params, token).then(
      (value) => {
        if (wanted()) {
          this.known[part] = value as OverviewParts[P];
          this.post({ type: 'part', part, value } as ToPage);
        }
      },
      (error: unknown) => {
        if (wanted() && !isCancellation(error)) {
          this.post({ type: 'failed', part, message: messageOf(error) });
        }
      },
    );
  }

  private async find(id: number, ask: () => Promise<Page<Found>>): Promise<void> {
    try {
      this.post({ type: 'found', id, page: await ask() });
    } catch (error) {
      this.post({ type: 'notFound', id, message: messageOf(error) });
    }
  }

  /** The place of an item of a list that the page has been given. */
  private place(list: PlaceList, index: number): Place | undefined {
    if (list === 'lines') {
      return this.known.lines?.lines[index];
    }
    if (list === 'growth') {
      const track = this.known.growth?.lines[index];
      return this.known.lines?.lines.find(
        (line) => line.recordedFile === track?.recordedFile && line.recordedLine === track.recordedLine,
      );
    }
    const suspect = this.known.suspects?.suspects[index];
    if (suspect === undefined) {
      return undefined;
    }
    return list === 'suspects' ? suspect : suspect.holderPlace;
  }

  private post(message: ToPage): void {
    if (this.alive) {
      void this.webview.postMessage(message);
    }
  }
}

const commandOf = {
  show: 'perlheap.show',
  identify: 'perlheap.identify',
  graph: 'perlheap.showGraph',
  referrers: 'perlheap.referrers.toRoots',
  locate: 'perlheap.locate',
} as const;

/** The texts of pages in the language of the person. */
export function texts(): Record<string, string> {
  const bundle = vscode.l10n.bundle ?? {};
  return Object.fromEntries(Object.entries(bundle).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
