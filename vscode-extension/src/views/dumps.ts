// The view of the dumps that the server knows of.

import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import type { Heap } from '../heap';
import type { FoundDump, KnownDump } from '../wire';

/** What can be done when nothing is loaded. */
interface Offer {
  offer: string;
  icon: string;
  command: string;
}

type Node = KnownDump | FoundDump | Offer;

export class DumpsView implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: vscode.TreeView<Node>;

  constructor(private readonly heap: Heap) {
    this.view = vscode.window.createTreeView('perlheap.dumps', { treeDataProvider: this });
    heap.onDidChange((part) => {
      if (part === 'dumps' || part === 'found') {
        const { dumps, found } = heap;
        const baseline = dumps.find((dump) => dump.baseline);
        this.view.description = baseline === undefined ? '' : `${vscode.l10n.t('since')} ${clock(baseline.time)}`;
        this.view.message =
          dumps.length > 0 || found === undefined || found.dumps.length === 0
            ? ''
            : [vscode.l10n.t('No heap dump is loaded. These are in the workspace:'), found.note ?? ''].join(' ').trim();
        this.changed.fire();
      }
    });
  }

  /** The newest first. When none is known: those that lie in the workspace, and how to get one. */
  getChildren(): Node[] {
    const { dumps, found } = this.heap;
    if (dumps.length > 0 || found === undefined || found.dumps.length === 0) {
      return [...dumps].reverse();
    }
    return [
      ...found.dumps,
      { offer: vscode.l10n.t('Take Heap Dump…'), icon: 'device-camera', command: 'perlheap.takeDump' },
      { offer: vscode.l10n.t('Load Dump…'), icon: 'folder-opened', command: 'perlheap.loadDump' },
      { offer: vscode.l10n.t('How to Get a Dump'), icon: 'question', command: 'perlheap.openWalkthrough' },
    ];
  }

  getTreeItem(node: Node): vscode.TreeItem {
    if ('offer' in node) {
      const item = new vscode.TreeItem(node.offer);
      item.iconPath = new vscode.ThemeIcon(node.icon);
      item.command = { command: node.command, title: node.offer };
      return item;
    }
    return 'state' in node ? knownItem(node) : foundItem(node);
  }

  dispose(): void {
    vscode.Disposable.from(this.view, this.changed).dispose();
  }
}

function foundItem(dump: FoundDump): vscode.TreeItem {
  const item = new vscode.TreeItem(basename(dump.path));
  const folder = dirname(dump.name);
  item.description = [...(folder === '.' ? [] : [folder]), clock(dump.time), dump.text].join(' · ');
  item.tooltip = [dump.path, vscode.l10n.t('not loaded'), `${vscode.l10n.t('written')} ${new Date(dump.time).toLocaleString()}`, dump.text].join('\n');
  item.iconPath = new vscode.ThemeIcon('circle-outline');
  item.contextValue = 'found';
  item.command = { command: 'perlheap.loadDump', title: vscode.l10n.t('Load'), arguments: [{ path: dump.path }] };
  item.accessibilityInformation = { label: `${basename(dump.path)}, ${vscode.l10n.t('not loaded')}, ${item.description}` };
  return item;
}

function knownItem(dump: KnownDump): vscode.TreeItem {
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
