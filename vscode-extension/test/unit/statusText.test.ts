import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bytes, course, group, percent, retained, short, statusView, type Status } from '../../src/statusText';

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

describe('numbers', () => {
  it('are short at a glance', () => {
    const all = [0, 950, 999, 1000, 20_000, 99_949, 99_960, 331_245, 999_499, 999_500, 7_301_234, 1_234_567_890];
    assert.deepEqual(all.map(short), [
      '0',
      '950',
      '999',
      '1.0 k',
      '20.0 k',
      '99.9 k',
      '100 k',
      '331 k',
      '999 k',
      '1.0 M',
      '7.3 M',
      '1.2 G',
    ]);
  });

  it('are grouped, whatever the locale of the machine', () => {
    assert.equal(group(457_025), '457,025');
  });

  it('round down what is retained at least', () => {
    assert.deepEqual([1023, 1024, 11_520, 104_857, 1_048_575, 4_718_591].map((n) => retained(n, true)), ['≥ 1023 bytes', '≥ 1.0 KiB', '≥ 11.2 KiB', '≥ 102.3 KiB', '≥ 1023.9 KiB', '≥ 4.4 MiB']);
    assert.equal(retained(11_520, undefined), '11.3 KiB');
  });

  it('have binary units of bytes', () => {
    assert.deepEqual([0, 1023, 1024, 4_300_000, 5e9].map(bytes), ['0 bytes', '1023 bytes', '1.0 KiB', '4.1 MiB', '4.7 GiB']);
  });

  it('tell of several dumps only if they differ', () => {
    assert.deepEqual([[7], [7, 7], [0, 7000], []].map(course), ['7', '7', '0 → 7,000', '']);
  });

  it('never say 0 or 100 % of what is not', () => {
    assert.deepEqual([0, 0.0001, 0.0123, 0.9991, 0.99999, 1].map(percent), [
      '0.0 %',
      '< 0.1 %',
      '1.2 %',
      '99.9 %',
      '> 99.9 %',
      '100.0 %',
    ]);
  });
});
