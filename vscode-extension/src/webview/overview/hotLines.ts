// The lines that most of the heap was made by.

import type { Lines as LinesResult } from '../../wire';
import { tail, whereOf } from '../../svText';
import { bytes, percent } from '../../numbers';
import { button, clip, el, t, vscode } from '../page';
import { VirtualList } from '../virtualList';
import { bar, frame } from './section';

export function hotLines(): { element: HTMLElement; update: (value: LinesResult) => void; failed: (message: string) => void } {
  const { element, body, failed } = frame(t('Hot Lines'), 'lines', t('Lines ranked by what was made there and is alive. Enter opens a line.'));
  const list = new VirtualList(t('Hot Lines'), 'hot');
  return {
    element,
    failed,
    update: ({ lines, bytes: all }) => {
      if (lines.length === 0) {
        body.replaceChildren(el('p', { class: 'waiting' }, t('Nothing is alive in this heap.')));
        return;
      }
      if (list.element.parentElement !== body) {
        body.replaceChildren(list.element); // putting it in anew would take the focus from it
      }
      list.show(lines.length, (index) => {
        const line = lines[index];
        if (line === undefined) {
          return undefined;
        }
        const share = all === 0 ? 0 : line.bytes / all;
        const where = whereOf(line);
        const place = tail(where, 20);
        const title = clip(`${line.text}\n${line.recordedFile}:${line.recordedLine}`);
        const open = (type: 'open' | 'why' | 'draw') => (): void => {
          vscode.postMessage({ type, list: 'lines', index });
        };
        return {
          key: `${line.kind} ${line.recordedFile}:${line.recordedLine} ${line.name ?? line.class ?? ''}`,
          label: [clip(where), line.text, percent(share)].join(', '),
          cells: [
            el('span', { class: 'cell name', title }, clip(line.what ?? where)),
            el('span', { class: 'cell number' }, bytes(line.bytes)),
            bar(share),
            el('span', { class: 'cell place', title }, place),
            el(
              'span',
              { class: 'cell buttons' },
              ...(line.path === undefined
                ? []
                : [
                    button(t('Why'), open('why'), { tabindex: -1, class: 'link', title: t('Why all of it is alive (w)') }),
                    button(t('Graph'), open('draw'), { tabindex: -1, class: 'link', title: t('What holds them all, as a picture (g)') }),
                  ]),
            ),
          ],
          ...(line.path === undefined ? {} : { open: open('open'), keys: { w: open('why'), g: open('draw') } }),
        };
      });
    },
  };
}
