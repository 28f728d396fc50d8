import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { tail } from '../../src/svText';

describe('tail', () => {
  const path = '/usr/lib/x86_64-linux-gnu/perl-base/POSIX.pm:482';
  it('leaves what fits', () => {
    assert.equal(tail('lib/Helpers.pm:18', 26), 'lib/Helpers.pm:18');
  });
  it('cuts at names of folders', () => {
    assert.equal(tail(path, 26), '…/perl-base/POSIX.pm:482');
    assert.equal(tail(path, 24), '…/perl-base/POSIX.pm:482');
    assert.equal(tail(path, 23), '…/POSIX.pm:482');
  });
  it('cuts a name that is too long by itself', () => {
    assert.equal(tail(`/a/${'x'.repeat(40)}.pm:1`, 10), '…xxxx.pm:1');
  });
});
