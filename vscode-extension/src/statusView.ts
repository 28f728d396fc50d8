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
      return view('loading~spin', t('starting'), [t('The server is starting.'), status.message ?? '']);
    case 'stopped':
      return view('error', t('stopped'), [t('The server is not running.'), status.message ?? ''], 'error');
    case 'none':
      return view('database', status.text, status.details);
    case 'loading':
      return view('loading~spin', status.text, status.details);
    case 'ready':
      return status.truncated === undefined
        ? view('database', status.text, status.details)
        : view('warning', status.text, status.details, 'warning');
    case 'failed':
      return view('error', status.text, status.details, 'error');
  }
}

function view(
  icon: string,
  text: string,
  tooltip: string[],
  severity: StatusView['severity'] = 'normal',
): StatusView {
  return { icon, text, tooltip: tooltip.filter((line) => line !== ''), severity };
}
