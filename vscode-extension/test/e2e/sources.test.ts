// A dump of a process whose sources lie elsewhere on this machine: one message
// for all of them, whose button asks for the folder.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from './eventually';
import { scenario } from './scenario';

scenario(
  'sources elsewhere',
  (fixture) => {
    fixture.dump(2_000, 'worker.pmat');
    const elsewhere = join(fixture.work, 'checkout');
    mkdirSync(elsewhere);
    for (const name of ['lib', 'websocket-leak.pl']) {
      renameSync(join(fixture.folder, name), join(elsewhere, name));
    }
    fixture.setSettings({ 'perlheap.dumps': ['*.pmat'] });
  },
  (step) => {
    step('they are mapped to the folder that a person chooses', async ({ vscode, fixture }) => {
      await vscode.openViews();
      await vscode.item('Dumps', /worker\.pmat.*shown/).waitFor();
      const toast = vscode.page.locator('.notification-toast').filter({ hasText: 'not found in the workspace' });
      await toast.waitFor();
      assert.equal(await toast.count(), 1, 'one message for all files');
      await vscode.picture('map-here');
      await toast.getByRole('button', { name: 'Map Here…' }).click();
      await vscode.chooseFile('Choose the folder that has the sources', join(fixture.work, 'checkout'));
      await eventually(() => {
        const settings = JSON.parse(readFileSync(join(fixture.folder, '.vscode', 'settings.json'), 'utf8')) as Record<string, Record<string, string>>;
        assert.equal(settings['perlheap.pathMappings']?.[fixture.folder], join(fixture.work, 'checkout'));
      });
      await vscode.item('Hot Lines', /2,000 closures.*Helpers\.pm:18/).waitFor();
      await vscode.item('Suspects', /2,000 closures.*Helpers\.pm:18/).click();
      await vscode.tab('Helpers.pm').waitFor();
      await vscode.lens('2,000 closures alive').waitFor();
    });
  },
);
