import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseToHost, parseToPage } from '../../src/webview/protocol';

describe('parseToHost', () => {
  it('takes what a page may say, and nothing beside it', () => {
    const all = [
      { type: 'ready' },
      { type: 'reload' },
      { type: 'wasteTexts' },
      { type: 'sv', action: 'show', address: '0x55d0' },
      { type: 'open', list: 'lines', index: 3 },
      { type: 'why', list: 'suspects', index: 0 },
      { type: 'draw', list: 'lines', index: 0 },
      { type: 'population' },
      { type: 'population', address: '0x1' },
      { type: 'histogram', sort: 'growth' },
      { type: 'instances', id: 1, name: 'My::Class', offset: 0, limit: 200 },
      { type: 'largest', measure: 'owned' },
      { type: 'find', id: 1, filters: ['pv', '--eq', 'x'], offset: 0, limit: 200 },
      { type: 'query', id: 1, query: 'class=Foo and retained>1MB', offset: 0, limit: 200 },
    ];
    for (const message of all) {
      assert.deepEqual(parseToHost({ ...message, beside: 'evil' }), message);
    }
  });

  it('refuses the rest', () => {
    const bad: unknown[] = [
      undefined,
      null,
      'ready',
      [],
      {},
      { type: 'command', command: 'workbench.action.terminal.new' },
      { type: 'sv', action: 'show', address: '%main::x' },
      { type: 'sv', action: 'delete', address: '0x1' },
      { type: 'sv', action: 'constructor', address: '0x1' },
      { type: 'open', list: '/etc/passwd', index: 0 },
      { type: 'open', list: 'lines', index: -1 },
      { type: 'open', list: 'lines', index: '0' },
      { type: 'population', address: 7 },
      { type: 'histogram', sort: 'constructor' },
      { type: 'instances', id: 1, name: ['x'], offset: 0, limit: 200 },
      { type: 'instances', id: 1, name: 'x'.repeat(20_000), offset: 0, limit: 200 },
      { type: 'find', id: 1, filters: [], offset: 0, limit: 200 },
      { type: 'find', id: 1, filters: ['x'.repeat(2_000)], offset: 0, limit: 200 },
      { type: 'find', id: 1, filters: ['pv'], offset: 0, limit: 1e9 },
      { type: 'query', id: 1, query: ['x'], offset: 0, limit: 200 },
      { type: 'query', id: 1, query: 'x'.repeat(20_000), offset: 0, limit: 200 },
      { type: 'find', id: NaN, filters: ['pv'], offset: 0, limit: 1 },
    ];
    for (const message of bad) {
      assert.equal(parseToHost(message), undefined, JSON.stringify(message));
    }
  });
});

describe('parseToPage', () => {
  it('takes messages of the protocol only', () => {
    assert.ok(parseToPage({ type: 'state', state: 'ready', message: '' }));
    assert.ok(parseToPage({ type: 'part', part: 'histogram', value: {} }));
    for (const bad of [undefined, 'x', { type: 'part', part: 'else', value: {} }, { type: 'graph', title: 1 }, { type: 'eval', code: '1' }]) {
      assert.equal(parseToPage(bad), undefined);
    }
  });
});
