// A dump that takes seconds to load: what is seen of it, and how it is stopped.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { eventually } from './eventually';
import { scenario } from './scenario';

scenario(
  'a long load',
  (fixture) => {
    // Half a gigabyte: 6.4 million SVs.
    fixture.dump(400_000, 'big.pmat');
    fixture.dump(2_000, 'small.pmat');
    return undefined;
  },
  (step) => {
    step('tells how far it has come, and can be cancelled', async ({ vscode, fixture, server }) => {
      await vscode.openFile('Helpers.pm');
      await vscode.run('Perl Heap: Load Dump…');
      await vscode.chooseFile('Load a heap dump', join(fixture.folder, 'big.pmat'));
      await vscode.status(/Perl Heap: loading \d+ %/).waitFor();
      // However fast it is, it does not end before it is cancelled.
      const [pid] = server.servers();
      assert.ok(pid !== undefined);
      process.kill(pid, 'SIGSTOP');
      const toast = vscode.toast('Loading big.pmat');
      try {
        await toast.getByText('Cancel').click();
      } finally {
        process.kill(pid, 'SIGCONT');
      }
      await toast.waitFor({ state: 'hidden' });
      await vscode.status('Perl Heap: no dump').waitFor();
      await eventually(() => {
        assert.match(server.log(), /load cancelled/);
      });
    });

    step('which nobody is told who has done it', async ({ vscode, fixture }) => {
      await vscode.run('Perl Heap: Load Dump…');
      await vscode.chooseFile('Load a heap dump', join(fixture.folder, 'small.pmat'));
      await vscode.lens('2,000 closures alive').waitFor();
      assert.equal(await vscode.page.locator('.notification-toast').count(), 0);
    });
  },
);
