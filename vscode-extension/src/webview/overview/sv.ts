// What can be done with an SV on the page.

import { describe } from '../../svText';
import type { SV } from '../../wire';
import { button, clip, el, t, vscode } from '../page';
import type { SVAction } from '../protocol';

export function svName(sv: Pick<SV, 'desc' | 'package' | 'symbol' | 'root'>): string {
  const name = sv.symbol ?? sv.root;
  return clip(`${describe(sv)}${name === undefined ? '' : ` ${name}`}`);
}

export function act(action: SVAction, address: string): () => void {
  return () => {
    vscode.postMessage({ type: 'sv', action, address });
  };
}

/** The keys that rows of SVs take, beside Enter. */
export function svKeys(sv: Pick<SV, 'address' | 'file'>): Record<string, () => void> {
  return { i: act('identify', sv.address), g: act('graph', sv.address), r: act('referrers', sv.address), s: act('locate', sv.address) };
}

/** Buttons for the same, of a row of a list: Tab goes to those of the row that the list is at. */
export function svButtons(sv: Pick<SV, 'address' | 'file' | 'line'>): HTMLElement {
  const all: [string, string, SVAction][] = [
    [t('Chain'), t('What holds it (i)'), 'identify'],
    [t('Graph'), t('What holds it, as a picture (g)'), 'graph'],
    ...((sv.line ?? 0) > 0 ? [[t('Source'), t('Go to its source (s)'), 'locate'] as [string, string, SVAction]] : []),
  ];
  return el(
    'span',
    { class: 'cell buttons' },
    ...all.map(([label, title, action]) => button(label, act(action, sv.address), { title, tabindex: -1, class: 'link' })),
  );
}
