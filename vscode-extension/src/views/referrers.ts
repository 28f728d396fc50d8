// The view of what refers to an SV: all referrers, one step at a time, or the
// ways to the roots.

import * as vscode from 'vscode';
import { shortestChain } from '../chain';
import type { Ctx } from '../ctx';
import type { Chain, ChainEntry, NamedRef, SV as ChainSV } from '../wire';
import { bytes, group } from '../numbers';
import { describe, iconOfType, beginning } from '../svText';

export type Mode = 'all' | 'roots' | 'shortest';

const pageSize = 100;

/** The SV that is asked about, or one that refers to what stands above. */
interface SVNode {
  kind: 'sv';
  sv: ChainSV;
  address: string;
  parent: Node | undefined;
  name?: string;
  strength?: NamedRef['strength'];
  label?: string;
  /** What refers to it, where that is known already. */
  entries?: ChainEntry[];
}

/** Where a way ends. */
interface EndNode {
  kind: 'end';
  text: string;
  root: boolean;
  parent: Node | undefined;
}

/** Referrers that are not listed yet. */
interface MoreNode {
  kind: 'more';
  rest: number;
  of: SVNode;
  parent: Node | undefined;
}

type Node = SVNode | EndNode | MoreNode;

export class ReferrersView implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<Node | undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: vscode.TreeView<Node>;
  private root: SVNode | undefined;
  private mode: Mode = 'all';
  /** Pages that were asked for, by node. */
  private readonly limits = new WeakMap<SVNode, number>();

  constructor(private readonly ctx: Ctx) {
    this.view = vscode.window.createTreeView('perlheap.referrers', { treeDataProvider: this, showCollapseAll: true });
    ctx.onDidChangeStatus(({ state }) => {
      if (state !== 'ready') {
        this.clear(); // Addresses of another heap mean nothing.
      }
    });
    this.setMode('all');
  }

  /** Shows what refers to an SV. Rejects if it is not in the heap. */
  async show(address: string, mode: Mode = this.mode): Promise<void> {
    this.setMode(mode);
    const { tree } = await this.ctx.execute('perlheap.identify', { address, ...(mode === 'all' ? { depth: 0 } : {}) });
    this.setRoot(mode === 'shortest' ? shortestChain(tree) : tree);
    await vscode.commands.executeCommand('perlheap.referrers.focus');
    if (this.root !== undefined) {
      await this.view.reveal(this.root, { select: true, focus: true, expand: mode === 'shortest' ? 3 : 1 });
    }
  }

  async showAs(mode: Mode): Promise<void> {
    this.setMode(mode);
    if (this.root !== undefined) {
      await this.show(this.root.address, mode);
    }
  }

  clear(): void {
    this.root = undefined;
    this.view.description = '';
    this.view.message = '';
    this.changed.fire(undefined);
  }

  more(argument: unknown): void {
    const { of } = (argument ?? {}) as Partial<MoreNode>;
    if (of !== undefined) {
      this.limits.set(of, this.limitOf(of) + pageSize);
      this.changed.fire(of);
    }
  }

  getParent(node: Node): Node | undefined {
    return node.parent;
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (node === undefined) {
      return this.root === undefined ? [] : [this.root];
    }
    if (node.kind !== 'sv') {
      return [];
    }
    if (this.mode !== 'all') {
      return (node.entries ?? []).map((entry) => entryNode(entry, node));
    }
    const limit = this.limitOf(node);
    const page = await this.ctx.execute('perlheap.inrefs', { address: node.address, weak: true, limit });
    const nodes: Node[] = page.items.map((ref) => refNode(ref, node));
    if (page.total > page.items.length) {
      nodes.push({ kind: 'more', rest: page.total - page.items.length, of: node, parent: node });
    }
    return nodes.length > 0 ? nodes : [{ kind: 'end', text: vscode.l10n.t('nothing refers to it'), root: false, parent: node }];
  }

  getTreeItem(node: Node): vscode.TreeItem {
    switch (node.kind) {
      case 'sv':
        return this.svItem(node);
      case 'end': {
        const item = new vscode.TreeItem(node.text);
        item.iconPath = new vscode.ThemeIcon(node.root ? 'target' : 'circle-slash');
        item.tooltip = node.root ? `${node.text}: ${vscode.l10n.t('a root, where the path ends')}` : node.text;
        return item;
      }
      case 'more': {
        const item = new vscode.TreeItem(vscode.l10n.t('More…'));
        item.description = group(node.rest);
        item.iconPath = new vscode.ThemeIcon('ellipsis');
        item.command = { command: 'perlheap.referrers.more', title: vscode.l10n.t('More…'), arguments: [node] };
        return item;
      }
    }
  }

  dispose(): void {
    vscode.Disposable.from(this.view, this.changed).dispose();
  }

  private svItem(node: SVNode): vscode.TreeItem {
    const { sv, strength, label } = node;
    const name = node.name && beginning(node.name);
    const what = describe(sv);
    const open = this.mode === 'shortest' || node === this.root;
    const item = new vscode.TreeItem(
      name ?? what,
      open ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed,
    );
    const weak = strength === undefined || strength === 'strong' ? [] : [`[${strength}]`];
    const star = label === undefined ? [] : [`(*${label})`];
    const place = sv.file === undefined || (sv.line ?? 0) < 1 ? [] : [`${vscode.workspace.asRelativePath(sv.file)}:${sv.line}`];
    item.description = [...weak, ...(name === undefined ? [] : [`${vscode.l10n.t('of')} ${what}`]), ...place, ...star].join(' ');
    item.tooltip = [
      ...(name === undefined ? [] : [name]),
      `${what} ${sv.address}`,
      ...(sv.symbol === undefined ? [] : [beginning(sv.symbol)]),
      bytes(sv.bytes),
      ...(strength === undefined ? [] : [`${vscode.l10n.t('reference')}: ${strength}`]),
      ...place,
    ].join('\n');
    item.iconPath = new vscode.ThemeIcon(iconOfType(sv.type));
    item.contextValue = 'sv';
    item.accessibilityInformation = { label: item.tooltip.replaceAll('\n', ', ') };
    return item;
  }

  private setRoot({ sv, entries }: Chain): void {
    this.root = { kind: 'sv', sv, address: sv.address, parent: undefined, entries };
    this.view.description = sv.address;
    this.view.message =
      this.mode === 'shortest' && entries.length === 0
        ? vscode.l10n.t('No root was found within ten steps. “All Referrers” continues without limit.')
        : '';
    this.changed.fire(undefined);
  }

  private setMode(mode: Mode): void {
    this.mode = mode;
    void vscode.commands.executeCommand('setContext', 'perlheap.referrers.mode', mode);
  }

  private limitOf(node: SVNode): number {
    return this.limits.get(node) ?? pageSize;
  }
}

function refNode({ name, strength, sv }: NamedRef, parent: Node): Node {
  return sv === undefined
    ? { kind: 'end', text: beginning(name), root: true, parent }
    : { kind: 'sv', sv, address: sv.address, name, strength, parent };
}

function entryNode(entry: ChainEntry, parent: Node): Node {
  const { sv, text: name, strength, label, entries } = entry;
  if (entry.kind !== 'reference' || sv === undefined) {
    return { kind: 'end', text: beginning(entry.text ?? ''), root: entry.kind === 'root', parent };
  }
  return {
    kind: 'sv',
    sv,
    address: sv.address,
    parent,
    ...(name === undefined ? {} : { name }),
    ...(strength === undefined ? {} : { strength }),
    ...(label === undefined ? {} : { label }),
    ...(entries === undefined ? {} : { entries }),
  };
}
