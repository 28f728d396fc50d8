// A list of any length: only the rows in view are in the page, and only pages
// around them are asked for. To a screen reader it is a grid, as rows have buttons;
// Tab goes from the list to those of the row that it is at.

import { el } from './page';
import { rowAgain } from './rowAgain';

export interface Row {
  /** What stays the same when the row has other numbers or another place. */
  key?: string;
  cells: (Element | string)[];
  label: string;
  /** On Enter or a click; none if there is nothing to open. */
  open?: () => void;
  /** By key. */
  keys?: Record<string, () => void>;
}

const rowHeight = 24;
// Browsers draw nothing beyond some 30 million pixels: longer lists are scrolled in proportion.
const maxHeight = 8_000_000;

export class VirtualList {
  readonly element: HTMLElement;
  private readonly spacer = el('div', { class: 'spacer', role: 'presentation' });
  private readonly rows = el('div', { class: 'rows', role: 'presentation' });
  private total = 0;
  private active = 0;
  /** The next rows have nothing to do with those before. */
  private anew = true;
  private first = 0;
  private row: (index: number) => Row | undefined = () => undefined;
  private want: (from: number, to: number) => void = () => undefined;
  private static count = 0;
  private readonly id = `list${VirtualList.count++}`;

  constructor(
    label: string,
    readonly className = '',
  ) {
    this.element = el('div', { class: `list ${className}`, role: 'grid', 'aria-readonly': 'true', tabindex: 0, 'aria-label': label }, this.spacer, this.rows);
    this.element.addEventListener('scroll', () => {
      this.draw();
    });
    this.element.addEventListener('keydown', (event) => {
      this.key(event);
    });
    new ResizeObserver(() => {
      this.draw();
    }).observe(this.element);
  }

  /** Shows total rows. row gives one, or nothing if it has not come yet; want is told what is in view. */
  show(total: number, row: (index: number) => Row | undefined, want: (from: number, to: number) => void = () => undefined): void {
    const key = this.total > 0 && !this.anew ? this.row(this.active)?.key : undefined;
    this.anew = false;
    this.total = total;
    this.element.setAttribute('aria-rowcount', String(total));
    this.row = row;
    this.want = want;
    this.spacer.style.height = `${Math.min(total * rowHeight, maxHeight)}px`;
    const was = this.active;
    this.active = rowAgain(key, was, total, (index) => row(index)?.key);
    if (this.active === was) {
      this.draw();
    } else {
      this.reveal();
    }
  }

  reset(): void {
    this.active = 0;
    this.anew = true;
    this.element.scrollTop = 0;
  }

  /** Draws again what is in view. */
  draw(): void {
    const { scrollTop, clientHeight } = this.element;
    const visible = Math.ceil(clientHeight / rowHeight) + 1;
    this.first = this.firstAt(scrollTop);
    const end = Math.min(this.total, this.first + visible);
    const button = this.focused();
    if (this.rows.contains(document.activeElement)) {
      this.element.focus({ preventScroll: true }); // the button that had the focus goes
    }
    this.rows.replaceChildren();
    // The rows stand where they are seen, whatever the scroll bar is in proportion to.
    const shift = this.isLong() ? 0 : scrollTop % rowHeight;
    this.rows.style.transform = `translateY(${scrollTop - shift}px)`;
    for (let index = this.first; index < end; index++) {
      this.rows.append(this.element_(index));
    }
    this.element.setAttribute('aria-activedescendant', `${this.id}-${this.active}`);
    if (button >= 0) {
      this.buttons()[button]?.focus({ preventScroll: true });
    }
    if (end > this.first) {
      this.want(this.first, end);
    }
  }

  /** Which button of the row that one is at has the focus; -1 if none has. */
  private focused(): number {
    return this.buttons().findIndex((button) => button === document.activeElement);
  }

  private buttons(): HTMLButtonElement[] {
    return [...this.rows.querySelectorAll<HTMLButtonElement>('.row.active button')];
  }

  private element_(index: number): HTMLElement {
    const row = this.row(index);
    const element = el('div', {
      class: `row${index === this.active ? ' active' : ''}${row?.open === undefined ? '' : ' opens'}`,
      role: 'row',
      id: `${this.id}-${index}`,
      'aria-rowindex': index + 1,
      'aria-selected': index === this.active ? 'true' : 'false',
      'aria-label': row?.label ?? '…',
    });
    for (const cell of row?.cells ?? ['…']) {
      const at = typeof cell === 'string' ? el('span', { class: 'cell' }, cell) : cell;
      at.setAttribute('role', 'gridcell');
      element.append(at);
    }
    if (index === this.active) {
      for (const button of element.querySelectorAll('button')) {
        button.tabIndex = 0;
      }
    }
    element.addEventListener('click', () => {
      this.active = index;
      this.draw();
      row?.open?.();
    });
    return element;
  }

  private key(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor(this.element.clientHeight / rowHeight) - 1);
    const moves: Record<string, number> = {
      ArrowDown: this.active + 1,
      ArrowUp: this.active - 1,
      PageDown: this.active + page,
      PageUp: this.active - page,
      Home: 0,
      End: this.total - 1,
    };
    const to = moves[event.key];
    if (to !== undefined) {
      this.active = Math.max(0, Math.min(this.total - 1, to));
      this.reveal();
      this.element.focus({ preventScroll: true });
      event.preventDefault();
      return;
    }
    const row = this.row(this.active);
    const run = event.key !== 'Enter' ? row?.keys?.[event.key] : event.target === this.element ? row?.open : undefined;
    if (run !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      run();
    }
  }

  private reveal(): void {
    const visible = Math.max(1, Math.floor(this.element.clientHeight / rowHeight));
    if (this.active < this.first || this.active >= this.first + visible) {
      const top = this.active < this.first ? this.active : this.active - visible + 1;
      this.element.scrollTop = this.isLong() ? (top / Math.max(1, this.total - visible)) * (maxHeight - this.element.clientHeight) : top * rowHeight;
    }
    this.draw();
  }

  private isLong(): boolean {
    return this.total * rowHeight > maxHeight;
  }

  private firstAt(scrollTop: number): number {
    if (!this.isLong()) {
      return Math.floor(scrollTop / rowHeight);
    }
    const visible = Math.floor(this.element.clientHeight / rowHeight);
    return Math.round((scrollTop / (maxHeight - this.element.clientHeight)) * (this.total - visible));
  }
}
