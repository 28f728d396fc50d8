import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { shortestChain } from '../../src/chain';
import { graphOf } from '../../src/graph/build';
import type { Chain, SV } from '../../src/wire';

const t = (message: string, ...args: (string | number)[]): string => message.replace(/\{(\d+)\}/g, (_, n: string) => String(args[Number(n)]));

const sv = (address: string): SV => ({ address, desc: 'SCALAR(UV)', type: 'SCALAR', bytes: 24 });

const chain: Chain = {
  sv: { address: '0x1', desc: 'CODE(PP,closure)', type: 'CODE', bytes: 1 },
  entries: [
    {
      kind: 'reference',
      name: 'value {cb}',
      text: 'value {cb}',
      strength: 'strong',
      sv: { address: '0x2', desc: 'HASH(1)', type: 'HASH', package: 'Hub', bytes: 1 },
      label: 'A',
      entries: [
        {
          kind: 'reference',
          name: 'the lexical $self',
          text: 'the lexical $self',
          strength: 'strong',
          sv: { address: '0x3', desc: 'PAD(2)', type: 'PAD', bytes: 1 },
          entries: [
            {
              kind: 'reference',
              name: 'the lexical $hub',
              text: 'the lexical $hub',
              strength: 'strong',
              sv: { address: '0x2', desc: 'HASH(1)', type: 'HASH', package: 'Hub', bytes: 1 },
              entries: [{ kind: 'again', label: 'A', circular: true, text: 'already found circularly as *A' }],
            },
          ],
        },
        { kind: 'root', name: 'the main stash', text: 'the main stash', strength: 'strong' },
      ],
    },
    { kind: 'more', text: '… and 12,345 more references to it', count: 12_345 },
  ],
};

describe('graphOf', () => {
  it('draws a chain from its roots down, and a cycle as a cycle', () => {
    const { nodes, edges, cut } = graphOf({ kind: 'chain', chain, captured: [] }, t);
    assert.equal(cut, false);
    assert.deepEqual(
      nodes.map(({ lines, kind }) => `${kind}: ${lines.join(' ')}`),
      ['subject: CODE(PP,closure)', 'sv: HASH(1)=Hub', 'sv: PAD(2)', 'root: the main stash', 'end: … and 12,345 more references to it'],
    );
    assert.deepEqual(
      edges.map(({ from, to, label, cycle }) => `${from} -> ${to} ${label}${cycle ? ' cycle' : ''}`),
      ['0x2 -> 0x1 value {cb}', '0x3 -> 0x2 the lexical $self', '0x2 -> 0x3 the lexical $hub cycle', 'root the main stash -> 0x2 ', 'end 0x1 … and 12,345 more references to it -> 0x1 '],
    );
  });

  it('has no root for what was found already, and says which reference to cut', () => {
    const closure: SV = { address: '0x1', desc: 'CODE(PP,closure)', type: 'CODE', bytes: 1 };
    const cycle: Chain = {
      sv: closure,
      entries: [
        {
          kind: 'reference',
          name: 'value {cb}',
          text: 'value {cb}',
          sv: { address: '0x2', desc: 'HASH(1)', type: 'HASH', bytes: 1 },
          entries: [{ kind: 'reference', name: 'the lexical $self at depth 1', text: 'the lexical $self', sv: closure, entries: [{ kind: 'again', circular: true, text: 'already found circularly' }] }],
        },
      ],
    };
    const { nodes, edges } = graphOf({ kind: 'chain', chain: cycle, alike: '70 like it', captured: ['$self'] }, t);
    assert.deepEqual(nodes.map(({ lines, kind }) => `${kind}: ${lines.join(' ')}`), ['subject: CODE(PP,closure) 70 like it', 'sv: HASH(1)']);
    assert.deepEqual(
      edges.map((edge) => `${edge.from} -> ${edge.to} ${edge.label}${edge.cycle ? ' cycle' : ''}${edge.cure === true ? ' cure' : ''}`),
      ['0x2 -> 0x1 value {cb}', '0x1 -> 0x2 the lexical $self ✂ cut here cycle cure'],
    );
  });

  it('counts the ways of merged chains, and marks where they collect', () => {
    const array = { address: '0x9', desc: 'ARRAY(7)', type: 'ARRAY', bytes: 1 };
    const { nodes, edges } = graphOf(
      {
        kind: 'merged',
        what: '7 closures of line 3',
        merged: {
          count: 8,
          unreached: 1,
          lost: 'no root leads to 1',
          point: array,
          entries: [
            {
              kind: 'reference',
              name: 'the referrant',
              text: 'the referrant',
              count: 7,
              svs: 7,
              sv: { address: '0x5', desc: 'REF()', type: 'REF', bytes: 1 },
              entries: [{ kind: 'reference', name: 'an element', text: 'an element', count: 7, svs: 1, sv: array, entries: [{ kind: 'root', name: 'a root', text: 'a root', count: 7 }] }],
            },
          ],
        },
      },
      t,
    );
    assert.deepEqual(
      nodes.map(({ lines, kind }) => `${kind}: ${lines.join(' ')}`),
      ['subject: 7 closures of line 3', 'sv: 7 × REF()', 'point: ARRAY(7) they collect here', 'root: a root', 'end: no root leads to 1'],
    );
    assert.deepEqual(
      edges.map(({ count, label }) => `${count ?? ''} ${label}`),
      ['7 the referrant', '7 an element', '7 ', '1 '],
    );
  });

  it('draws no more than a person can look at, however deep a chain is', () => {
    const deep: Chain = { sv: sv('0x1'), entries: [] };
    let { entries } = deep;
    for (let n = 2; n < 50_000; n++) {
      const next: Chain['entries'] = [];
      entries.push({ kind: 'reference', name: 'x'.repeat(1_000), text: 'x'.repeat(1_000), sv: sv(`0x${n.toString(16)}`), entries: next });
      entries = next;
    }
    const { nodes, edges, cut } = graphOf({ kind: 'chain', chain: deep, captured: [] }, t);
    assert.equal(nodes.length, 200);
    assert.equal(cut, true);
    assert.ok(edges.every(({ label }) => label.length < 50));
  });
});

describe('shortestChain', () => {
  it('keeps the way to the nearest root', () => {
    assert.deepEqual(
      shortestChain(chain).entries.map(({ name, entries }) => [name, entries?.map((entry) => entry.name)]),
      [['value {cb}', ['the main stash']]],
    );
    assert.deepEqual(shortestChain({ sv: sv('0x1'), entries: [{ kind: 'too deep' }] }).entries, []);
  });
});
