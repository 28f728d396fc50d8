// Memory that is spent without need, by the variable or object that it belongs to.
// What stands in equal strings is data of the program: it is shown when somebody asks.

import type { Waste, WasteRow } from '../../wire';
import { atLeast, bytes } from '../../numbers';
import { button, clip, el, t, vscode } from '../page';
import { frame } from './section';

export function waste(): { element: HTMLElement; failed: (message: string) => void; update: (value: Waste) => void } {
  const { element, body, tools, failed } = frame(
    t('Waste'),
    'waste',
    t('Equal strings, hashes and arrays with next to nothing in them, and buffers with room that nothing fills.'),
  );
  const texts = button(t('Show Texts of Strings'), () => {
    vscode.postMessage({ type: 'wasteTexts' });
  });
  tools.append(texts);
  const row = (one: WasteRow): HTMLElement =>
    el(
      'li',
      { class: 'row' },
      el('span', { class: 'cell number' }, bytes(one.bytes)),
      el('span', { class: 'cell name' }, [clip(one.what), clip(one.in), ...(one.text === undefined ? [] : [clip(one.text)])].filter((text) => text !== '').join(' · ')),
      button(t('Show'), () => {
        vscode.postMessage({ type: 'sv', action: 'show', address: one.example });
      }),
    );
  return {
    element,
    failed,
    update: ({ kinds, note }) => {
      texts.disabled = kinds.some(({ rows }) => rows.some(({ text }) => text !== undefined));
      body.replaceChildren(
        ...kinds.flatMap((kind) => [
          el('h3', {}, `${clip(kind.title)}: ${kind.atLeast === true ? atLeast(kind.bytes) : bytes(kind.bytes)}`),
          kind.rows.length === 0 ? el('p', { class: 'none' }, t('Nothing found.')) : el('ul', { class: 'parts' }, ...kind.rows.map(row)),
        ]),
        ...(note === undefined ? [] : [el('p', { class: 'note' }, clip(note))]),
      );
    },
  };
}
