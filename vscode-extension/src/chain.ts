// Identify chains as a person wants them, apart from the editor.

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
