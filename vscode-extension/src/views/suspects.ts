// The view of the suspects: what probably grows, why, who holds it and what
// to change.

import * as vscode from 'vscode';
import type { Heap } from '../heap';
import type { Component as Unreachable, Place, Suspect } from '../wire';
import { bytes } from '../numbers';
import { beginning, placeText, suspectDescription, suspectPlace, tail } from '../svText';

/** A line below a suspect. */
interface Fact {
  text: string;
  icon: string;
  description?: string;
  /** Opens on a click. */
  open?: { path: string; line: number };
  address?: string;
  /** Of the context menu. */
  context?: string;
  fix?: string;
}

type Node = { suspect: Suspect } | { group: Unreachable[]; lost: string } | { unreachable: Unreachable } | { fact: Fact };

export class SuspectsView implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: vscode.TreeView<Node>;

  constructor(private readonly heap: Heap) {
    this.view = vscode.window.createTreeView('perlheap.suspects', { treeDataProvider: this });
    heap.onDidChange((part) => {
      if (part === 'suspects' || (part === 'lines' && heap.suspects === undefined)) {
        this.refresh();
      }
    });
  }

  getChildren(node?: Node): Node[] {
    if (node === undefined) {
      const { suspects = [], unreachable = [], lost = '' } = this.heap.suspects ?? {};
      return [...suspects.map((suspect) => ({ suspect })), ...(unreachable.length > 0 ? [{ group: unreachable, lost }] : [])];
    }
    if ('suspect' in node) {
      return facts(node.suspect).map((fact) => ({ fact }));
    }
    if ('group' in node) {
      return node.group.map((unreachable) => ({ unreachable }));
    }
    return 'unreachable' in node ? node.unreachable.lines.map((text) => ({ fact: { text, icon: 'symbol-method' } })) : [];
  }

  getTreeItem(node: Node): vscode.TreeItem & { address?: string } {
    if ('suspect' in node) {
      return suspectItem(node.suspect);
    }
    if ('group' in node) {
      return groupItem(node.group, node.lost);
    }
    if ('unreachable' in node) {
      return unreachableItem(node.unreachable);
    }
    const { icon, description, open, context } = node.fact;
    const text = beginning(node.fact.text, 500);
    const item = new vscode.TreeItem(text);
    item.iconPath = new vscode.ThemeIcon(icon);
    item.tooltip = text;
    if (description !== undefined) {
      item.description = description;
    }
    if (context !== undefined) {
      item.contextValue = context;
    }
    if (open !== undefined) {
      item.command = { command: 'perlheap.openLine', title: vscode.l10n.t('Open this line'), arguments: [open] };
    }
    return item;
  }

  dispose(): void {
    vscode.Disposable.from(this.view, this.changed).dispose();
  }

  private refresh(): void {
    const { suspects, lines, problem } = this.heap;
    if (problem !== undefined) {
      this.view.message = problem;
    } else if (suspects !== undefined) {
      this.view.message = suspects.unreachable.length === 0 ? (suspects.note ?? '') : '';
    } else {
      this.view.message = lines === undefined ? '' : vscode.l10n.t('Looking for suspects…');
    }
    const high = suspects?.suspects.filter(({ level }) => level === 'high').length ?? 0;
    this.view.badge =
      high === 0 ? undefined : { value: high, tooltip: vscode.l10n.t('suspicion: high') };
    this.changed.fire();
  }
}

function suspectItem(suspect: Suspect): vscode.TreeItem {
  const label = suspectPlace(suspect);
  const item = new vscode.TreeItem(tail(label, 26), vscode.TreeItemCollapsibleState.Collapsed);
  item.description = suspectDescription(suspect);
  const levels: Record<Suspect['level'], [string, string, string]> = {
    high: ['error', 'list.errorForeground', vscode.l10n.t('suspicion: high')],
    medium: ['warning', 'list.warningForeground', vscode.l10n.t('suspicion: medium')],
    low: ['info', 'descriptionForeground', vscode.l10n.t('suspicion: low')],
  };
  const [icon, color, level] = levels[suspect.level];
  item.iconPath = new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
  item.tooltip = [label, ...(suspect.doubt === undefined ? [] : [suspect.doubt]), level, item.description, beginning(suspect.why, 500), beginning(suspect.fix, 500)].join('\n');
  item.accessibilityInformation = { label: item.tooltip.replaceAll('\n', ', ') };
  item.contextValue = suspect.path === undefined ? 'suspect' : 'suspect,found';
  item.id = `${suspect.rank}`;
  return item;
}

function facts(suspect: Suspect): Fact[] {
  const at = (place: Place | undefined): { open?: { path: string; line: number } } =>
    place?.path === undefined || place.line < 1 ? {} : { open: { path: place.path, line: place.line } };
  return [
    { text: suspect.why, icon: 'search', ...at(suspect) },
    ...(suspect.course === undefined
      ? []
      : [{ text: suspect.course, icon: 'graph-line', ...(suspect.trend === undefined ? {} : { description: suspect.trend }) }]),
    ...(suspect.holder === null
      ? []
      : [
          {
            text: `${vscode.l10n.t('held by')} ${suspect.holder}`,
            icon: 'pinned',
            ...(suspect.holderPlace === undefined ? {} : { description: placeText(suspect.holderPlace) }),
            ...at(suspect.holderPlace),
          },
        ]),
    ...suspect.cycle.map((text) => ({ text, icon: 'sync' })),
    { text: `${vscode.l10n.t('Cure:')} ${suspect.fix}`, icon: 'lightbulb', context: 'cure', fix: suspect.fix },
    ...suspect.evidence.map(({ principle, for: speaksFor, measured }) => ({ text: principle, icon: speaksFor ? 'add' : 'remove', description: measured })),
  ];
}

function groupItem(group: Unreachable[], lost: string): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Unreachable'), vscode.TreeItemCollapsibleState.Collapsed);
  const all = group.reduce((sum, parts) => sum + parts.bytes, 0);
  item.description = bytes(all);
  item.iconPath = new vscode.ThemeIcon('debug-disconnect');
  item.tooltip = lost;
  return item;
}

function unreachableItem(parts: Unreachable): vscode.TreeItem {
  const item = new vscode.TreeItem(
    parts.text ?? '',
    parts.lines.length > 0 ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None,
  );
  item.description = [bytes(parts.bytes), ...parts.classes].join(' · ');
  item.iconPath = new vscode.ThemeIcon(parts.cycle ? 'sync' : 'debug-disconnect');
  item.tooltip = [
    item.description,
    ...(parts.details ?? []),
  ].join('\n');
  item.contextValue = 'sv';
  return item;
}

/** The SV that a node of the view stands for. */
export function addressOfSuspect(node: unknown): string | undefined {
  const { suspect, unreachable } = (node ?? {}) as { suspect?: Suspect; unreachable?: Unreachable };
  return suspect?.address ?? unreachable?.example;
}

/** The suspect that a node of the view stands for. */
export function suspectOf(node: unknown): Suspect | undefined {
  return ((node ?? {}) as { suspect?: Suspect }).suspect;
}
