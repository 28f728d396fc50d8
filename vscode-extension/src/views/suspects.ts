// The view of the suspects: what probably grows, why, who holds it and what
// to change.

import * as vscode from 'vscode';
import type { Heap } from '../heap';
import type { Change, Component as Unreachable, Place, Suspect, Verification } from '../wire';
import type { Ignored } from './ignored';
import { bytes } from '../numbers';
import { beginning, ignoredName, placeText, suspectDescription, suspectPlace, suspectRow, tail } from '../svText';

/** A line below a suspect. */
interface Fact {
  text: string;
  icon: string;
  description?: string;
  /** Else the text. */
  tooltip?: string;
  /** Opens on a click. */
  open?: { path: string; line: number };
  address?: string;
  /** Of the context menu. */
  context?: string;
  fix?: string;
}

type Node = { proof: Verification } | { change: Change } | { suspect: Suspect } | { group: Unreachable[]; lost: string } | { unreachable: Unreachable } | { fact: Fact };

export class SuspectsView implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: vscode.TreeView<Node>;

  constructor(
    private readonly heap: Heap,
    private readonly ignored: Ignored,
  ) {
    this.view = vscode.window.createTreeView('perlheap.suspects', { treeDataProvider: this });
    ignored.onDidChange(() => {
      this.refresh();
    });
    heap.onDidChange((part) => {
      if (part === 'suspects' || part === 'proof' || (part === 'lines' && heap.suspects === undefined)) {
        this.refresh();
      }
    });
  }

  getChildren(node?: Node): Node[] {
    if (node === undefined) {
      const { suspects = [], unreachable = [], lost = '' } = this.heap.suspects ?? {};
      const listed = suspects.filter((suspect) => !this.ignored.has(suspect));
      const { proof } = this.heap;
      return [...(proof === undefined ? [] : [{ proof }]), ...listed.map((suspect) => ({ suspect })), ...(unreachable.length > 0 ? [{ group: unreachable, lost }] : [])];
    }
    if ('proof' in node) {
      return node.proof.changes.map((change) => ({ change }));
    }
    if ('change' in node) {
      return [];
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
    if ('proof' in node) {
      return proofItem(node.proof);
    }
    if ('change' in node) {
      return changeItem(node.change);
    }
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
    item.tooltip = node.fact.tooltip ?? text;
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
    const high = suspects?.suspects.filter((suspect) => suspect.level === 'high' && !this.ignored.has(suspect)).length ?? 0;
    this.view.badge =
      high === 0 ? undefined : { value: high, tooltip: vscode.l10n.t('suspicion: high') };
    this.changed.fire();
  }
}

function suspectItem(suspect: Suspect): vscode.TreeItem {
  const label = suspectPlace(suspect);
  const item = new vscode.TreeItem(suspect.what ?? label, vscode.TreeItemCollapsibleState.Collapsed);
  item.description = suspectRow(suspect);
  const levels: Record<Suspect['level'], [string, string, string]> = {
    high: ['error', 'list.errorForeground', vscode.l10n.t('suspicion: high')],
    medium: ['warning', 'list.warningForeground', vscode.l10n.t('suspicion: medium')],
    low: ['info', 'descriptionForeground', vscode.l10n.t('suspicion: low')],
  };
  const [icon, color, level] = levels[suspect.level];
  item.iconPath = new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
  item.tooltip = [label, ...(suspect.doubt === undefined ? [] : [suspect.doubt]), level, suspectDescription(suspect), beginning(suspect.why, 500), beginning(suspect.fix, 500)].join('\n');
  item.accessibilityInformation = { label: item.tooltip.replaceAll('\n', ', ') };
  item.contextValue = ['suspect', ...(suspect.path === undefined ? [] : ['found']), ...(ignoredName(suspect) === undefined ? [] : ['named'])].join(',');
  item.id = `${suspect.rank}`;
  if (suspect.path !== undefined && suspect.line > 0) {
    item.command = { command: 'perlheap.openLine', title: vscode.l10n.t('Open this line'), arguments: [{ path: suspect.path, line: suspect.line }] };
  }
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
    ...(suspect.parts ?? []).map((part) => ({ text: part.text, icon: 'git-merge', ...at(part) })),
    ...suspect.cycle.map((text) => ({ text, icon: 'sync' })),
    { text: `${vscode.l10n.t('Cure:')} ${suspect.fix}`, icon: 'lightbulb', context: 'cure', fix: suspect.fix },
    ...suspect.evidence.map(({ principle, for: speaksFor, measured, text }) => ({ text: principle, icon: speaksFor ? 'add' : 'remove', description: measured, tooltip: text })),
  ];
}

/** The card of a cure: what became of the suspects of the run before. */
function proofItem(proof: Verification): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Since the run before'), vscode.TreeItemCollapsibleState.Expanded);
  item.id = 'proof';
  item.description = proof.text;
  item.iconPath = new vscode.ThemeIcon(
    'verified',
    new vscode.ThemeColor(proof.changes.every(({ state }) => state === 'gone') ? 'testing.iconPassed' : 'descriptionForeground'),
  );
  item.tooltip = [proof.text, ...proof.before, '→', ...proof.after, ...proof.notes].join('\n');
  item.accessibilityInformation = { label: `${vscode.l10n.t('Since the run before')}: ${proof.text}` };
  item.command = showVerification(proof);
  item.contextValue = 'proof';
  return item;
}

function changeItem({ text, state, note, suspect }: Change): vscode.TreeItem {
  const item = new vscode.TreeItem(text);
  item.description = tail(suspectPlace(suspect), 40);
  item.tooltip = [text, state, suspectPlace(suspect), ...(note === undefined ? [] : [note]), beginning(suspect.why, 500)].join('\n');
  item.accessibilityInformation = { label: `${state}, ${text.replace(/^\S+ /, '')}, ${suspectPlace(suspect)}` };
  item.contextValue = 'change';
  if (suspect.path !== undefined && suspect.line > 0) {
    item.command = { command: 'perlheap.openLine', title: vscode.l10n.t('Open this line'), arguments: [{ path: suspect.path, line: suspect.line }] };
  }
  return item;
}

/** Opens the same at length. */
function showVerification({ before, after }: Verification): vscode.Command {
  return { command: 'perlheap.verify', title: vscode.l10n.t('Verify Cure…'), arguments: [{ before, after }] };
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
