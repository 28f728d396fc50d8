// What all memory of the process was made of, where the capture of a dump noted it.

import type { Memory } from '../../wire';
import { bytes, percent } from '../../numbers';
import { clip, el, t } from '../page';
import { bar, frame } from './section';

export function memory(): { element: HTMLElement; update: (value: Memory | undefined) => void } {
  const { element, body } = frame(
    t('Memory of the Process'),
    'memory',
    t('All that the system counts for the process, of which SVs are a part. What perl and malloc keep free is no leak.'),
  );
  element.hidden = true;
  return {
    element,
    update: (value) => {
      element.hidden = value === undefined;
      if (value === undefined) {
        return;
      }
      const total = value.rssBytes + value.swappedBytes;
      const most = Math.max(1, ...value.parts.map((part) => part.bytes));
      const facts = [bytes(total), ...(value.swappedBytes === 0 ? [] : [`${t('Swapped out')}: ${bytes(value.swappedBytes)}`])].join(' · ');
      body.replaceChildren(
        el('p', { class: 'facts' }, facts),
        el(
          'ul',
          { class: 'parts' },
          ...value.parts.map((part) =>
            el(
              'li',
              { class: 'row' },
              el('span', { class: 'cell name' }, clip(part.text ?? part.name)),
              el('span', { class: 'cell number' }, bytes(part.bytes)),
              el('span', { class: 'cell number' }, percent(total === 0 ? 0 : part.bytes / total)),
              bar(part.bytes / most),
            ),
          ),
        ),
      );
    },
  };
}
