// How hot a line is.

export interface Heat {
  /** 1 to 3. */
  level: 1 | 2 | 3;
  /** A color of this extension: the orange of charts is brown or blue in high contrast. */
  color: string;
}

/** From the least to the most. */
export const heats: readonly [Heat, Heat, Heat] = [
  { level: 1, color: 'perlheap.heatLow' },
  { level: 2, color: 'perlheap.heatMedium' },
  { level: 3, color: 'perlheap.heatHigh' },
];

/** The heat of what takes this share of the heap, 0 to 1; none for what is not worth a mark. */
export function heatOf(share: number): Heat | undefined {
  const [low, medium, high] = heats;
  if (share >= 0.1) {
    return high;
  }
  if (share >= 0.02) {
    return medium;
  }
  return share >= 0.005 ? low : undefined;
}
