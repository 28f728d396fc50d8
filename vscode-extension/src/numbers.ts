// How numbers are written, here and nowhere else in the extension (a lint rule
// sees to it): as the server writes them. heap/text/testdata/numbers.json has what
// both must write; the tests of both read it.

/** A number with its thousands apart, as the server writes it: `457,025`. */
export function group(n: number): string {
  return n.toLocaleString('en-US');
}

/** A difference of numbers: `+457,025`. */
export function signedGroup(n: number): string {
  return signed(n, group);
}

/** Bytes as the server writes them: `4.1 MiB`. */
export function bytes(n: number): string {
  let scaled = n;
  let unit = 'bytes';
  for (const next of ['KiB', 'MiB', 'GiB', 'TiB']) {
    if (scaled < 1024) {
      break;
    }
    scaled /= 1024;
    unit = next;
  }
  return `${unit === 'bytes' ? n : tenths(scaled)} ${unit}`;
}

/** Bytes that are a lower bound: `≥ 4.1 MiB`. */
export function atLeast(n: number): string {
  return `≥ ${bytes(n)}`;
}

/** A difference of bytes: `+1.5 MiB`. */
export function signedBytes(n: number): string {
  return signed(n, bytes);
}

function signed(n: number, word: (n: number) => string): string {
  return `${n < 0 ? '-' : n > 0 ? '+' : '±'}${word(Math.abs(n))}`;
}

/** A share of 0 to 1 as the server writes it: never 0.0 % or 100.0 % of what is not exactly that. */
export function percent(share: number): string {
  const value = 100 * share;
  if (share > 0 && value < 0.05) {
    return '< 0.1 %';
  }
  if (share < 1 && value >= 99.95) {
    return '> 99.9 %';
  }
  return `${tenths(value)} %`;
}

/** The numbers of several dumps, or one if they are all the same. */
export function course(counts: number[]): string {
  const texts = counts.map(group);
  return texts.every((text) => text === texts[0]) ? (texts[0] ?? '') : texts.join(' → ');
}

/** One decimal. What is halfway becomes even, as in Go; toFixed rounds it up. */
function tenths(n: number): string {
  const below = Math.floor(n * 10);
  const halfway = Number.isInteger(n * 4) && !Number.isInteger(n * 2); // .25 and .75 alone are exact
  return halfway ? ((below + (below % 2)) / 10).toFixed(1) : n.toFixed(1);
}
