// The text of an identify chain with the source lines of its CODEs.

import type { Chain, ChainEntry, ChainSV } from './lsp_ext';

/**
 * Writes ` (FILE line N)` after the address of each CODE of a chain that has a
 * location. The server prints a chain depth first, a line for its SV and for
 * each entry: so line and entry are found together. A line that lacks the
 * address of its entry stays as it is. display shortens a path for people.
 */
export function withLocations(text: string, chain: Chain, display: (file: string) => string): string {
  const lines = text.split('\n');
  lines[0] = locate(lines[0] ?? '', chain.sv, display);
  // A stack of entries still to come, the next one last: chains may be deep.
  const stack: ChainEntry[] = [...chain.entries].reverse();
  for (let number = 1; number < lines.length; number++) {
    const entry = stack.pop();
    if (entry === undefined) {
      break;
    }
    lines[number] = locate(lines[number] ?? '', entry.sv, display);
    for (const below of [...(entry.entries ?? [])].reverse()) {
      stack.push(below);
    }
  }
  return lines.join('\n');
}

function locate(line: string, sv: ChainSV | undefined, display: (file: string) => string): string {
  if (sv?.file === undefined || sv.line === undefined) {
    return line;
  }
  // The name of a reference may hold any text: the address stands behind it.
  const at = line.lastIndexOf(sv.address);
  if (at === -1) {
    return line;
  }
  const end = at + sv.address.length;
  return `${line.slice(0, end)} (${display(sv.file)} line ${sv.line})${line.slice(end)}`;
}
