// Memory that is spent without need, by the variable or object that it belongs to.
// What stands in equal strings is data of the program: it is shown when somebody asks.

import type { Waste, WasteRow } from '../../wire';
import { atLeast, bytes } from '../../numbers';
import { button, clip, el, t, vscode } from '../page';
import { frame } from './section';
import { act } from './sv';

const shownFirst = 5;

export function waste(): { element: HTMLElement; failed: (message: string) => void; update: (value: Waste) => void } {
  const { element, body, tools, failed } = frame(
    t('Waste'),
    'waste',
    t('Equal strings, hashes and arrays with next to nothing in them, and buffers with room that nothing fills.'),
  );
  const texts = button(t('Show Texts of Strings'), () => {
    vscode.postMessage({ type: 'wasteTexts' });
  }, { class: 'secondary' });
  tools.append(texts);
  const row = (one: WasteRow): HTMLElement =>
    el(
      'li',
      { class: 'row' },
      el('span', { class: 'cell number' }, bytes(one.bytes)),
      el('span', { class: 'cell name' }, [clip(one.what), clip(one.in), ...(one.text === undefined ? [] : [clip(one.text)])].filter((text) => text !== '').join(' · ')),
      button(t('Show'), act('show', one.example), { class: 'link', 'aria-label': `${t('Show')}: ${clip(one.what)}` }),
    );
  /** The first of a kind, until somebody asks for the others. */
  const list = (rows: WasteRow[]): HTMLElement[] => {
    const items = el('ul', { class: 'parts' }, ...rows.slice(0, shownFirst).map(row));
    if (rows.length <= shownFirst) {
      return [items];
    }
    const more = button(`${t('Show All')} (${rows.length})`, () => {
      items.append(...rows.slice(shownFirst).map(row));
      items.querySelectorAll('button')[shownFirst]?.focus();
      more.remove();
    }, { class: 'link' });
    return [items, more];
  };
  return {
    element,
    failed,
    update: ({ kinds, note }) => {
      texts.disabled = kinds.some(({ rows }) => rows.some(({ text }) => text !== undefined));
      body.replaceChildren(
        ...kinds.flatMap((kind) => [
          el('h3', {}, `${clip(kind.title)}: ${kind.atLeast === true ? atLeast(kind.bytes) : bytes(kind.bytes)}`),
          ...(kind.rows.length === 0 ? [el('p', { class: 'none' }, t('Nothing found.'))] : list(kind.rows)),
        ]),
        ...(note === undefined ? [] : [el('p', { class: 'note' }, clip(note))]),
      );
    },
  };
}
