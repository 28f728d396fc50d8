// Finds what can be clicked in a heap document.

/** A run of text of one document, in UTF-16 units. */
export interface HeapLink {
  start: number;
  end: number;
  kind: 'address' | 'location';
  /** The SV to ask the server about: for a location, the SV that it is said of. */
  address: string;
}

/** Addresses as the server takes them: the only text of a dump that reaches a command. */
const wholeAddress = /^0x[0-9a-f]{1,16}$/i;

// A location starts where a word starts: without that, a long line without
// spaces would be tried from each of its characters on.
const linkable =
  /\b0x[0-9a-f]{1,16}\b|(?<![^\s()[\]{}"',;=])[^\s()[\]{}"',;=]+ line [0-9]{1,9}\b/gi;

export function isAddress(text: unknown): text is string {
  return typeof text === 'string' && wholeAddress.test(text);
}

/**
 * Finds addresses and `FILE line N` in text, in their order. A location
 * belongs to the nearest address before it in the same line, else after it. In
 * a line without one it belongs to the SV whose heading it is indented below.
 * Without any it is no link. At most limit links are returned.
 */
export function findLinks(text: string, limit = 20_000): HeapLink[] {
  const links: HeapLink[] = [];
  let heading: string | undefined;
  let lineStart = 0;
  while (lineStart <= text.length && links.length < limit) {
    const newline = text.indexOf('\n', lineStart);
    const lineEnd = newline === -1 ? text.length : newline;
    const line = text.slice(lineStart, lineEnd);
    const found = [...line.matchAll(linkable)];
    const first = found.find((match) => isAddress(match[0]))?.[0];
    if (/^\S/.test(line)) {
      heading = first;
    }
    let before: string | undefined;
    for (const match of found) {
      const start = lineStart + match.index;
      const end = start + match[0].length;
      if (isAddress(match[0])) {
        before = match[0];
        links.push({ start, end, kind: 'address', address: match[0] });
        continue;
      }
      const owner = before ?? first ?? heading;
      if (owner !== undefined) {
        links.push({ start, end, kind: 'location', address: owner });
      }
    }
    lineStart = lineEnd + 1;
  }
  return links.slice(0, limit);
}
