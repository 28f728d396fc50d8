// What probably grows, who holds it and what to change.

import type { Suspect, Suspects as SuspectsResult } from '../../wire';
import { placeText, suspectPlace } from '../../svText';
import { button, clip, el, t, vscode } from '../page';
import type { PlaceList } from '../protocol';
import { frame } from './section';
import { act } from './sv';

export function suspects(): { element: HTMLElement; update: (value: SuspectsResult) => void; failed: (message: string) => void } {
  const { element, body, failed } = frame(t('Suspects'), 'suspects', t('A judgement, with its evidence. Several dumps of one process tell more than a single one.'));
  return {
    element,
    failed,
    update: ({ suspects: all, unreachable, note, lost }) => {
      body.replaceChildren(...all.map(card));
      if (note !== undefined) {
        body.append(el('p', { class: 'waiting' }, note));
      }
      if (lost !== undefined) {
        const [first] = unreachable;
        body.append(
          el(
            'p',
            { class: 'unreachable' },
            lost,
            ' ',
            first && button(t('Show One'), act('show', first.example), { class: 'link' }),
          ),
        );
      }
    },
  };
}

function card(suspect: Suspect, index: number): HTMLElement {
  const open = (list: PlaceList) => (): void => {
    vscode.postMessage({ type: 'open', list, index });
  };
  const place = suspectPlace(suspect);
  const holder = suspect.holderPlace;
  const levels = { high: t('high'), medium: t('medium'), low: t('low') };
  const numbers = [suspect.kind, suspect.numbers ?? ''];
  return el(
    'article',
    { class: `card ${suspect.level}` },
    el(
      'h3',
      {},
      el('span', { class: 'level' }, levels[suspect.level]),
      suspect.path === undefined ? clip(place) : button(clip(place), open('suspects'), { class: 'link' }),
    ),
    suspect.doubt === undefined ? undefined : el('p', { class: 'doubt' }, clip(suspect.doubt)),
    el('p', { class: 'numbers' }, numbers.join(' · ')),
    el('p', {}, clip(suspect.why, 600)),
    suspect.holder === null
      ? undefined
      : el(
          'p',
          {},
          t('Held by'),
          ' ',
          clip(suspect.holder, 600),
          ' ',
          holder?.path === undefined
            ? undefined
            : button(clip(placeText(holder)), open('holders'), { class: 'link' }),
        ),
    suspect.cycle.length === 0 ? undefined : el('ul', { class: 'cycle' }, ...suspect.cycle.map((step) => el('li', {}, clip(step, 400)))),
    el('p', { class: 'cure' }, el('strong', {}, t('Cure: ')), clip(suspect.fix, 600)),
    el(
      'p',
      { class: 'actions' },
      suspect.path === undefined || suspect.line < 1
        ? button(t('Why Is This Alive?'), act('identify', suspect.address))
        : button(t('Why Is This Alive?'), () => {
            vscode.postMessage({ type: 'why', list: 'suspects', index });
          }),
      button(t('Show One'), act('show', suspect.typical ?? suspect.address), { class: 'secondary' }),
      button(t('Referrers'), act('referrers', suspect.typical ?? suspect.address), { class: 'secondary' }),
    ),
  );
}
