// Marks hot lines beside the text: in the overview ruler, and in the gutter
// where a person wants them there.

import * as vscode from 'vscode';
import { config } from './config';
import type { Heap } from './heap';
import { heatOf, heats } from './heatLevel';
import type { Hiding } from './hiding';


export class HeatMarks implements vscode.Disposable {
  private types: vscode.TextEditorDecorationType[] = [];
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly heap: Heap,
    private readonly hiding: Hiding,
    private readonly extension: vscode.Uri,
  ) {
    this.makeTypes();
    this.subscriptions = [
      heap.onDidChange((part) => {
        if (part === 'lines') {
          this.draw();
        }
      }),
      hiding.onDidChange(() => {
        this.draw();
      }),
      vscode.window.onDidChangeVisibleTextEditors(() => {
        this.draw();
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (config.heatChanged(event)) {
          this.makeTypes();
          this.draw();
        }
      }),
    ];
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions, ...this.types).dispose();
  }

  private makeTypes(): void {
    vscode.Disposable.from(...this.types).dispose();
    this.types = heats.map(({ level, color }) =>
      vscode.window.createTextEditorDecorationType({
        rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
        ...(config.overviewRuler
          ? { overviewRulerColor: new vscode.ThemeColor(color), overviewRulerLane: vscode.OverviewRulerLane.Left }
          : {}),
        ...(config.gutter
          ? { gutterIconPath: vscode.Uri.joinPath(this.extension, 'images', `heat-${level}.svg`), gutterIconSize: 'contain' }
          : {}),
      }),
    );
  }

  private draw(): void {
    const { lines } = this.heap;
    for (const editor of vscode.window.visibleTextEditors) {
      const { document } = editor;
      if (document.uri.scheme !== 'file') {
        continue;
      }
      const marks: vscode.Range[][] = heats.map(() => []);
      const perLine = new Map<number, number>();
      for (const line of this.hiding.hidden ? [] : (lines?.lines ?? [])) {
        if (line.path === document.uri.fsPath && line.line >= 1 && line.line <= document.lineCount && line.state !== 'gone') {
          perLine.set(line.line, Math.max(perLine.get(line.line) ?? 0, this.heap.share(line)));
        }
      }
      for (const [line, share] of perLine) {
        const heat = heatOf(share);
        if (heat !== undefined) {
          marks[heat.level - 1]?.push(document.lineAt(line - 1).range);
        }
      }
      this.types.forEach((type, index) => {
        editor.setDecorations(type, marks[index] ?? []);
      });
    }
  }
}
