// A server that ends by itself: it comes back, says why it was away, and when it
// does so too often it stays down until a person starts it.

import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from './eventually';
import { scenario, type Scenario } from './scenario';

scenario(
  'a server that is killed',
  () => undefined,
  (step) => {
    step('comes back with the dump that a person had loaded, and says why it was away', async (s) => {
      const { vscode, fixture, server } = s;
      const path = fixture.dump(2_000, 'loaded.pmat');
      await vscode.openFile('Helpers.pm');
      await vscode.status('Perl Heap: no dump').waitFor();
      await vscode.run('Perl Heap: Load Dump…');
      await vscode.chooseFile('Load a heap dump', path);
      await vscode.lens('2,000 closures alive').waitFor();
      await kill(s);
      const toast = vscode.toast('The Perl Heap server has ended.');
      await toast.waitFor();
      const text = (await toast.textContent()) ?? '';
      assert.match(text, /killed \(SIGKILL\).* It is being restarted \(1 of 4 times within 3 minutes\)\./);
      assert.doesNotMatch(text, /loaded\.pmat|Helpers|chat-worker/, 'nothing of the dump is told');
      await toast.getByRole('button', { name: 'Report Issue' }).waitFor();
      await vscode.lens('2,000 closures alive').waitFor({ state: 'hidden' });
      await vscode.lens('2,000 closures alive').waitFor();
      assert.match(server.log(), /\[error\] The Perl Heap server has ended\. .*SIGKILL/);
      await vscode.clearToasts();
    });

    step('stays down when it ends again and again', async (s) => {
      const { vscode } = s;
      for (let end = 2; end <= 5; end++) {
        await kill(s);
        await vscode.toast(end < 5 ? `(${end} of 4 times` : 'It has ended 5 times within 3 minutes and will not be restarted.').waitFor();
      }
      await vscode.status('Perl Heap: stopped').waitFor();
      assert.equal(await vscode.toast('cannot start').count(), 0, 'it is said once');
      await vscode.status('Perl Heap: stopped').hover();
      await vscode.page.locator('.monaco-hover:visible').filter({ hasText: 'It has ended 5 times' }).waitFor();
      await vscode.screenshot('stopped');
      await vscode.openViews();
      await vscode.pane('Dumps').getByText('The server is not running.').waitFor();
      assert.deepEqual(s.server.servers(), [], 'it is not started again');
    });

    step('is started by a button', async (s) => {
      const { vscode } = s;
      await vscode.run('Notifications: Show Notifications');
      await vscode.page
        .locator('.notifications-center .notification-list-item')
        .filter({ hasText: 'will not be restarted' })
        .getByRole('button', { name: 'Restart Server' })
        .click();
      await vscode.status(/Perl Heap: (no dump|[\d.]+ [KMG]iB.*)$/).waitFor();
      assert.equal(s.server.servers().length, 1);
    });
  },
);

scenario(
  'a server that ends before it answers',
  (fixture) => {
    // As one that the system ends while it starts: the first time, and not again.
    const path = join(fixture.work, 'perlheap');
    const real = join(__dirname, '../../../server/perlheap');
    const once = join(fixture.work, 'once');
    writeFileSync(path, `#!/bin/sh\nif [ ! -e '${once}' ]; then : > '${once}'; exit 3; fi\nexec '${real}' "$@"\n`, { mode: 0o755 });
    fixture.dump(2_000, 'loaded.pmat');
    fixture.setSettings({ 'perlheap.server.path': path, 'perlheap.dumps': ['*.pmat'] });
  },
  (step) => {
    step('is started anew, and shows the dump', async ({ vscode, server, fixture }) => {
      await vscode.openFile('Helpers.pm');
      await vscode.status(/Perl Heap: [\d.]+ [KMG]iB/).waitFor();
      await vscode.lens('2,000 closures alive').waitFor();
      assert.ok(existsSync(join(fixture.work, 'once')), 'it has ended once');
      assert.match(server.log(), /\[error\] The Perl Heap server has ended\. Its process exited with code 3\. It is being restarted \(1 of 4/);
    });
  },
);

/** Ends the server as the system does when memory runs out; it runs by then. */
async function kill({ server }: Scenario): Promise<void> {
  await eventually(() => {
    assert.equal(server.servers().length, 1, 'the bundled server runs');
  });
  for (const pid of server.servers()) {
    process.kill(pid, 'SIGKILL');
  }
}
