// Finds SVs by what they are. However many there are, the page has those in
// view and a few pages around them.

import type { Found, Page } from '../../wire';
import { bytes, group } from '../../numbers';
import { button, clip, el, t, vscode } from '../page';
import { VirtualList, type Row } from '../virtualList';
import { frame } from './section';
import { act, svButtons, svKeys, svName } from './sv';

const pageSize = 200;
// Milliseconds: what is scrolled past is not asked for.
const rest = 60;
const keptPages = 20;

export interface Search {
  element: HTMLElement;
  /** Lists what a line of the histogram counts. */
  instances: (name: string) => void;
  found: (id: number, page: Page<Found>) => void;
  notFound: (id: number, message: string) => void;
}

/** Filters, a query, or a line of the histogram. */
type Wanted = { filters: string[] } | { query: string } | { name: string };

/** What can be asked, as the server's filters. */
const kinds: Record<string, (text: string) => string[]> = {
  blessed: (text) => ['blessed', text],
  pv: (text) => ['pv', text],
  pvEq: (text) => ['pv', '--eq', text],
  num: (text) => ['num', text],
  lexical: (text) => ['lexical', '--inactive', text],
  codePackage: (text) => ['cv', '--package', text],
};

export function search(): Search {
  const { element, body } = frame(t('Search'), 'search', t('All SVs of the heap that match.'));
  const kind = el(
    'select',
    { 'aria-label': t('What to search for') },
    ...(
      [
        ['blessed', t('Objects of class')],
        ['pv', t('Strings containing')],
        ['pvEq', t('Strings equal to')],
        ['num', t('Numbers')],
        ['lexical', t('Lexicals named')],
        ['codePackage', t('Subs of package')],
        ['query', t('Query')],
        ['address', t('Address or symbol')],
      ] as const
    ).map(([value, text]) => el('option', { value }, text)),
  );
  const text = el('input', { type: 'text', 'aria-label': t('Text to look for'), placeholder: 'My::Class', spellcheck: 'false' });
  kind.addEventListener('change', () => {
    text.placeholder = kind.value === 'query' ? 'class=My::Class and retained>1MB' : 'My::Class';
  });
  const message = el('p', { class: 'waiting', role: 'status' });
  const list = new VirtualList(t('Search results'), 'svs');
  list.element.hidden = true;
  const go = (): void => {
    const typed = text.value.trim();
    if (typed === '') {
      return;
    }
    if (kind.value === 'address') {
      if (/^0x[0-9a-f]{1,16}$/i.test(typed)) {
        vscode.postMessage({ type: 'sv', action: 'show', address: typed });
      } else {
        message.textContent = t('An address is 0x and up to 16 hexadecimal digits.');
      }
      return;
    }
    if (kind.value === 'query') {
      begin({ query: typed });
      return;
    }
    begin({ filters: kinds[kind.value]?.(typed) ?? [] });
  };
  text.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') {
      go();
    }
  });
  body.replaceChildren(el('div', { class: 'query', role: 'search' }, kind, text, button(t('Find'), go)), message, list.element);

  let id = 0;
  let wanted: Wanted = { filters: [] };
  let total = 0;
  /** Pages by number; those asked for are there as undefined. */
  const pages = new Map<number, Found[] | undefined>();

  const ask = (page: number): void => {
    if (pages.has(page)) {
      return;
    }
    pages.set(page, undefined);
    // The oldest goes: whoever comes back to it asks again.
    const oldest = pages.keys().next().value;
    if (pages.size > keptPages && oldest !== undefined) {
      pages.delete(oldest);
    }
    const at = { id, offset: page * pageSize, limit: pageSize };
    if ('name' in wanted) {
      vscode.postMessage({ type: 'instances', name: wanted.name, ...at });
    } else if ('query' in wanted) {
      vscode.postMessage({ type: 'query', query: wanted.query, ...at });
    } else {
      vscode.postMessage({ type: 'find', filters: wanted.filters, ...at });
    }
  };
  const begin = (next: Wanted): void => {
    id++;
    clearTimeout(resting);
    wanted = next;
    total = 0;
    pages.clear();
    list.element.hidden = true;
    list.reset();
    message.textContent = t('Looking…');
    ask(0);
  };
  const row = (index: number): Row | undefined => {
    const found = pages.get(Math.floor(index / pageSize))?.[index % pageSize];
    if (found === undefined) {
      return undefined;
    }
    const { sv, notes } = found;
    const note = clip(notes.join(' '));
    return {
      label: `${svName(sv)} ${note}, ${bytes(sv.bytes)}`,
      cells: [
        el('span', { class: 'cell number' }, bytes(sv.bytes)),
        el('span', { class: 'cell name', title: `${svName(sv)} ${sv.address} ${note}` }, svName(sv), ' ', el('span', { class: 'note' }, note)),
        svButtons(sv),
      ],
      open: act('show', sv.address),
      keys: svKeys(sv),
    };
  };
  let resting: ReturnType<typeof setTimeout> | undefined;
  const draw = (): void => {
    list.show(total, row, (from, to) => {
      clearTimeout(resting);
      resting = setTimeout(() => {
        for (let page = Math.floor(from / pageSize); page <= Math.floor((to - 1) / pageSize); page++) {
          ask(page);
        }
      }, rest);
    });
  };
  return {
    element,
    instances: (name) => {
      text.value = '';
      begin({ name });
      element.scrollIntoView({ block: 'nearest' });
    },
    found: (answered, page) => {
      if (answered !== id) {
        return;
      }
      total = page.total;
      pages.set(Math.floor(page.offset / pageSize), page.items);
      message.textContent = total === 0 ? t('Nothing was found.') : `${t('Found:')} ${group(total)}`;
      list.element.hidden = total === 0;
      draw();
    },
    notFound: (answered, text_) => {
      if (answered === id) {
        message.textContent = clip(text_);
      }
    },
  };
}
