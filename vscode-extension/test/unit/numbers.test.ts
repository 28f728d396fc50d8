import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import * as numbers from '../../src/numbers';

/** What heap/text writes, which its own tests read too. */
const written = JSON.parse(
  readFileSync(join(__dirname, '../../../../heap/text/testdata/numbers.json'), 'utf8'),
) as Record<string, [number, string][]>;

describe('numbers', () => {
  const all: Record<string, (n: number) => string> = {
    Count: numbers.group,
    SignedCount: numbers.signedGroup,
    Bytes: numbers.bytes,
    SignedBytes: numbers.signedBytes,
    Percent: numbers.percent,
  };
  for (const [name, examples] of Object.entries(written)) {
    it(`are written as the server's ${name} writes them`, () => {
      const write = all[name];
      assert.ok(write, name);
      assert.ok(examples.length > 0);
      assert.deepEqual(examples.map(([n]) => write(n)), examples.map(([, text]) => text));
    });
  }

  it('are short at a glance', () => {
    const at = [0, 950, 999, 1000, 20_000, 99_949, 99_960, 331_245, 999_499, 999_500, 7_301_234, 1_234_567_890];
    assert.deepEqual(at.map(numbers.short), [
      '0',
      '950',
      '999',
      '1.0 k',
      '20.0 k',
      '99.9 k',
      '100 k',
      '331 k',
      '999 k',
      '1.0 M',
      '7.3 M',
      '1.2 G',
    ]);
  });

  it('tell of several dumps only if they differ', () => {
    assert.deepEqual([[7], [7, 7], [0, 7000], []].map(numbers.course), ['7', '7', '0 → 7,000', '']);
  });
});
