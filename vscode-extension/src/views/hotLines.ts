// The view of the lines that most of the heap was made by.

import * as vscode from 'vscode';
import type { Heap } from '../heap';
import { heatOf } from '../heatLevel';
import { doubtOf } from '../hotLines';
import type { Line as HotLine } from '../wire';
import type { Ignored } from './ignored';
import { group, signedGroup } from '../numbers';
import { beginning, ignoredName, tail, whereOf } from '../svText';

export const orders = ['bytes', 'count', 'growth'] as const;
export type Order = (typeof orders)[number];

const pageSize = 200;

/** Stands for the lines that are not listed yet. */
interface More {
  rest: number;
}

export class HotLinesView implements vscode.TreeDataProvider<HotLine | More>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: vscode.TreeView<HotLine | More>;
  private readonly subscriptions: vscode.Disposable[];
  private order: Order = 'bytes';
  private filter = '';
  private following = false;
  private ownOnly = true;
  private limit = pageSize;

  constructor(
    private readonly heap: Heap,
    private readonly ignored: Ignored,
  ) {
    this.view = vscode.window.createTreeView('perlheap.hotLines', { treeDataProvider: this });
    this.subscriptions = [
      this.view,
      heap.onDidChange((part) => {
        if (part === 'lines' || part === 'growth') {
          this.refresh();
        }
      }),
      ignored.onDidChange(() => {
        this.refresh();
      }),
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        // Without an editor a person is in a view: what they read stays.
        if (this.following && editor?.document.uri.scheme === 'file') {
          this.refresh();
        }
      }),
    ];
    this.setOrder('bytes');
    this.follow(false);
    this.setOwn(true);
  }

  /** Shows the lines of the program's own code only, or of modules from elsewhere too. */
  setOwn(only: boolean): void {
    this.ownOnly = only;
    void vscode.commands.executeCommand('setContext', 'perlheap.hotLines.own', only);
    this.refresh();
  }

  setOrder(order: Order): void {
    this.order = order;
    void vscode.commands.executeCommand('setContext', 'perlheap.hotLines.order', order);
    this.refresh();
  }

  /** Shows the lines of the active file only, or all. */
  follow(on: boolean): void {
    this.following = on;
    void vscode.commands.executeCommand('setContext', 'perlheap.hotLines.following', on);
    this.refresh();
  }

  setFilter(filter: string): void {
    this.filter = filter;
    void vscode.commands.executeCommand('setContext', 'perlheap.hotLines.filtered', filter !== '');
    this.refresh();
  }

  async askFilter(): Promise<void> {
    const filter = await vscode.window.showInputBox({
      title: vscode.l10n.t('Filter hot lines'),
      prompt: vscode.l10n.t('Part of a file name, sub, class or variable'),
      value: this.filter,
    });
    if (filter !== undefined) {
      this.setFilter(filter.trim());
    }
  }

  more(): void {
    this.limit += pageSize;
    this.changed.fire();
  }

  getChildren(element?: HotLine | More): (HotLine | More)[] {
    if (element !== undefined) {
      return [];
    }
    const lines = this.lines();
    const shown: (HotLine | More)[] = lines.slice(0, this.limit);
    if (lines.length > this.limit) {
      shown.push({ rest: lines.length - this.limit });
    }
    return shown;
  }

  getTreeItem(element: HotLine | More): vscode.TreeItem {
    if ('rest' in element) {
      const item = new vscode.TreeItem(vscode.l10n.t('More…'));
      item.description = group(element.rest);
      item.iconPath = new vscode.ThemeIcon('ellipsis');
      item.command = { command: 'perlheap.hotLines.more', title: vscode.l10n.t('More…') };
      return item;
    }
    const line = element;
    const grown = this.heap.grown(line);
    const doubt = doubtOf(line);
    const item = new vscode.TreeItem(line.what ?? whereOf(line));
    item.description = [line.amount ?? '', tail(whereOf(line), 40)].filter((part) => part !== '').join(' · ');
    item.tooltip = [
      whereOf(line),
      beginning(line.text ?? '', 500),
      line.part ?? '',
      ...(grown === undefined ? [] : [`${vscode.l10n.t('since the baseline')}: ${signedGroup(grown)}`]),
      ...(doubt === undefined ? [] : [doubt]),
    ].join('\n');
    item.accessibilityInformation = { label: item.tooltip.replaceAll('\n', ', ') };
    const heat = heatOf(this.heap.share(line));
    item.iconPath =
      line.path === undefined
        ? new vscode.ThemeIcon('question')
        : new vscode.ThemeIcon('flame', heat && new vscode.ThemeColor(heat.color));
    item.contextValue = ['line', ...(line.path === undefined ? [] : ['found']), ...(ignoredName(line) === undefined ? [] : ['named'])].join(',');
    item.command = { command: 'perlheap.openLine', title: vscode.l10n.t('Open this line'), arguments: [line] };
    return item;
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions, this.changed).dispose();
  }

  /** What is to be listed but for the choice of own code. */
  private candidates(): HotLine[] {
    const wanted = this.filter.toLowerCase();
    const file = this.following ? activeFile() : undefined;
    return (this.heap.lines?.lines ?? [])
      .filter((line) => file === undefined || line.path === file)
      .filter((line) => wanted === '' || `${whereOf(line)} ${line.name ?? ''} ${line.what ?? ''}`.toLowerCase().includes(wanted))
      .filter((line) => !this.ignored.has(line));
  }

  private lines(): HotLine[] {
    const number = (line: HotLine): number =>
      this.order === 'bytes' ? line.bytes : this.order === 'count' ? line.count : (this.heap.grown(line) ?? -Infinity);
    return this.candidates()
      .filter(({ own }) => !this.ownOnly || own === true)
      .sort((a, b) => number(b) - number(a));
  }

  private refresh(): void {
    this.limit = pageSize;
    const { lines } = this.heap;
    const names: Record<Order, string> = {
      bytes: vscode.l10n.t('by bytes'),
      count: vscode.l10n.t('by count'),
      growth: vscode.l10n.t('by growth'),
    };
    this.view.description = [
      names[this.order],
      ...(this.ownOnly ? [vscode.l10n.t('own code')] : []),
      ...(this.following ? [vscode.l10n.t('active file')] : []),
      ...(this.filter === '' ? [] : [`“${this.filter}”`]),
    ].join(' · ');
    this.view.message = '';
    if (lines !== undefined && this.lines().length === 0) {
      this.view.message =
        lines.lines.length === 0
          ? vscode.l10n.t('Nothing is alive in this heap.')
          : this.ownOnly && this.candidates().length > 0
            ? vscode.l10n.t('All of it is of code from elsewhere: “Show Hot Lines of All Code” lists it.')
            : vscode.l10n.t('No line of the heap is in the active file, or none matches the filter.');
    } else if (lines?.note !== undefined) {
      this.view.message = lines.note;
    } else if (this.order === 'growth' && lines !== undefined && this.heap.growth === undefined) {
      this.view.message = vscode.l10n.t('Nothing to compare with: load an earlier dump of the process.');
    }
    this.changed.fire();
  }
}

function activeFile(): string | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document?.uri.scheme === 'file' ? document.uri.fsPath : undefined;
}
