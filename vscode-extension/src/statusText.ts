// What the status item says, apart from the editor that shows it.

import { group, short } from './numbers';
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
        t('Click to load one, or list it in the setting perlheap.dumps.'),
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
