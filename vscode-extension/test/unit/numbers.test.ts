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
  for (const [name, write] of Object.entries(all)) {
    it(`are written as the server's ${name} writes them`, () => {
      const examples = written[name] ?? [];
      assert.ok(examples.length > 0);
      assert.deepEqual(examples.map(([n]) => write(n)), examples.map(([, text]) => text));
    });
  }

  it('tell of several dumps only if they differ', () => {
    assert.deepEqual([[7], [7, 7], [0, 7000], []].map(numbers.course), ['7', '7', '0 → 7,000', '']);
  });
});
