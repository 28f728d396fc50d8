// A part of the page: a heading, what belongs to it, and what it says while
// there is nothing to show.

import { clip, el, t } from '../page';

export interface Frame {
  element: HTMLElement;
  /** What stands below the heading. */
  body: HTMLElement;
  /** Beside the heading. */
  tools: HTMLElement;
  failed: (message: string) => void;
}

let count = 0;

export function frame(title: string, className: string, explanation: string): Frame {
  const id = `section${count++}`;
  const explained = `${id}-explained`;
  const tools = el('div', { class: 'tools' });
  const body = el('div', { class: 'body' }, el('p', { class: 'waiting' }, t('Looking…')));
  const element = el(
    'section',
    { class: className, 'aria-labelledby': id, 'aria-describedby': explained },
    el('div', { class: 'heading' }, el('h2', { id }, title), tools),
    el('p', { id: explained, class: 'explanation' }, explanation),
    body,
  );
  return {
    element,
    body,
    tools,
    failed: (message) => {
      body.replaceChildren(el('p', { class: 'failed' }, clip(message)));
    },
  };
}

/** Choices of which one is taken. */
export function choices<T extends string>(label: string, all: readonly (readonly [T, string])[], choose: (value: T) => void): HTMLElement {
  const element = el('div', { class: 'choices', role: 'group', 'aria-label': label });
  all.forEach(([value, text], index) => {
    const choice = el('button', { type: 'button', 'aria-pressed': index === 0 ? 'true' : 'false' }, text);
    choice.addEventListener('click', () => {
      for (const other of element.children) {
        other.setAttribute('aria-pressed', other === choice ? 'true' : 'false');
      }
      choose(value);
    });
    element.append(choice);
  });
  return element;
}

/** A bar as long as a share, 0 to 1. */
export function bar(share: number): HTMLElement {
  const inner = el('span', { class: 'bar-inner' });
  inner.style.width = `${Math.max(0, Math.min(1, share)) * 100}%`;
  return el('span', { class: 'cell bar', 'aria-hidden': 'true' }, inner);
}
