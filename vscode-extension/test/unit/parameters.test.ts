import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isAddress, locateParams, openParams, whyParams } from '../../src/parameters';

const dump = { path: '/srv/worker.pmat', version: '2a-1x' };

describe('isAddress', () => {
  it('takes what the server takes and nothing else', () => {
    assert.ok(isAddress('0x55d0c8a1e2f8'));
    assert.ok(isAddress('0X1F'));
    for (const wrong of ['55d0c8a1e2f8', '0x', '0x12345678901234567', '0x1 ', '0x1&x', 17, undefined, null, ['0x1']]) {
      assert.ok(!isAddress(wrong), String(wrong));
    }
  });
});

describe('openParams', () => {
  it('takes what lenses of the server say', () => {
    assert.deepEqual(openParams({ kind: 'overview' }), { kind: 'overview' });
    assert.deepEqual(openParams({ kind: 'sv', address: '0x1', dump }), { kind: 'sv', address: '0x1', dump });
    assert.deepEqual(openParams({ kind: 'identify', address: '0xf' }), { kind: 'identify', address: '0xf' });
    assert.deepEqual(openParams({ kind: 'line', file: 'file:///a.pl', line: 3, dump }), { kind: 'line', file: 'file:///a.pl', line: 3, dump });
  });

  it('passes on nothing that it does not know', () => {
    assert.deepEqual(openParams({ kind: 'overview', show: false, dump: { ...dump, more: 1 } }), { kind: 'overview', dump });
    assert.deepEqual(openParams({ kind: 'sv', address: '0x1', dump: 'worker.pmat' }), { kind: 'sv', address: '0x1' });
  });

  it('refuses everything else', () => {
    for (const wrong of [
      undefined,
      null,
      'overview',
      {},
      { kind: 'shell' },
      { kind: 'sv' },
      { kind: 'identify', address: 'x' },
      { kind: 'line', file: 'a.pl' },
      { kind: 'line', file: 'a.pl', line: 0 },
    ]) {
      assert.equal(openParams(wrong), undefined, JSON.stringify(wrong));
    }
  });
});

describe('locateParams', () => {
  it('takes an address, and a dump if there is one', () => {
    assert.deepEqual(locateParams({ address: '0x1' }), { address: '0x1' });
    assert.deepEqual(locateParams({ address: '0x1', dump }), { address: '0x1', dump });
    assert.equal(locateParams({ address: 'lib/Foo.pm' }), undefined);
    assert.equal(locateParams(undefined), undefined);
  });
});

describe('whyParams', () => {
  it('takes a file and a line that counts from 1', () => {
    assert.deepEqual(whyParams({ file: 'file:///a.pl', line: 1 }), { file: 'file:///a.pl', line: 1 });
    for (const wrong of [{ file: 'a.pl', line: 0 }, { file: 'a.pl', line: 1.5 }, { file: 1, line: 1 }, { line: 1 }, 'a.pl']) {
      assert.equal(whyParams(wrong), undefined, JSON.stringify(wrong));
    }
  });
});
