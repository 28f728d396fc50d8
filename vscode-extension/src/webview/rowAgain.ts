// Where a person is in a list that has new rows.

// Rows that are looked at, at most.
const maxSought = 2_000;

/** The index of the row with a key, which was that at which one is; if it is gone, one nearby. */
export function rowAgain(key: string | undefined, was: number, total: number, keyOf: (index: number) => string | undefined): number {
  const nearby = Math.min(was, Math.max(total - 1, 0));
  if (key === undefined || keyOf(nearby) === key) {
    return nearby;
  }
  for (let index = 0; index < Math.min(total, maxSought); index++) {
    if (keyOf(index) === key) {
      return index;
    }
  }
  return nearby;
}
