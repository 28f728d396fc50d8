// From nothing to a comparison in a real VS Code: what an empty view offers, a
// file that is no dump, and dumps that are taken of a perl that is running.

import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from './eventually';
import { scenario } from './scenario';

let worker: ChildProcess;
let other: ChildProcess;

scenario(
  'take a dump',
  (fixture) => {
    writeFileSync(
      join(fixture.folder, 'worker.pl'),
      [
        'use strict; use lib "lib"; use Helpers; $| = 1; $0 = q(chat worker $(trash));',
        'print "ready\\n";',
        'while (<STDIN>) {',
        '    Helpers::redis({}, "ws_redis_master") for 1 .. 1_000;',
        '    print "ready\\n";',
        '}',
      ].join('\n'),
    );
    worker = spawn('perl', ['worker.pl'], { cwd: fixture.folder, stdio: ['pipe', 'pipe', 'inherit'] });
    // Called perl, and none.
    const pretender = join(fixture.work, 'perl');
    copyFileSync('/usr/bin/sleep', pretender);
    chmodSync(pretender, 0o755);
    other = spawn(pretender, ['1000'], { stdio: 'ignore' });
    return undefined;
  },
  (step) => {
    const grow = async (): Promise<void> => {
      worker.stdin?.write('more\n');
      assert.ok(worker.stdout);
      await once(worker.stdout, 'data');
    };

    step('is offered where nothing is loaded', async ({ vscode }) => {
      await vscode.openViews();
      const dumps = vscode.pane('Dumps');
      for (const button of ['Take Heap Dump…', 'Load Dump…']) {
        await dumps.locator('.monaco-button').filter({ hasText: button }).first().waitFor();
      }
      await vscode.screenshot('nothing-yet');
    });

    step('or one that lies in the workspace, and a file that is none says so once', async ({ vscode, fixture }) => {
      mkdirSync(join(fixture.folder, 'tmp'));
      writeFileSync(join(fixture.folder, 'tmp', 'broken.pmat'), 'this is not a heap dump');
      await vscode.viewAction('Dumps', 'Refresh');
      await vscode.item('Dumps', 'broken.pmat').click();
      await vscode.toast('not a heap dump: it does not begin with PMAT').waitFor();
      assert.equal(await vscode.page.locator('.notification-toast').count(), 1);
      await vscode.item('Dumps', 'Take Heap Dump…').waitFor();
      await vscode.sideBar(220);
      await vscode.screenshot('bad-file-narrow');
      await vscode.sideBar(300);
      await vscode.clearToasts();
      assert.equal(await vscode.page.getByText('Looking for suspects').count(), 0);
    });

    step('lists the perls that are running, and those that cannot be captured', async ({ vscode }) => {
      await grow();
      await vscode.item('Dumps', 'Take Heap Dump…').click();
      await vscode.row('chat worker $').waitFor();
      await vscode.input().fill(`pid ${other.pid ?? 0}`);
      const refused = vscode.row(`pid ${other.pid ?? 0}`);
      await refused.getByText('its perl exports no symbols').waitFor();
      await refused.click();
      await vscode.input().fill('');
      await vscode.screenshot('take-dump');
      await vscode.input().fill(`pid ${worker.pid ?? 0}`); // it is still open
      await vscode.row(`pid ${worker.pid ?? 0}`).click();
    });

    step('loads it, and says how long the process was stopped', async ({ vscode, fixture }) => {
      const toast = vscode.toast(/stopped for .* as many as perl counts/);
      await toast.waitFor();
      await vscode.item('Dumps', `chat-${worker.pid ?? 0}-1.pmat`).getByText('shown').waitFor();
      assert.equal(readFileSync(join(fixture.folder, 'dumps', '.gitignore'), 'utf8'), '*\n');
      await vscode.screenshot('dump-taken');
      await vscode.type('Perl Heap: Compare Dumps…');
      const alone = vscode.toast('Only one dump is known');
      for (const way of ['Take Heap Dump…', 'Load Dump…']) {
        await alone.getByText(way).waitFor();
      }
      await grow();
      await toast.getByText('Take Another').click();
    });

    step('compares it with the one before', async ({ vscode, fixture }) => {
      const toast = vscode.toast(/Compared with chat-\d+-1\.pmat/);
      await toast.waitFor();
      assert.ok(existsSync(join(fixture.folder, 'dumps', `chat-${worker.pid ?? 0}-2.pmat`)));
      await vscode.item('Dumps', `chat-${worker.pid ?? 0}-1.pmat`).getByText('baseline').waitFor();
      await vscode.screenshot('dump-compared');
      await toast.getByText('Show What Grew').click();
      await vscode.item('Hot Lines', /2,000 closures.*\+1,000/).waitFor();
      await vscode.openFile('Helpers.pm');
      await vscode.lens(/2,000 closures alive .*\+1,000 since/).waitFor();
    });

    step('ends with its processes', async () => {
      other.kill();
      worker.stdin?.end();
      await eventually(() => {
        assert.ok(worker.exitCode === 0, 'the worker was not harmed');
      });
    });
  },
);
