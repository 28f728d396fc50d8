import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { endText, reasonOf, RestartPolicy } from '../../src/restartPolicy';

const t = (message: string, ...args: (string | number)[]): string =>
  message.replace(/\{(\d+)\}/g, (_, n: string) => String(args[Number(n)]));

const minute = 60_000;

describe('RestartPolicy', () => {
  it('starts a server again four times, each time later, and not the fifth', () => {
    let now = 0;
    const policy = new RestartPolicy(() => now);
    const verdicts = [1, 2, 3, 4, 5].map(() => {
      now += 20_000;
      return policy.ended();
    });
    assert.deepEqual(verdicts.map(({ restart }) => restart), [true, true, true, true, false]);
    assert.deepEqual(verdicts.map(({ ends }) => ends), [1, 2, 3, 4, 5]);
    assert.deepEqual(verdicts.slice(0, 4).map(({ delay }) => delay), [0, 250, 500, 1000]);
  });

  it('counts what is not older than three minutes', () => {
    let now = 0;
    const policy = new RestartPolicy(() => now);
    for (let end = 0; end < 20; end++) {
      now += 0.9 * minute;
      assert.equal(policy.ended().restart, true);
    }
    now += 3 * minute;
    assert.equal(policy.ended().ends, 1);
  });

  it('begins anew when a person starts the server', () => {
    const policy = new RestartPolicy(() => 0);
    for (let end = 0; end < 5; end++) {
      policy.ended();
    }
    policy.forget();
    assert.deepEqual(policy.ended(), { restart: true, ends: 1, delay: 0 });
  });
});

describe('what is said of an end', () => {
  it('names the signal or the code', () => {
    assert.match(reasonOf({ code: null, signal: 'SIGSEGV' }, t), /by signal SIGSEGV\.$/);
    assert.match(reasonOf({ code: null, signal: 'SIGKILL' }, t), /SIGKILL.* memory/);
    assert.match(reasonOf({ code: 2, signal: null }, t), /exited with code 2\.$/);
    assert.match(reasonOf({ code: null, signal: null }, t), /closed its connection/);
  });

  it('says what follows', () => {
    const exit = { code: 2, signal: null };
    assert.equal(
      endText(exit, { restart: true, ends: 2, delay: 250 }, t),
      'The Perl Heap server has ended. Its process exited with code 2. It is being restarted (2 of 4 times within 3 minutes).',
    );
    assert.equal(
      endText(exit, { restart: false, ends: 5, delay: 0 }, t),
      'The Perl Heap server has ended. Its process exited with code 2. It has ended 5 times within 3 minutes and will not be restarted.',
    );
  });
});
