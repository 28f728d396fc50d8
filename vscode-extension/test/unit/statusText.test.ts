import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { statusView, type Status } from '../../src/statusText';

const t = (message: string, ...args: (string | number)[]): string =>
  message.replace(/\{(\d+)\}/g, (_, n: string) => String(args[Number(n)]));

const truncated = { record: 'HASH', offset: 99, svs: 12, message: 'the file ends inside record HASH at offset 99' };

describe('statusView', () => {
  const texts: [Status, string][] = [
    [{ state: 'starting' }, 'starting'],
    [{ state: 'none' }, 'no dump'],
    [{ state: 'loading' }, 'loading'],
    [{ state: 'loading', percent: 41.7 }, 'loading 42 %'],
    [{ state: 'loading', percent: 130 }, 'loading 100 %'],
    [{ state: 'ready', svs: 7_301_234 }, '7.3 M SVs'],
    [{ state: 'ready', svs: 12, truncated }, '12 SVs, truncated'],
    [{ state: 'failed', message: 'not a dump' }, 'dump failed'],
    [{ state: 'stopped' }, 'stopped'],
  ];
  for (const [status, text] of texts) {
    it(`says "${text}"`, () => {
      assert.equal(statusView(status, t).text, text);
    });
  }

  it('has the exact number and the path in the tooltip', () => {
    assert.deepEqual(statusView({ state: 'ready', path: '/tmp/a.pmat', svs: 7_301_234 }, t).tooltip, [
      '/tmp/a.pmat',
      '7,301,234 SVs',
    ]);
  });

  it('says where a truncated file ends, and warns', () => {
    const view = statusView({ state: 'ready', svs: 12, truncated }, t);
    assert.equal(view.severity, 'warning');
    assert.match(view.tooltip.join('\n'), /inside record HASH at offset 99/);
  });

  it('says why a dump was refused', () => {
    const view = statusView({ state: 'failed', path: 'x.pmat', message: 'pmat: not a dump' }, t);
    assert.equal(view.severity, 'error');
    assert.deepEqual(view.tooltip, ['x.pmat', 'pmat: not a dump']);
  });
});
