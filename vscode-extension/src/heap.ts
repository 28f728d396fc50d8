// What the server knows of the shown dump, as far as several parts of the
// editor show it.

import * as vscode from 'vscode';
import { messageOf, type Ctx } from './ctx';
import type { FoundDumps, KnownDump, Line as HotLine, Lines as LinesResult, SeriesGrowth as GrowthResult, Suspects as SuspectsResult, Verification } from './wire';

// Lines of source, not SVs: a program has not many more. Lists say so when it does.
const maxLines = 1_000;
// The server says several things in a row when a dump appears.
const settle = 150;
const settleAfterEdit = 1_000;
// SVs of two runs that are compared unasked: some seconds.
const mostProved = 4_000_000;

export type Part = 'dumps' | 'found' | 'proof' | 'lines' | 'suspects' | 'growth';

export class Heap implements vscode.Disposable {
  dumps: KnownDump[] = [];
  /** What lies in the workspace, when none is known. */
  found: FoundDumps | undefined;
  lines: LinesResult | undefined;
  /** Undefined while they are looked for. */
  suspects: SuspectsResult | undefined;
  /** What became of the suspects of the run before; undefined if there was none, or too much to read by itself. */
  proof: Verification | undefined;
  /** Undefined if there is nothing to compare with. */
  growth: GrowthResult | undefined;
  /** Why there are no suspects. */
  problem: string | undefined;

  private readonly changed = new vscode.EventEmitter<Part>();
  readonly onDidChange = this.changed.event;
  private readonly subscriptions: vscode.Disposable[];
  private timer: NodeJS.Timeout | undefined;
  private source = new vscode.CancellationTokenSource();
  private proved: string | undefined;
  private shownPath: string | undefined;

  constructor(private readonly ctx: Ctx) {
    this.subscriptions = [
      ctx.onDidChangeStatus(({ state }) => {
        if (state !== 'loading' && state !== 'starting') {
          this.refresh();
        }
      }),
      ctx.onDidChangeHeap(() => {
        this.refresh();
      }),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        // What is on the lines has not changed: the lines may stand elsewhere.
        if (document.languageId === 'perl' && contentChanges.length > 0 && ctx.status.state === 'ready') {
          this.refresh(settleAfterEdit);
        }
      }),
    ];
  }

  /** Asks for everything again. */
  refresh(after = settle): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.ask(), after);
  }

  /** How many more there are of a line than in the baseline. */
  grown({ recordedFile, recordedLine }: HotLine): number | undefined {
    const track = this.growth?.lines.find(
      (line) => line.recordedFile === recordedFile && line.recordedLine === recordedLine,
    );
    return track && (track.counts.at(-1) ?? 0) - (track.counts[0] ?? 0);
  }

  /** What a line takes of the heap, 0 to 1. */
  share(line: HotLine): number {
    return this.lines === undefined || this.lines.bytes === 0 ? 0 : line.bytes / this.lines.bytes;
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.source.cancel();
    vscode.Disposable.from(...this.subscriptions, this.changed, this.source).dispose();
  }

  private async ask(): Promise<void> {
    this.source.cancel();
    this.source.dispose();
    this.source = new vscode.CancellationTokenSource();
    const { token } = this.source;
    const { status } = this.ctx;
    if (status.state === 'starting' || status.state === 'stopped' || status.state === 'loading') {
      this.forget();
      this.set('dumps', token, () => (this.dumps = []));
      this.set('found', token, () => (this.found = undefined));
      return;
    }
    const dumps = await this.answer(this.ctx.execute('perlheap.dumps', {}, token));
    this.set('dumps', token, () => (this.dumps = dumps?.dumps ?? []));
    const found = dumps?.dumps.length === 0 ? await this.answer(this.ctx.execute('perlheap.findDumps', {}, token)) : undefined;
    this.set('found', token, () => (this.found = found));
    if (status.state !== 'ready') {
      this.forget();
      return;
    }
    if (status.path !== this.shownPath) {
      this.forget();
      this.shownPath = status.path;
    }
    const lines = await this.answer(this.ctx.execute('perlheap.lines', { limit: maxLines }, token));
    this.set('lines', token, () => (this.lines = lines));
    // Both wait until the server has found out.
    try {
      const suspects = await this.ctx.execute('perlheap.suspects', {}, token);
      this.set('suspects', token, () => {
        this.suspects = suspects;
        this.problem = undefined;
      });
    } catch (error) {
      this.set('suspects', token, () => {
        this.suspects = undefined;
        this.problem = messageOf(error);
      });
    }
    const growth = await this.answer(this.ctx.execute('perlheap.growth', {}, token));
    this.set('growth', token, () => (this.growth = growth));
    // Dumps before the shown one may have been read meanwhile.
    const again = await this.answer(this.ctx.execute('perlheap.dumps', {}, token));
    this.set('dumps', token, () => (this.dumps = again?.dumps ?? []));
    await this.prove(token);
  }

  /** Holds the run before against this one, if there was one: once for the same dumps. */
  private async prove(token: vscode.CancellationToken): Promise<void> {
    // The server compares those that it has read: when it has read another one, its size is known here, too.
    const runs = this.dumps.filter(({ svs, state, earlierRun }) => svs !== undefined && (earlierRun === true || state !== 'other'));
    const key = runs.some(({ earlierRun }) => earlierRun) ? JSON.stringify(runs.map(({ path, time }) => [path, time])) : undefined;
    if (token.isCancellationRequested || key === this.proved) {
      return;
    }
    const few = runs.reduce((sum, { svs = 0 }) => sum + svs, 0) <= mostProved;
    const proof = key !== undefined && few ? await this.answer(this.ctx.execute('perlheap.verify', {}, token)) : undefined;
    this.set('proof', token, () => {
      this.proved = key;
      this.proof = proof;
    });
  }

  /** Tells of what is other than before only: a row that is drawn anew under the pointer takes no click. */
  private set(part: Part, token: vscode.CancellationToken, set: () => void): void {
    if (token.isCancellationRequested) {
      return;
    }
    const before = JSON.stringify([this[part], this.problem]);
    set();
    if (JSON.stringify([this[part], this.problem]) !== before) {
      this.changed.fire(part);
    }
  }

  private forget(): void {
    this.shownPath = undefined;
    for (const part of ['lines', 'suspects', 'growth'] as const) {
      if (this[part] !== undefined || this.problem !== undefined) {
        this[part] = undefined;
        this.changed.fire(part);
      }
    }
    this.problem = undefined;
  }

  /** What the server says, or nothing: why is in its log, and nobody asked. */
  private async answer<T>(answer: Promise<T>): Promise<T | undefined> {
    try {
      return await answer;
    } catch (error) {
      this.ctx.log.debug(messageOf(error));
      return undefined;
    }
  }
}
