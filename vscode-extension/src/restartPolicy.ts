// Whether a server that has ended by itself is started again, and what is said
// of it. The texts tell how the process ended and nothing that it wrote: what
// it writes goes to the log.

import type { Translate } from './statusView';

/** How a process ended: by an exit code or a signal, or neither if it has only closed its connection. */
export interface Exit {
  code: number | null;
  signal: string | null;
}

export interface Verdict {
  restart: boolean;
  /** How often it has ended within the time that counts, this one included. */
  ends: number;
  /** Milliseconds to wait before it is started: what fails at once may be better in a moment. */
  delay: number;
}

export const mostEnds = 5;
const minutes = 3;

export class RestartPolicy {
  private times: number[] = [];

  /** now gives milliseconds. */
  constructor(private readonly now: () => number) {}

  /** To be told of each end that nobody asked for. */
  ended(): Verdict {
    const now = this.now();
    this.times = [...this.times.filter((time) => now - time < minutes * 60_000), now];
    const ends = this.times.length;
    return { restart: ends < mostEnds, ends, delay: ends === 1 ? 0 : 250 * 2 ** (ends - 2) };
  }

  /** A person starts it: they know what has been before. */
  forget(): void {
    this.times = [];
  }
}

/** `It was ended by SIGKILL.` */
export function reasonOf({ code, signal }: Exit, t: Translate): string {
  if (signal === 'SIGKILL') {
    return t('Its process was killed (SIGKILL), as the system does when memory runs out.');
  }
  if (signal !== null) {
    return t('Its process was terminated by signal {0}.', signal);
  }
  return code === null ? t('It closed its connection.') : t('Its process exited with code {0}.', code);
}

/** What a person is told, in one line. */
export function endText(exit: Exit, { restart, ends }: Verdict, t: Translate): string {
  const what = t('The Perl Heap server has ended. {0}', reasonOf(exit, t));
  const next = restart
    ? t('It is being restarted ({0} of {1} times within {2} minutes).', ends, mostEnds - 1, minutes)
    : t('It has ended {0} times within {1} minutes and will not be restarted.', ends, minutes);
  return `${what} ${next}`;
}
