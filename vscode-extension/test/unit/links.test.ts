import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findLinks, isAddress } from '../../src/links';

/** Each link as its text, with the SV of a location after an arrow. */
function found(text: string): string[] {
  return findLinks(text).map(({ start, end, kind, address }) =>
    kind === 'address' ? text.slice(start, end) : `${text.slice(start, end)} -> ${address}`,
  );
}

describe('findLinks', () => {
  it('finds addresses, wherever they stand', () => {
    assert.deepEqual(found('CODE(PP) at 0x55d0c8a1e2f8=&main::x, 0x7F00AA\n└─ARRAY(20000) at 0x1'), [
      '0x55d0c8a1e2f8',
      '0x7F00AA',
      '0x1',
    ]);
  });

  it('gives the offsets in UTF-16 units of the whole text', () => {
    const text = '└─😀 0x10\n0x20';
    assert.deepEqual(
      findLinks(text).map(({ start, end }) => [start, end]),
      [
        [5, 9],
        [10, 14],
      ],
    );
  });

  it('takes a location to be of the address before it in its line', () => {
    assert.deepEqual(found('0x1 and 0x2 at lib/Helpers.pm line 22, 0x3'), [
      '0x1',
      '0x2',
      'lib/Helpers.pm line 22 -> 0x2',
      '0x3',
    ]);
  });

  it('else of the one after it, else of the SV that it is told of', () => {
    assert.deepEqual(found('at a.pl line 3: 0x1'), ['a.pl line 3 -> 0x1', '0x1']);
    const shown = `REF() at 0x1 with refcount 1
  RV=CODE() at 0x2

CODE() at 0x2 with refcount 1
  scope=CODE() at 0x3
  location=/srv/app/a.pl line 3
`;
    assert.deepEqual(found(shown), ['0x1', '0x2', '0x2', '0x3', '/srv/app/a.pl line 3 -> 0x2']);
  });

  it('makes no link of a location that no SV is known for', () => {
    assert.deepEqual(found('a.pl line 3'), []);
    assert.deepEqual(found('0x1\nno SV\n  a.pl line 3'), ['0x1']);
  });

  it('makes no link of what only looks like one', () => {
    assert.deepEqual(found('0x 0xg 00x12 x0x1 0x12345678901234567 line 4'), []);
    assert.deepEqual(found('0x1 at a.pl line x'), ['0x1']);
  });

  it('never hands on more than hexadecimal digits, whatever the dump says', () => {
    const hostile = '0x1"];alert(1)//line 3 [x](command:evil) 0x2%22 <img> line 9 a.pl"),(line 4 line 5';
    for (const { address } of findLinks(hostile)) {
      assert.match(address, /^0x[0-9a-f]+$/i);
    }
  });

  it('stops at the limit, and is quick on a very long line', () => {
    assert.equal(findLinks('0x1 '.repeat(50), 7).length, 7);
    const start = performance.now();
    findLinks('a'.repeat(1_000_000) + ' line x');
    findLinks(' line '.repeat(200_000));
    assert.ok(performance.now() - start < 2_000);
  });
});

describe('isAddress', () => {
  it('takes whole addresses only', () => {
    assert.ok(isAddress('0x55d0c8a1e2f8'));
    assert.ok(isAddress('0xABCDEF'));
    for (const no of ['', '0x', '55d0', ' 0x1', '0x1 ', '0x1\n', '0x12345678901234567', undefined, 17, ['0x1']]) {
      assert.ok(!isAddress(no), String(no));
    }
  });
});
