// What the status item says, apart from the editor that shows it.

import type { Status as HeapStatus } from './wire';

export type Translate = (message: string, ...args: (string | number)[]) => string;

/** The server's own states, and those of its process that only the client knows. */
export type Status = HeapStatus | { state: 'starting' | 'stopped'; message?: string };

export interface StatusView {
  /** Codicon that stands before the text, without `$()`. */
  icon: string;
  text: string;
  /** Lines of plain text; paths in them are not to be taken for Markdown. */
  tooltip: string[];
  severity: 'normal' | 'warning' | 'error';
}

export function statusView(status: Status, t: Translate): StatusView {
  switch (status.state) {
    case 'starting':
      return view('loading~spin', t('starting'), lines(t('The server is starting.'), status.message));
    case 'stopped':
      return view('error', t('stopped'), lines(t('The server is not running.'), status.message), 'error');
    case 'none':
      return view('database', t('no dump'), [
        t('No heap dump is loaded.'),
        t('Click to load one, or name it in the setting perlheap.dumps.'),
      ]);
    case 'loading': {
      const text =
        status.percent === undefined ? t('loading') : t('loading {0} %', Math.round(clamp(status.percent)));
      return view('loading~spin', text, lines(status.path, status.phase));
    }
    case 'ready': {
      const svs = status.svs ?? 0;
      const tooltip = lines(status.path, t('{0} SVs', group(svs)), status.truncated?.message);
      return status.truncated === undefined
        ? view('database', t('{0} SVs', short(svs)), tooltip)
        : view('warning', t('{0} SVs, truncated', short(svs)), tooltip, 'warning');
    }
    case 'failed':
      return view('error', t('dump failed'), lines(status.path, status.message), 'error');
  }
}

/** A number as people read it at a glance: `950`, `20.0 k`, `331 k`, `7.3 M`. */
export function short(n: number): string {
  for (const [unit, size] of [['G', 1e9], ['M', 1e6], ['k', 1e3]] as const) {
    // 999,950 k would be rounded to 1000.0 k: take the next unit there already.
    if (n >= size * 0.9995) {
      const scaled = n / size;
      return `${scaled < 99.95 ? scaled.toFixed(1) : scaled.toFixed(0)} ${unit}`;
    }
  }
  return String(n);
}

/** A number with its thousands apart, as the server writes it: `457,025`. */
export function group(n: number): string {
  return n.toLocaleString('en-US');
}

/** Bytes as the server writes them: `4.1 MiB`. */
export function bytes(n: number): string {
  let scaled = n;
  let unit = 'bytes';
  for (const next of ['KiB', 'MiB', 'GiB', 'TiB']) {
    if (scaled < 1024) {
      break;
    }
    scaled /= 1024;
    unit = next;
  }
  return `${unit === 'bytes' ? n : scaled.toFixed(1)} ${unit}`;
}

/** What is retained, as the server writes it: of what may be more, rounded down, that it is at least so much. */
export function retained(n: number, least: boolean | undefined): string {
  if (least !== true) {
    return bytes(n);
  }
  const unit = Math.min(Math.floor(Math.log2(Math.max(n, 1)) / 10), 4);
  const tenth = unit === 0 ? 1 : 1024 ** unit / 10;
  return `≥ ${bytes(Math.floor(n / tenth) * tenth)}`;
}

/** A share of 0 to 1 as the server writes it: never 0.0 % or 100.0 % of what is not exactly that. */
export function percent(share: number): string {
  const value = 100 * share;
  if (share > 0 && value < 0.05) {
    return '< 0.1 %';
  }
  if (share < 1 && value >= 99.95) {
    return '> 99.9 %';
  }
  return `${value.toFixed(1)} %`;
}

function view(
  icon: string,
  text: string,
  tooltip: string[],
  severity: StatusView['severity'] = 'normal',
): StatusView {
  return { icon, text, tooltip, severity };
}

function lines(...all: (string | undefined)[]): string[] {
  return all.filter((line): line is string => line !== undefined && line !== '');
}

function clamp(value: number): number {
  return Math.min(100, Math.max(0, value));
}

/** The numbers of several dumps, or one if they are all the same. */
export function course(counts: number[]): string {
  const texts = counts.map(group);
  return texts.every((text) => text === texts[0]) ? (texts[0] ?? '') : texts.join(' → ');
}
