// The biggest SVs.

import type { Largest as LargestResult } from '../../wire';
import { bytes } from '../../numbers';
import { el, t, vscode } from '../page';
import { VirtualList } from '../virtualList';
import { choices, frame } from './section';
import { act, svButtons, svKeys, svName } from './sv';

export function largest(): { element: HTMLElement; update: (value: LargestResult) => void; failed: (message: string) => void } {
  const { element, body, tools, failed } = frame(
    t('Biggest SVs'),
    'largest',
    t('Own: the SV alone. Structure: with the parts it is built from. Owned: with what only it refers to.'),
  );
  tools.append(
    choices(
      t('How they are measured'),
      [
        ['own', t('Own')],
        ['structure', t('Structure')],
        ['owned', t('Owned')],
      ],
      (measure) => {
        vscode.postMessage({ type: 'largest', measure });
      },
    ),
  );
  const list = new VirtualList(t('Biggest SVs'), 'svs');
  return {
    element,
    failed,
    update: ({ items }) => {
      if (list.element.parentElement !== body) {
        body.replaceChildren(list.element);
      }
      list.show(items.length, (index) => {
        const item = items[index];
        return (
          item && {
            key: item.sv.address,
            label: `${svName(item.sv)}, ${bytes(item.bytes)}`,
            cells: [
              el('span', { class: 'cell number' }, bytes(item.bytes)),
              el('span', { class: 'cell name', title: `${svName(item.sv)} ${item.sv.address}` }, svName(item.sv)),
              svButtons(item.sv),
            ],
            open: act('show', item.sv.address),
            keys: svKeys(item.sv),
          }
        );
      });
    },
  };
}
