// The views of the container, and their commands.

import * as vscode from 'vscode';
import type { Ctx } from '../ctx';
import type { Heap } from '../heap';
import { openLine } from '../hotLines';
import { isAddress } from '../parameters';
import { numberOf, register, stringOf, type Run } from '../register';
import { compare, setBaseline } from './baseline';
import { DumpsView } from './dumps';
import { HotLinesView, orders } from './hotLines';
import { Ignored } from './ignored';
import { ReferrersView, type Mode } from './referrers';
import { applyCure, explain, identify, rowOf } from './rows';
import { addressOfSuspect, SuspectsView } from './suspects';

export interface Views {
  referrers: ReferrersView;
  disposables: { dispose(): void }[];
}

export function registerViews(ctx: Ctx, heap: Heap, state: vscode.Memento): Views {
  const dumps = new DumpsView(heap, state);
  const ignored = new Ignored(state);
  const lines = new HotLinesView(heap, ignored);
  const suspects = new SuspectsView(heap, ignored);
  const referrers = new ReferrersView(ctx);
  const showReferrers =
    (mode: Mode): Run =>
    async (argument) => {
      const address = stringOf(argument, 'address') ?? stringOf(argument, 'example') ?? addressOfSuspect(argument);
      await (isAddress(address) ? referrers.show(address, mode) : referrers.showAs(mode));
    };
  const commands = register(ctx, {
    'perlheap.dumps.refresh': () => {
      heap.refresh();
    },
    'perlheap.dumps.setBaseline': (argument) => setBaseline(ctx, heap, stringOf(argument, 'path')),
    'perlheap.dumps.clearBaseline': () => setBaseline(ctx, heap, undefined),
    'perlheap.dumps.compare': (argument) => compare(ctx, heap, stringOf(argument, 'path')),
    'perlheap.dumps.putAway': () => dumps.putAway(),
    'perlheap.dumps.bringBack': () => dumps.bringBack(),
    'perlheap.dumps.reveal': async (argument) => {
      await vscode.commands.executeCommand('revealInExplorer', vscode.Uri.file(stringOf(argument, 'path') ?? ''));
    },
    'perlheap.dumps.copyPath': async (argument) => {
      await vscode.env.clipboard.writeText(stringOf(argument, 'path') ?? '');
    },
    ...Object.fromEntries(
      orders.map((order) => [
        `perlheap.hotLines.by${order[0]?.toUpperCase()}${order.slice(1)}`,
        () => {
          lines.setOrder(order);
        },
      ]),
    ),
    'perlheap.openOverview': async (argument) => {
      const path = stringOf(argument, 'path') ?? (ctx.status.state === 'ready' ? ctx.status.path : undefined);
      if (path === undefined) {
        throw new Error(vscode.l10n.t('No heap dump is loaded.'));
      }
      await vscode.commands.executeCommand('vscode.openWith', vscode.Uri.file(path), 'perlheap.overview');
    },
    'perlheap.hotLines.filter': () => lines.askFilter(),
    'perlheap.hotLines.clearFilter': () => {
      lines.setFilter('');
    },
    'perlheap.hotLines.follow': () => {
      lines.follow(true);
    },
    'perlheap.hotLines.unfollow': () => {
      lines.follow(false);
    },
    'perlheap.hotLines.showAll': () => {
      lines.setOwn(false);
    },
    'perlheap.hotLines.showOwn': () => {
      lines.setOwn(true);
    },
    'perlheap.rows.why': (argument) => explain(rowOf(argument)),
    'perlheap.rows.identify': (argument) => identify(rowOf(argument)),
    'perlheap.rows.cure': (argument) => applyCure(ctx, rowOf(argument)),
    'perlheap.rows.ignore': async (argument) => {
      const row = rowOf(argument);
      if (row !== undefined) {
        await ignored.add(row);
      }
    },
    'perlheap.rows.unignore': () => ignored.clear(),
    'perlheap.hotLines.more': () => {
      lines.more();
    },
    'perlheap.referrers.showAll': showReferrers('all'),
    'perlheap.referrers.toRoots': showReferrers('roots'),
    'perlheap.referrers.shortest': showReferrers('shortest'),
    'perlheap.referrers.clear': () => {
      referrers.clear();
    },
    'perlheap.referrers.more': (argument) => {
      referrers.more(argument);
    },
    'perlheap.suspects.copyCure': async (argument) => {
      const fix = stringOf((argument as { fact?: unknown } | undefined)?.fact, 'fix');
      await vscode.env.clipboard.writeText(fix ?? '');
    },
    'perlheap.openLine': (argument) =>
      openLine({
        ...(stringOf(argument, 'path') === undefined ? {} : { path: stringOf(argument, 'path') ?? '' }),
        line: numberOf(argument, 'line') ?? 1,
        ...(stringOf(argument, 'noFile') === undefined ? {} : { noFile: stringOf(argument, 'noFile') ?? '' }),
      }),
  });
  return { referrers, disposables: [ignored, dumps, lines, suspects, referrers, ...commands] };
}
