import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { findServer, NoServerError, type Surroundings } from '../../src/server';

describe('findServer', () => {
  let folder: string;
  let empty: Surroundings;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'perlheap-unit-'));
    await mkdir(join(folder, 'ext', 'server'), { recursive: true });
    await mkdir(join(folder, 'none'));
    await writeFile(join(folder, 'ext', 'server', 'perlheap'), '', { mode: 0o755 });
    await writeFile(join(folder, 'ext', 'server', 'perlheap.exe'), '');
    await writeFile(join(folder, 'plain'), '');
    await chmod(join(folder, 'plain'), 0o644);
    empty = {
      serverPath: '',
      extensionPath: join(folder, 'ext'),
      workspaceFolder: folder,
      platform: 'linux',
      t: (message, ...args) => message.replace(/\{(\d+)\}/g, (_, n: string) => args[Number(n)] ?? ''),
    };
  });

  after(() => rm(folder, { recursive: true }));

  it('takes the bundled one', async () => {
    assert.equal(await findServer(empty), join(folder, 'ext', 'server', 'perlheap'));
    assert.equal(await findServer({ ...empty, platform: 'win32' }), join(folder, 'ext', 'server', 'perlheap.exe'));
  });

  it('takes the configured one first, relative to the workspace', async () => {
    const path = join(folder, 'ext', 'server', 'perlheap');
    assert.equal(await findServer({ ...empty, serverPath: path, extensionPath: folder }), path);
    assert.equal(await findServer({ ...empty, serverPath: 'ext/server/perlheap', extensionPath: folder }), path);
  });

  it('says what is wrong with the configured one, and does not take the bundled one then', async () => {
    const cases: [string, RegExp][] = [
      ['nowhere', /perlheap\.server\.path names .*nowhere, which does not exist/],
      ['none', /which is not a file/],
    ];
    // root may execute nothing that has no x bit, so this holds for root too.
    cases.push(['plain', /which may not be executed/]);
    for (const [serverPath, message] of cases) {
      await assert.rejects(findServer({ ...empty, serverPath }), (error: Error) => {
        assert.ok(error instanceof NoServerError);
        assert.match(error.message, message);
        return true;
      });
    }
  });

  it('says what to do when there is none', async () => {
    await assert.rejects(
      findServer({ ...empty, extensionPath: join(folder, 'none') }),
      /no server for this machine: .*none.server.perlheap, which does not exist\. Install the package for your platform/,
    );
  });
});
