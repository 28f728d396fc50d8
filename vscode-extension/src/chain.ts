// Identify chains as a person wants them, apart from the editor.

import { group } from './numbers';
import type { Chain, ChainEntry } from './wire';

/**
 * The way from a chain's SV to a root with the fewest steps, the nearest
 * referrer first; undefined if the chain reaches none. Of ways that are as
 * short the first counts.
 */
export function shortestWay(chain: Chain): ChainEntry[] | undefined {
  interface Step {
    entry: ChainEntry;
    below: Step | undefined;
  }
  let level: Step[] = chain.entries.map((entry) => ({ entry, below: undefined }));
  while (level.length > 0) {
    const end = level.find(({ entry }) => entry.kind === 'root');
    if (end !== undefined) {
      const way: ChainEntry[] = [];
      for (let step: Step | undefined = end; step !== undefined; step = step.below) {
        way.unshift(step.entry);
      }
      return way;
    }
    level = level.flatMap((below) => (below.entry.entries ?? []).map((entry) => ({ entry, below })));
  }
  return undefined;
}

/** A chain that has the shortest way only. */
export function shortestChain(chain: Chain): Chain {
  const way = shortestWay(chain) ?? [];
  let entries: ChainEntry[] = [];
  for (const entry of [...way].reverse()) {
    entries = [{ ...entry, entries }];
  }
  return { sv: chain.sv, entries };
}

/** What an entry that is no SV says. */
export function endText(entry: ChainEntry, t: (message: string, ...args: string[]) => string): string {
  switch (entry.kind) {
    case 'root':
      return entry.name ?? t('a root');
    case 'again':
      return entry.label === undefined ? t('already found') : t('already found as *{0}', entry.label);
    case 'itself':
      return t('itself');
    case 'too deep':
      return t('not found at this depth');
    case 'cut':
      return t('… and others that were not followed');
    case 'more':
      return t('… and {0} more references to it', group(entry.count ?? 0));
    default:
      return t('not found');
  }
}



