// How hot a line is.

export interface Heat {
  /** 1 to 3. */
  level: 1 | 2 | 3;
  /** A color of the theme. */
  color: string;
}

/** The heat of what takes this share of the heap, 0 to 1; none for what is not worth a mark. */
export function heatOf(share: number): Heat | undefined {
  if (share >= 0.1) {
    return { level: 3, color: 'charts.red' };
  }
  if (share >= 0.02) {
    return { level: 2, color: 'charts.orange' };
  }
  return share >= 0.005 ? { level: 1, color: 'charts.yellow' } : undefined;
}
