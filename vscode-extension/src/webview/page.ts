// What all pages have in common.

import { beginning } from '../svText';
import { parseToPage, type ToHost, type ToPage } from './protocol';

interface VSCode {
  postMessage(message: ToHost): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VSCode;

export const vscode = acquireVsCodeApi();

let texts: Record<string, string> = {};

/** A text in the language of the person, with its arguments in place of {0}, {1}, …. */
export function t(message: string, ...args: (string | number)[]): string {
  const known: unknown = Object.hasOwn(texts, message) ? texts[message] : undefined;
  return (typeof known === 'string' ? known : message).replace(/\{(\d+)\}/g, (_, n: string) => String(args[Number(n)] ?? ''));
}

/** Tells of what the editor says, and tells it that it may speak. */
export function listen(handle: (message: Exclude<ToPage, { type: 'hello' }>) => void, begin: () => void): void {
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const message = parseToPage(event.data);
    if (message?.type === 'hello') {
      texts = message.l10n;
      begin();
    } else if (message !== undefined) {
      handle(message);
    }
  });
  vscode.postMessage({ type: 'ready' });
}

type Child = Node | string | undefined;

/** Makes an element. Text is text, whatever it looks like. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string | number | boolean> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  return fill(document.createElement(tag), attributes, children);
}

/** The same for a picture. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Record<string, string | number | boolean> = {},
  ...children: Child[]
): SVGElementTagNameMap[K] {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
}

function fill<E extends Element>(element: E, attributes: Record<string, string | number | boolean>, children: Child[]): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (/^(on|style$|href$|src)/i.test(name)) {
      throw new Error('an attribute that is not set here: ' + name);
    }
    if (value !== false) {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

export function button(label: string, run: () => void, attributes: Record<string, string | number | boolean> = {}): HTMLButtonElement {
  const element = el('button', { type: 'button', ...attributes }, label);
  element.addEventListener('click', (event) => {
    event.stopPropagation();
    run();
  });
  return element;
}

/** A text of a dump cut to what a person reads. */
export function clip(text: string, length = 300): string {
  return beginning(text, length);
}
