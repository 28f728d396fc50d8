// What the manifest promises: nothing in it without words, and nothing named
// that is not there.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';

const root = join(__dirname, '../../..');

interface Setting {
  order?: number;
  scope?: string;
  default?: unknown;
  description?: string;
  markdownDescription?: string;
  type?: string | string[];
  enum?: string[];
  items?: { enum?: string[] };
}

interface Manifest {
  capabilities: { untrustedWorkspaces: { supported: unknown; restrictedConfigurations: string[] } };
  contributes: {
    commands: { command: string; title?: string; category?: string; icon?: string }[];
    menus: Record<string, { command: string; when?: string }[]>;
    configuration: { properties: Record<string, Setting> };
    views: Record<string, { id: string; icon?: string; name: string }[]>;
    viewsWelcome: { view: string; when: string }[];
  };
}

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
const texts = JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8')) as Record<string, string>;
const { commands, menus, configuration, views, viewsWelcome } = manifest.contributes;

describe('the manifest', () => {
  it('has a text for each key, and uses each text', () => {
    const used = new Set([...JSON.stringify(manifest).matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key ?? ''));
    assert.deepEqual([...used].filter((key) => texts[key] === undefined), []);
    assert.deepEqual(Object.keys(texts).filter((key) => !used.has(key)), []);
  });

  it('lets a setting wait for trust that may name a file, a folder, a program or a revision', () => {
    const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    const harmless = ({ type, enum: ofType, items }: Setting): boolean =>
      [type].flat().every((one) => one === 'boolean' || one === 'integer' || one === 'number') || (ofType ?? items?.enum) !== undefined;
    const free = Object.entries(configuration.properties).filter(([, setting]) => !harmless(setting)).map(([name]) => name);
    assert.equal(supported, 'limited');
    assert.deepEqual(restrictedConfigurations.sort(), free.sort());
  });

  it('gives each command a title, a category and an icon', () => {
    assert.deepEqual(
      commands.filter(({ title, category, icon }) => !/^%.*%$/.test(title ?? '') || category !== 'Perl Heap' || icon === undefined).map(({ command }) => command),
      [],
    );
  });

  it('names no command in a menu or a text that it does not have', () => {
    const known = new Set([...commands.map(({ command }) => command), ...(views.perlheap ?? []).map(({ id }) => `${id}.focus`)]);
    const named = [
      ...Object.values(menus).flatMap((items) => items.map(({ command }) => command)),
      ...Object.values(texts).flatMap((text) => [...text.matchAll(/\(command:(perlheap\.[\w.]+)/g)].map(([, command]) => command ?? '')),
    ];
    assert.deepEqual(named.filter((command) => !known.has(command)), []);
  });

  it('registers the commands that it has', () => {
    const source = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(join(root, 'src', name), 'utf8'))
      .join('\n');
    // Those of the orders of hot lines are made of the orders' names.
    const missing = commands.filter(({ command }) => !source.includes(`'${command}'`) && !command.startsWith('perlheap.hotLines.by'));
    assert.deepEqual(missing.map(({ command }) => command), []);
  });

  it('describes each setting, with its default, its scope and a place of its own', () => {
    const settings = Object.entries(configuration.properties);
    assert.deepEqual(
      settings
        .filter(([, s]) => s.default === undefined || s.scope === undefined || (s.description ?? s.markdownDescription) === undefined)
        .map(([name]) => name),
      [],
    );
    assert.equal(new Set(settings.map(([, { order }]) => order)).size, settings.length);
  });

  it('says in each empty view what to do', () => {
    for (const { id, icon } of views.perlheap ?? []) {
      assert.ok(viewsWelcome.some(({ view }) => view === id), id);
      assert.ok(icon !== undefined && existsSync(join(root, icon)), id);
    }
  });
});
