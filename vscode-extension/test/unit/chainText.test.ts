import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withLocations } from '../../src/chainText';
import { findLinks } from '../../src/links';
import type { Chain } from '../../src/lsp_ext';

const text = `CODE(PP,closure) at 0x10 is:
├─element [3] of ARRAY(4) at 0x20, which is:
│ └─the lexical @list of CODE(PP) at 0x30=main_cv, which is:
│   └─the main code
└─constant of CODE(PP) at 0x40, which is (*A):
  └─already found as *A
`;

const chain: Chain = {
  sv: { address: '0x10', file: '/app/a.pl', line: 7 },
  entries: [
    {
      sv: { address: '0x20' },
      entries: [{ sv: { address: '0x30', file: '/app/a.pl', line: 1 }, entries: [{}] }],
    },
    { sv: { address: '0x40', file: '/usr/share/perl5/B.pm', line: 9 }, entries: [{}] },
  ],
};

describe('withLocations', () => {
  it('puts the location of each CODE behind its address', () => {
    assert.equal(
      withLocations(text, chain, (file) => file.replace('/app/', '')),
      `CODE(PP,closure) at 0x10 (a.pl line 7) is:
├─element [3] of ARRAY(4) at 0x20, which is:
│ └─the lexical @list of CODE(PP) at 0x30 (a.pl line 1)=main_cv, which is:
│   └─the main code
└─constant of CODE(PP) at 0x40 (/usr/share/perl5/B.pm line 9), which is (*A):
  └─already found as *A
`,
    );
  });

  it('makes links that ask for the CODE they stand at', () => {
    const locations = findLinks(withLocations(text, chain, (file) => file)).filter(({ kind }) => kind === 'location');
    assert.deepEqual(
      locations.map(({ address }) => address),
      ['0x10', '0x30', '0x40'],
    );
  });

  it('leaves alone what does not fit', () => {
    assert.equal(withLocations('', { sv: { address: '0x10' }, entries: [] }, String), '');
    assert.equal(withLocations('other\n', chain, String), 'other\n');
    assert.equal(withLocations('CODE at 0x10\n', { ...chain, entries: [] }, String), 'CODE at 0x10 (/app/a.pl line 7)\n');
  });

  it('does not mind how deep a chain is', () => {
    const deep: Chain = { sv: { address: '0x1' }, entries: [] };
    let entries = deep.entries;
    for (let n = 0; n < 100_000; n++) {
      const next: Chain['entries'] = [];
      entries.push({ sv: { address: '0x2', file: 'b.pl', line: 1 }, entries: next });
      entries = next;
    }
    assert.match(withLocations(`0x1\n${'0x2\n'.repeat(100_000)}`, deep, String), /0x2 \(b\.pl line 1\)\n$/);
  });
});
