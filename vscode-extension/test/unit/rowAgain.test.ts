import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rowAgain } from '../../src/webview/rowAgain';

test('the row at which one is stays the same in another order', () => {
  const at = (keys: string[], key: string | undefined, was: number): number => rowAgain(key, was, keys.length, (index) => keys[index]);
  assert.equal(at(['a', 'b', 'c'], 'b', 1), 1);
  assert.equal(at(['c', 'b', 'a'], 'a', 0), 2);
  assert.equal(at(['new', 'a', 'b'], 'b', 1), 2);
  assert.equal(at(['b', 'b'], 'b', 1), 1, 'the one nearby of two');
  assert.equal(at(['c', 'd'], 'a', 1), 1, 'gone');
  assert.equal(at(['c'], 'a', 4), 0, 'fewer than before');
  assert.equal(at([], 'a', 4), 0);
  assert.equal(at(['b', 'a'], undefined, 0), 0, 'rows without keys');
});

test('a long list is not searched to its end', () => {
  let looked = 0;
  rowAgain('gone', 5, 7_000_000, () => {
    looked++;
    return 'other';
  });
  assert.ok(looked < 5_000, String(looked));
});
