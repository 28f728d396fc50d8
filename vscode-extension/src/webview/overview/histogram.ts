// What is alive, by class, line of closures and type, as the server counts it.

import type { Histogram, HistogramRow } from '../../wire';
import { bytes, course, percent } from '../../numbers';
import { clip, el, t, vscode } from '../page';
import { VirtualList } from '../virtualList';
import { bar, choices, frame } from './section';
import { svKeys } from './sv';

export function histogram(instances: (name: string) => void): {
  element: HTMLElement;
  update: (value: Histogram) => void;
  failed: (message: string) => void;
} {
  const { element, body, tools, failed } = frame(
    t('Histogram'),
    'histogram',
    t("Classes, closures by line, and types of data: how many there are, and what they retain; the program's own first."),
  );
  const list = new VirtualList(t('Histogram'), 'totals');
  const filter = el('input', { type: 'text', class: 'filter', 'aria-label': t('Show only entries that contain this text'), placeholder: t('Filter'), spellcheck: 'false' });
  let rows: HistogramRow[] = [];
  let all = 1;
  const draw = (): void => {
    const wanted = filter.value.trim().toLowerCase();
    const shown = wanted === '' ? rows : rows.filter(({ name }) => name.toLowerCase().includes(wanted));
    list.show(shown.length, (index) => {
      const row = shown[index];
      if (row === undefined) {
        return undefined;
      }
      const { name, origin, kind, count, retainedBytes, example } = row;
      const retained = retainedBytes.at(-1) ?? 0;
      const counts = course(count);
      const note = origin === 'own' || kind === 'static' ? '' : ` (${origin})`;
      const address = example.at(-1) ?? '';
      return {
        key: name,
        label: [`${name}${note}`, counts, bytes(retained), percent(retained / all)].join(', '),
        cells: [
          el('span', { class: 'cell name', title: clip(`${name}${note}`) }, clip(name), note),
          el('span', { class: 'cell number count', title: counts }, counts),
          el('span', { class: 'cell number' }, bytes(retained)),
          bar(retained / all),
        ],
        open: () => {
          instances(name);
        },
        ...(address === '' ? {} : { keys: svKeys({ address }) }),
      };
    });
  };
  filter.addEventListener('input', () => {
    list.reset();
    draw();
  });
  tools.append(
    filter,
    choices(
      t('Sort by'),
      [
        ['bytes', t('Bytes')],
        ['count', t('Count')],
        ['growth', t('Growth')],
      ],
      (sort) => {
        list.reset();
        vscode.postMessage({ type: 'histogram', sort });
      },
    ),
  );
  return {
    element,
    failed,
    update: (value) => {
      rows = value.rows;
      // The bytes of all rows together are the heap.
      all = Math.max(1, rows.reduce((sum, row) => sum + (row.bytes.at(-1) ?? 0), 0));
      if (list.element.parentElement !== body) {
        body.replaceChildren(list.element);
      }
      draw();
    },
  };
}
