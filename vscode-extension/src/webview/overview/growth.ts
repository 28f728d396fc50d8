// What grows over the dumps of a process, as lines.

import type { Line as HotLine, SeriesGrowth as GrowthResult, Track } from '../../wire';
import { group, signedBytes } from '../../numbers';
import { tail, whereOf } from '../../svText';
import { button, clip, el, svg, t, vscode } from '../page';
import { frame } from './section';

const shown = 5;
const width = 420;
const height = 150;
const margin = { left: 8, right: 8, top: 8, bottom: 18 };

export function growthPlot(): {
  element: HTMLElement;
  update: (value: GrowthResult) => void;
  /** Told of the hot lines, it names a line as they do. */
  know: (lines: HotLine[]) => void;
  failed: (message: string) => void;
} {
  const { element, body, failed } = frame(t('Growth'), 'growth', t('Each line over the dumps of this process, as a share of its greatest count.'));
  let lines: HotLine[] = [];
  let last: GrowthResult | undefined;
  const nameOf = ({ recordedFile, recordedLine }: Track): string => {
    const line = lines.find((one) => one.recordedFile === recordedFile && one.recordedLine === recordedLine);
    return tail(line === undefined ? `${recordedFile ?? ''}:${recordedLine ?? 0}` : whereOf(line), 40);
  };
  const update = (growth: GrowthResult): void => {
    last = growth;
    const tracks: [Track, number][] = growth.lines.map((track, index): [Track, number] => [track, index]);
    tracks.sort(([a], [b]) => grown(b) - grown(a));
    const top = tracks.filter(([track]) => grown(track) !== 0).slice(0, shown);
    const classes = growth.classes.filter((track) => grown(track) !== 0).sort((a, b) => grown(b) - grown(a));
    if (top.length === 0 && classes.length === 0) {
      body.replaceChildren(el('p', { class: 'waiting' }, t('Nothing has grown since the baseline.')));
      return;
    }
    const legend = el('ol', { class: 'legend' });
    top.forEach(([track, index], n) => {
      const where = clip(nameOf(track));
      legend.append(
        el(
          'li',
          { class: `track${n}` },
          button(where, () => {
            vscode.postMessage({ type: 'open', list: 'growth', index });
          }, { class: 'link', title: clip(`${track.recordedFile ?? ''}:${track.recordedLine ?? 0}`) }),
          ` ${counts(track)} (${signedBytes(grownBytes(track))})`,
        ),
      );
    });
    for (const track of classes.slice(0, shown)) {
      legend.append(el('li', {}, `${clip(track.name ?? '')} ${counts(track)} (${signedBytes(grownBytes(track))})`));
    }
    body.replaceChildren(plot(growth, top.map(([track]) => track)), legend);
  };
  return {
    element,
    // Nothing to compare with is no failure: it says what to do.
    failed,
    update,
    know: (known) => {
      lines = known;
      if (last !== undefined) {
        update(last);
      }
    },
  };
}

function plot({ times }: GrowthResult, tracks: Track[]): SVGElement {
  const at = times.map((time) => Date.parse(time));
  const [from, to] = [at[0] ?? 0, at.at(-1) ?? 1];
  const x = (n: number): number =>
    margin.left + ((to > from ? ((at[n] ?? 0) - from) / (to - from) : n / Math.max(1, at.length - 1)) * (width - margin.left - margin.right));
  const y = (share: number): number => height - margin.bottom - share * (height - margin.top - margin.bottom);
  const picture = svg('svg', {
    viewBox: `0 0 ${width} ${height}`,
    class: 'plot',
    role: 'img',
    'aria-label': t('Growth'),
  });
  for (const [share, name] of [[0, 'axis'], [1, 'axis most']] as const) {
    picture.append(svg('line', { x1: margin.left, x2: width - margin.right, y1: y(share), y2: y(share), class: name }));
  }
  picture.append(svg('text', { x: margin.left, y: y(1) + 13 }, '100 %'));
  at.forEach((time, n) => {
    if (n === 0 || n === at.length - 1) {
      const label = new Date(time).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
      picture.append(svg('text', { x: x(n), y: height - 5, 'text-anchor': n === 0 ? 'start' : 'end' }, label));
    }
  });
  tracks.forEach((track, n) => {
    const most = Math.max(1, ...track.counts);
    const points = track.counts.map((count, i) => [x(i), y(count / most)] as const);
    const path = points.map(([px, py]) => `${px.toFixed(1)},${py.toFixed(1)}`).join(' ');
    picture.append(svg('polyline', { points: path, class: `track${n}` }));
    for (const [px, py] of points) {
      picture.append(svg('circle', { cx: px.toFixed(1), cy: py.toFixed(1), r: 3, class: `track${n}` }));
    }
  });
  return picture;
}

function counts(track: Track): string {
  const steps = track.counts.length > 6 ? [track.counts[0] ?? 0, track.counts.at(-1) ?? 0] : track.counts;
  return steps.map(group).join(' → ');
}

function grown({ counts: all }: Track): number {
  return (all.at(-1) ?? 0) - (all[0] ?? 0);
}

function grownBytes({ bytes: all }: Track): number {
  return (all.at(-1) ?? 0) - (all[0] ?? 0);
}
