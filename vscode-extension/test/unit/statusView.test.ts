import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { statusView, type Status } from '../../src/statusView';

const t = (message: string): string => message;

const truncated = { record: 'HASH', offset: 99, svs: 12, message: 'the file ends inside record HASH at offset 99' };
const said = { text: 'as the server says', details: ['/tmp/a.pmat', 'and at length'] };

describe('statusView', () => {
  const views: [Status, string, string, string][] = [
    [{ state: 'starting' }, 'starting', 'The server is starting.', 'normal'],
    [{ state: 'stopped', message: 'It ended.' }, 'stopped', 'The server is not running.|It ended.', 'error'],
    [{ state: 'none', ...said }, said.text, said.details.join('|'), 'normal'],
    [{ state: 'loading', ...said }, said.text, said.details.join('|'), 'normal'],
    [{ state: 'ready', svs: 12, ...said }, said.text, said.details.join('|'), 'normal'],
    [{ state: 'ready', svs: 12, truncated, ...said }, said.text, said.details.join('|'), 'warning'],
    [{ state: 'failed', message: 'not a dump', ...said }, said.text, said.details.join('|'), 'error'],
  ];
  for (const [status, text, tooltip, severity] of views) {
    it(`shows ${status.state}, ${severity}`, () => {
      const view = statusView(status, t);
      assert.deepEqual([view.text, view.tooltip.join('|'), view.severity], [text, tooltip, severity]);
    });
  }
});
