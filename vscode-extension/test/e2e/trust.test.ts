// A workspace that is not trusted: nothing of it is loaded by itself or run,
// until it is trusted.

import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { startCodeServer } from './codeServer';
import { newFixture, packagedExtension } from './fixture';
import { Workbench } from './workbench';

it('an untrusted workspace loads nothing by itself, and runs nothing of its own, until it is trusted', { timeout: 180_000 }, async () => {
  const fixture = newFixture();
  const ran = join(fixture.work, 'ran');
  const ownServer = join(fixture.folder, 'server.sh');
  writeFileSync(ownServer, `#!/bin/sh\ntouch '${ran}'\n`, { mode: 0o755 });
  fixture.setSettings({ 'perlheap.server.path': ownServer, 'perlheap.dumps': ['*.pmat'] });
  fixture.dump(2_000, 'untrusted.pmat');
  const server = await startCodeServer(fixture.work, packagedExtension(), { trust: 'ask' });
  try {
    const vscode = await Workbench.open(server.url(fixture.folder));
    try {
      await vscode.page.locator('.monaco-dialog-box').getByText(/^No, /).click();
      await vscode.openFile('Helpers.pm');
      await vscode.page.waitForTimeout(4_000); // longer than a dump is left alone before it is loaded
      assert.equal(await vscode.lens('2,000 closures alive').count(), 0, 'nothing is loaded by itself');
      assert.equal(fixture.servers().length, 1);
      assert.throws(() => {
        rmSync(ran);
      }, /ENOENT/);

      // Trusting it is enough: its settings hold then, in the same window.
      fixture.setSettings({ 'perlheap.dumps': ['*.pmat'] });
      await vscode.run('Workspaces: Manage Workspace Trust');
      await vscode.page.locator('.workspace-trust-editor .monaco-button').filter({ hasText: /^Trust$/ }).click();
      await vscode.openFile('Helpers.pm');
      await vscode.lens('2,000 closures alive').waitFor();
      await vscode.screenshot('trusted');
    } catch (error) {
      await vscode.picture('failed-trust');
      throw error;
    } finally {
      await vscode.close();
    }
  } finally {
    await server.stop();
    rmSync(fixture.work, { recursive: true, force: true });
  }
});
