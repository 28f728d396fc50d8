// The view of the dumps that the server knows of.

import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import type { Heap } from '../heap';
import { group } from '../numbers';
import type { FoundDump, KnownDump } from '../wire';

/** What can be done when nothing is loaded. */
interface Offer {
  offer: string;
  icon: string;
  command: string;
}

/** The dumps of processes that have ended. */
interface EarlierRuns {
  runs: KnownDump[];
}

type Node = KnownDump | FoundDump | Offer | EarlierRuns;

const putAwayKey = 'perlheap.putAway';

export class DumpsView implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: vscode.TreeView<Node>;

  constructor(
    private readonly heap: Heap,
    private readonly state: vscode.Memento,
  ) {
    this.view = vscode.window.createTreeView('perlheap.dumps', { treeDataProvider: this });
    this.tell();
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

  /** Takes the dumps of earlier runs out of sight; their files stay. */
  async putAway(): Promise<void> {
    await this.keep([...this.away, ...this.heap.dumps.filter(isEarlier).map(nameOf)]);
  }

  async bringBack(): Promise<void> {
    await this.keep([]);
  }

  private get away(): string[] {
    return this.state.get<string[]>(putAwayKey, []);
  }

  private async keep(names: string[]): Promise<void> {
    await this.state.update(putAwayKey, [...new Set(names)]);
    this.tell();
  }

  private tell(): void {
    void vscode.commands.executeCommand('setContext', 'perlheap.putAway', this.away.length > 0);
    this.changed.fire();
  }

  /** The newest first. When none is known: those that lie in the workspace, and how to get one. */
  getChildren(node?: Node): Node[] {
    if (node !== undefined) {
      return 'runs' in node ? node.runs : [];
    }
    const { dumps, found } = this.heap;
    if (dumps.length > 0 || found === undefined || found.dumps.length === 0) {
      const newest = [...dumps].reverse();
      const away = new Set(this.away);
      const runs = newest.filter((dump) => isEarlier(dump) && !away.has(nameOf(dump)));
      return [...newest.filter((dump) => !isEarlier(dump)), ...(runs.length > 0 ? [{ runs }] : [])];
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
    if ('runs' in node) {
      const item = new vscode.TreeItem(vscode.l10n.t('Earlier runs'), vscode.TreeItemCollapsibleState.Collapsed);
      item.id = 'runs';
      item.description = group(node.runs.length);
      item.iconPath = new vscode.ThemeIcon('archive');
      item.tooltip = vscode.l10n.t('Dumps of processes that have ended.');
      item.contextValue = 'runs';
      return item;
    }
    return 'state' in node ? knownItem(node) : foundItem(node);
  }

  dispose(): void {
    vscode.Disposable.from(this.view, this.changed).dispose();
  }
}

/** Of a process that has ended; what is shown stays in sight. */
function isEarlier({ earlierRun, state }: KnownDump): boolean {
  return earlierRun === true && state !== 'shown';
}

/** A file that is written anew is another dump. */
function nameOf({ path, time }: KnownDump): string {
  return `${time} ${path}`;
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
  const state = dump.earlierRun === true ? vscode.l10n.t('ended') : states[dump.state];
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
