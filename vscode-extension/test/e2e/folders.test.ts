// Several workspace folders: a process that runs code of both, and dumps that
// appear in either of them while VS Code watches.

import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fixture } from './fixture';
import { scenario } from './scenario';

// Its closures stay in a list of its own.
const jobs = `package Jobs;

use strict;
use warnings;

my @waiting;

sub later {
    my ($name) = @_;
    push @waiting, sub {
        return "$name is done";
    };
    return;
}

1;
`;

scenario(
  'several workspace folders',
  (fixture) => {
    const other = folderOfJobs(fixture);
    mkdirSync(join(other, 'lib'), { recursive: true });
    writeFileSync(join(other, 'lib', 'Jobs.pm'), jobs);
    for (const folder of [fixture.folder, other]) {
      mkdirSync(join(folder, 'dumps'));
    }
    const workspace = join(fixture.work, 'both.code-workspace');
    writeFileSync(
      workspace,
      JSON.stringify({ folders: [{ path: fixture.folder }, { path: other }], settings: { 'perlheap.dumps': ['dumps/*.pmat'] } }),
    );
    return { workspace };
  },
  (step) => {
    step('a dump that appears below the second has lenses in both', async ({ vscode, fixture }) => {
      await vscode.openFile('Jobs.pm');
      await vscode.status('Perl Heap: no dump').waitFor();
      renameSync(dump(fixture, 2_000, 300), join(folderOfJobs(fixture), 'dumps', 'first.pmat'));
      await vscode.lens('300 closures alive').waitFor();
      await vscode.openFile('Helpers.pm');
      await vscode.lens('2,000 closures alive').waitFor();
    });

    step('a newer one below the first is shown in its place', async ({ vscode, fixture }) => {
      renameSync(dump(fixture, 3_000, 400), join(fixture.folder, 'dumps', 'second.pmat'));
      await vscode.lens('3,000 closures alive').waitFor();
      await vscode.openViews();
      await vscode.item('Dumps', /second\.pmat.*shown/).waitFor();
      await vscode.item('Dumps', 'Earlier runs').waitFor(); // the first is of another process
      await vscode.openFile('Jobs.pm');
      await vscode.lens('400 closures alive').waitFor();
    });

    step('one that is still being written is loaded when it is whole', async ({ vscode, fixture }) => {
      const whole = dump(fixture, 4_000, 500);
      const path = join(fixture.folder, 'dumps', 'third.pmat');
      const bytes = readFileSync(whole);
      writeFileSync(path, bytes.subarray(0, bytes.length / 2));
      await vscode.page.waitForTimeout(500);
      copyFileSync(whole, path);
      rmSync(whole);
      await vscode.lens('500 closures alive').waitFor();
      await vscode.item('Dumps', /third\.pmat.*shown/).waitFor();
      // Whole, and not as far as it had come.
      await vscode.status(/Perl Heap: [\d.]+ [KMG]iB/).waitFor();
    });
  },
);

function folderOfJobs({ work }: Fixture): string {
  return join(work, 'jobs');
}

/** A process of both folders; returns its dump, which nobody watches yet. */
function dump(fixture: Fixture, connections: number, waiting: number): string {
  const path = join(fixture.work, 'unwatched.pmat');
  const program = `Helpers::redis({}, "ws_redis_master") for 1 .. ${connections}; Jobs::later($_) for 1 .. ${waiting}; Devel::MAT::Dumper::dump("${path}");`;
  const inc = [fixture.folder, folderOfJobs(fixture)].map((folder) => `-I${join(folder, 'lib')}`);
  execFileSync('perl', [...inc, '-MHelpers', '-MJobs', '-MDevel::MAT::Dumper', '-e', program]);
  return path;
}
