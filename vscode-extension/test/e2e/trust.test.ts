// A workspace that is not trusted: nothing of it is loaded by itself or run,
// until it is trusted.

import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fixture } from './fixture';
import { scenario } from './scenario';

scenario(
  'an untrusted workspace',
  (fixture) => {
    const ownServer = join(fixture.folder, 'server.sh');
    writeFileSync(ownServer, `#!/bin/sh\ntouch '${ran(fixture)}'\n`, { mode: 0o755 });
    fixture.setSettings({ 'perlheap.server.path': ownServer, 'perlheap.dumps': ['untrusted.pmat'] });
    fixture.dump(2_000, 'untrusted.pmat');
    fixture.dump(3_000, 'asked-for.pmat');
    return { own: { untrusted: true } };
  },
  (step) => {
    step('loads what a person asks for, nothing by itself, and runs nothing of its own', async ({ vscode, fixture, server }) => {
      await vscode.page.locator('.monaco-dialog-box').getByText(/^No, /).click();
      await vscode.openFile('Helpers.pm');
      await vscode.status('Perl Heap: no dump').waitFor();
      await vscode.run('Perl Heap: Load Dump…');
      await vscode.chooseFile('Load a heap dump', join(fixture.folder, 'asked-for.pmat'));
      // The other would have been loaded before it: it was there when the server started.
      await vscode.lens('3,000 closures alive').waitFor();
      await vscode.openViews();
      await vscode.item('Dumps', /asked-for\.pmat.*shown/).waitFor();
      assert.equal(await vscode.item('Dumps', 'untrusted.pmat').count(), 0, 'nothing is loaded by itself');
      assert.equal(server.servers().length, 1);
      assert.equal(existsSync(ran(fixture)), false);
    });

    step('has its settings hold once it is trusted, in the same window', async ({ vscode, fixture }) => {
      // VS Code has noticed that they are others when its title is another.
      fixture.setSettings({ 'perlheap.dumps': ['untrusted.pmat'], 'window.title': 'noticed' });
      await vscode.page.waitForFunction(() => document.title.includes('noticed'));
      await vscode.run('Workspaces: Manage Workspace Trust');
      await vscode.page.locator('.workspace-trust-editor .monaco-button').filter({ hasText: /^Trust$/ }).click();
      await vscode.item('Dumps', 'untrusted.pmat').waitFor();
      await vscode.openFile('Helpers.pm');
      await vscode.lens(/[23],000 closures alive/).waitFor();
      await vscode.screenshot('trusted');
    });
  },
);

/** The file that the workspace's own server makes. */
function ran({ work }: Fixture): string {
  return join(work, 'ran');
}
