import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { beginning, ignoredName, placeText, suspectDescription, suspectPlace, suspectRow, tail, whereOf } from '../../src/svText';

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

describe('a name that a dump has made long', () => {
  const line = { file: '', line: 0, kind: 'object' } as const;
  it('is cut with how much is left out', () => {
    assert.equal(beginning('x'.repeat(200)), 'x'.repeat(200));
    assert.equal(beginning('x'.repeat(201)), `${'x'.repeat(200)}… (1 more character)`);
    assert.equal(beginning('😀'.repeat(1300)), `${'😀'.repeat(200)}… (1,100 more characters)`);
  });
  it('counts what the server has left out', () => {
    assert.equal(beginning(`${'x'.repeat(4096)}… (995,904 more characters)`), `${'x'.repeat(200)}… (999,800 more characters)`);
    const shown = `${'x'.repeat(200)}… (5 more characters)`;
    assert.equal(beginning(shown), shown);
  });
  it('is cut wherever it stands for a line', () => {
    const name = 'n'.repeat(4000);
    for (const text of [
      whereOf({ ...line, name }),
      whereOf({ ...line, file: name, line: 7 }),
      placeText({ file: name, line: 7 }),
      suspectPlace({ ...line, class: name, kind: 'closures' }),
      suspectPlace({ file: name, line: 7, class: null, kind: 'closures' }),
    ]) {
      assert.ok(text.startsWith(`${'n'.repeat(200)}… (3,800 more characters)`), text);
    }
  });
});

describe('a suspect', () => {
  const suspect = { kind: 'closures', numbers: '180 alive · 104.4 KiB retained', file: 'lib/App.pm', line: 122, class: null } as const;
  it('says of a line that is gone or uncertain that it is, and why', () => {
    assert.equal(suspectDescription({ ...suspect, state: 'gone' }), 'gone · closures · 180 alive · 104.4 KiB retained');
    assert.equal(suspectDescription({ ...suspect, state: 'uncertain' }), 'uncertain · closures · 180 alive · 104.4 KiB retained');
    assert.equal(placeText({ ...suspect, doubt: 'it may be elsewhere' }), 'lib/App.pm:122 (it may be elsewhere)');
  });
  it('says so in its row of the view', () => {
    const row = { ...suspect, amount: '180 × 594 bytes' } as const;
    assert.equal(suspectRow({ ...row, state: 'gone' }), 'gone · 180 × 594 bytes · lib/App.pm:122');
    assert.equal(suspectRow({ ...row, state: 'uncertain' }), 'uncertain · 180 × 594 bytes · lib/App.pm:122');
    assert.equal(suspectRow({ ...row, state: 'exact' }), '180 × 594 bytes · lib/App.pm:122');
    assert.equal(suspectRow({ ...suspect, state: 'gone' }), 'gone · lib/App.pm:122');
  });
  it('says nothing of a line that is sure', () => {
    assert.equal(suspectDescription({ ...suspect, state: 'exact' }), 'closures · 180 alive · 104.4 KiB retained');
    assert.equal(suspectDescription({ ...suspect, state: 'moved' }), 'closures · 180 alive · 104.4 KiB retained');
    assert.equal(placeText(suspect), 'lib/App.pm:122');
  });
  it('is named by its class, or what it is, without a line', () => {
    assert.equal(suspectPlace(suspect), 'lib/App.pm:122');
    assert.equal(suspectPlace({ ...suspect, line: 0 }), 'closures');
    assert.equal(suspectPlace({ ...suspect, line: 0, class: 'Hub' }), 'Hub');
  });
});

describe('what is ignored', () => {
  const suspect = { kind: 'closures', class: null, holder: null, recordedFile: '', recordedLine: 0 };
  it('is told apart by its holder', () => {
    const names = [{ ...suspect, holder: '%a' }, { ...suspect, holder: '%b' }, { ...suspect, class: 'A' }, { ...suspect, recordedFile: 'A.pm' }].map(ignoredName);
    assert.equal(new Set(names).size, 4);
    assert.ok(!names.includes(undefined));
  });
  it('has something that tells it from others', () => {
    assert.equal(ignoredName(suspect), undefined);
  });
});
