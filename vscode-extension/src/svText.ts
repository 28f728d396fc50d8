// How an SV is told of in one line, apart from the editor that shows it.

import { group } from './numbers';
import type { Line as HotLine, Place, Suspect, SV } from './wire';

/** `HASH(3)=Mojo::Redis2` */
export function describe(sv: Pick<SV, 'desc' | 'package' | 'symbol'>): string {
  return beginning(`${sv.desc}${sv.package === undefined ? '' : `=${sv.package}`}`);
}

/**
 * The beginning of a text that a dump may have made long, with how much is left
 * out, as the server says it. The server has cut names already, and of paths only those that no system opens.
 */
export function beginning(text: string, length = 200): string {
  if (text.length <= length) {
    return text;
  }
  const cut = /… \(([\d,]+) more characters?\)$/u.exec(text);
  const whole = Array.from(cut === null ? text : text.slice(0, cut.index));
  const left = whole.length - length + (cut === null ? 0 : Number((cut[1] ?? '').replaceAll(',', '')));
  if (whole.length <= length) {
    return text;
  }
  return `${whole.slice(0, length).join('')}… (${left === 1 ? '1 more character' : `${group(left)} more characters`})`;
}

/** Where something was made, or else what it is. */
export function whereOf({ file, line, name, kind }: Pick<HotLine, 'file' | 'line' | 'name' | 'kind'>): string {
  if (file === '') {
    return beginning(name ?? kind);
  }
  return line > 0 ? `${beginning(file)}:${line}` : beginning(file);
}

/** `lib/Foo.pm:12`, with what is to be said of how sure that is. */
export function placeText({ file, line, doubt }: Pick<Place, 'file' | 'line' | 'doubt'>): string {
  return `${beginning(file)}${line > 0 ? `:${line}` : ''}${doubt === undefined ? '' : ` (${doubt})`}`;
}

/** Where a suspect stands, or else what it is. */
export function suspectPlace({ file, line, class: name, kind }: Pick<Suspect, 'file' | 'line' | 'class' | 'kind'>): string {
  return line > 0 ? `${beginning(file)}:${line}` : beginning(name ?? kind);
}

/** What a suspect is and how much there is of it, after how sure its line is unless it is. */
export function suspectDescription({ state, kind, numbers }: Pick<Suspect, 'state' | 'kind' | 'numbers'>): string {
  return joined(unsure(state), kind, numbers);
}

/** What stands in the view behind a suspect's name: how sure its line is unless it is, how much there is of it, and where. */
export function suspectRow(suspect: Pick<Suspect, 'state' | 'amount' | 'file' | 'line' | 'class' | 'kind'>): string {
  return joined(unsure(suspect.state), suspect.amount, tail(suspectPlace(suspect), 40));
}

function unsure(state: Suspect['state']): string {
  return state === 'gone' || state === 'uncertain' ? state : '';
}

function joined(...parts: (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' · ');
}

/** The end of a long path, which tells more than its beginning: whole names if they fit. */
export function tail(path: string, length: number): string {
  if (path.length <= length) {
    return path;
  }
  const names = path.split('/');
  let end = names.pop() ?? '';
  while (names.length > 0 && end.length + (names.at(-1) ?? '').length + 3 <= length) {
    end = `${names.pop() ?? ''}/${end}`;
  }
  return end.length + 2 <= length ? `…/${end}` : `…${end.slice(1 - length)}`;
}

/** The codicon of an SV's type. */
export function iconOfType(type: string): string {
  const icons: Record<string, string> = {
    ARRAY: 'symbol-array',
    HASH: 'symbol-object',
    CODE: 'symbol-method',
    STASH: 'symbol-namespace',
    GLOB: 'symbol-key',
    IO: 'file',
    REF: 'references',
    SCALAR: 'symbol-variable',
    REGEXP: 'regex',
    PAD: 'list-flat',
    PADLIST: 'list-tree',
    PADNAMES: 'list-tree',
    OBJECT: 'symbol-class',
    CLASS: 'symbol-class',
    INVLIST: 'symbol-numeric',
    FORMAT: 'symbol-snippet',
  };
  return icons[type] ?? 'circle-small';
}

export type Named = Pick<Place, 'recordedFile' | 'recordedLine'> & { kind: string; name?: string; class?: string | null; holder?: string | null };

/**
 * What a row is called, the same in every dump of a program whose source has not
 * changed; undefined if nothing tells it from others of its kind.
 */
export function ignoredName({ kind, name, class: of, holder, recordedFile, recordedLine }: Named): string | undefined {
  const own = name ?? of ?? '';
  if (own === '' && (holder ?? '') === '' && recordedFile === '') {
    return undefined;
  }
  return JSON.stringify([kind, own, holder ?? '', recordedFile, recordedLine]);
}
