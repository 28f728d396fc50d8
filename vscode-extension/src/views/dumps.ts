// The view of the dumps that the server knows of.

import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { Heap } from '../heap';
import type { KnownDump } from '../wire';

export class DumpsView implements vscode.TreeDataProvider<KnownDump>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: vscode.TreeView<KnownDump>;

  constructor(private readonly heap: Heap) {
    this.view = vscode.window.createTreeView('perlheap.dumps', { treeDataProvider: this });
    heap.onDidChange((part) => {
      if (part === 'dumps') {
        this.changed.fire();
        const baseline = heap.dumps.find((dump) => dump.baseline);
        this.view.description = baseline === undefined ? '' : `${vscode.l10n.t('since')} ${clock(baseline.time)}`;
      }
    });
  }

  /** The newest first. */
  getChildren(): KnownDump[] {
    return [...this.heap.dumps].reverse();
  }

  getTreeItem(dump: KnownDump): vscode.TreeItem {
    const item = new vscode.TreeItem(basename(dump.path));
    const numbers = dump.text === undefined ? [] : [dump.text];
    const state = stateOf(dump);
    item.description = [state, clock(dump.time), ...numbers].join(' · ');
    item.tooltip = [
      dump.path,
      state,
      `${vscode.l10n.t('written')} ${new Date(dump.time).toLocaleString()}`,
      ...(dump.detail === undefined ? [] : [dump.detail]),
      ...(dump.reason === undefined ? [] : [dump.reason]),
    ].join('\n');
    item.iconPath = iconOf(dump);
    item.resourceUri = vscode.Uri.file(dump.path);
    item.contextValue = ['dump', dump.loaded ? 'loaded' : '', dump.state, dump.baseline ? 'baseline' : ''].join(',');
    item.command = { command: 'perlheap.openOverview', title: vscode.l10n.t('Open Overview'), arguments: [dump] };
    item.accessibilityInformation = { label: `${basename(dump.path)}, ${item.description}` };
    return item;
  }

  dispose(): void {
    vscode.Disposable.from(this.view, this.changed).dispose();
  }
}

function stateOf(dump: KnownDump): string {
  const states: Record<KnownDump['state'], string> = {
    shown: vscode.l10n.t('shown'),
    series: vscode.l10n.t('compared'),
    before: vscode.l10n.t('before the baseline'),
    newer: vscode.l10n.t('newer'),
    other: vscode.l10n.t('another process'),
    unread: vscode.l10n.t('not read'),
    failed: vscode.l10n.t('failed'),
  };
  const state = states[dump.state];
  return dump.baseline ? vscode.l10n.t('baseline') : state;
}

function iconOf(dump: KnownDump): vscode.ThemeIcon {
  if (dump.state === 'failed') {
    return new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
  }
  if (dump.state === 'shown') {
    return new vscode.ThemeIcon('eye', new vscode.ThemeColor('charts.blue'));
  }
  if (dump.baseline) {
    return new vscode.ThemeIcon('milestone');
  }
  return new vscode.ThemeIcon(dump.loaded ? 'database' : dump.state === 'unread' ? 'circle-outline' : 'history');
}

/** A time of today as `10:31`, another with its day. */
export function clock(iso: string): string {
  const time = new Date(iso);
  const day = time.toDateString() === new Date().toDateString() ? {} : ({ month: 'short', day: 'numeric' } as const);
  return time.toLocaleString(undefined, { ...day, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}
