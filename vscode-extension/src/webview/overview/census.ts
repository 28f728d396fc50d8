// Totals by type and by class.

import type { Census as CountResult, Tally } from '../../wire';
import { bytes, group, percent } from '../../statusText';
import { clip, el, t } from '../page';
import { VirtualList } from '../virtualList';
import { bar, choices, frame } from './section';

interface Total {
  name: string;
  note?: string;
  count: number;
  bytes: number;
  search?: string[];
}

export function census(search: (filters: string[]) => void): {
  element: HTMLElement;
  update: (value: CountResult) => void;
  failed: (message: string) => void;
} {
  const { element, body, tools, failed } = frame(t('Totals'), 'census', t('All SVs, each by its own size.'));
  const list = new VirtualList(t('Totals'), 'totals');
  let types: Total[] = [];
  let classes: Total[] = [];
  let all = 0;
  let of: 'types' | 'classes' = 'types';
  const draw = (): void => {
    const totals = of === 'types' ? types : classes;
    list.show(totals.length, (index) => {
      const total = totals[index];
      if (total === undefined) {
        return undefined;
      }
      const share = all === 0 ? 0 : total.bytes / all;
      const { search: filters } = total;
      return {
        label: [total.name, total.note, group(total.count), bytes(total.bytes), percent(share)].filter(Boolean).join(', '),
        cells: [
          el('span', { class: 'cell name', title: clip(total.name) }, clip(total.name), total.note === undefined ? '' : ` (${total.note})`),
          el('span', { class: 'cell number' }, group(total.count)),
          el('span', { class: 'cell number' }, bytes(total.bytes)),
          el('span', { class: 'cell number share' }, percent(share)),
          bar(share),
        ],
        ...(filters === undefined
          ? {}
          : {
              open: () => {
                search(filters);
              },
            }),
      };
    });
  };
  tools.append(
    choices(
      t('Totals by'),
      [
        ['types', t('Types')],
        ['classes', t('Classes')],
      ],
      (value) => {
        of = value;
        list.reset();
        draw();
      },
    ),
  );
  return {
    element,
    failed,
    update: ({ kinds, packages = {}, total }) => {
      all = total.bytes;
      types = kinds.map(({ name, count, bytes: size }) => ({ name, count, bytes: size })).sort(byBytes);
      classes = Object.entries(packages)
        .flatMap(([kind, tallies]) => tallies.map((tally) => ofClass(kind, tally)))
        .sort(byBytes);
      body.replaceChildren(list.element);
      draw();
    },
  };
}

function ofClass(kind: string, { name, blessed, blessedBytes }: Tally): Total {
  return { name, note: kind, count: blessed, bytes: blessedBytes, search: ['blessed', name] };
}

function byBytes(a: Total, b: Total): number {
  return b.bytes - a.bytes;
}
