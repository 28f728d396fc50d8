// What grows over the dumps of a process, as lines on one scale.

import type { Line as HotLine, SeriesGrowth as GrowthResult, Track } from '../../wire';
import { bytes, group, signedBytes, signedGroup } from '../../numbers';
import { tail, whereOf } from '../../svText';
import { button, clip, el, svg, t, vscode } from '../page';
import { choices, frame } from './section';

const shown = 5;
const width = 420;
const height = 150;
const margin = { left: 8, right: 52, top: 8, bottom: 18 };

type Measure = 'bytes' | 'counts';

/** One line of the plot. */
interface Curve {
  track: Track;
  name: string;
  /** Of the line that it is of, among those of the answer. */
  index?: number;
}

export function growthPlot(): {
  element: HTMLElement;
  update: (value: GrowthResult) => void;
  /** Told of the hot lines, it names a line as they do. */
  know: (lines: HotLine[]) => void;
  failed: (message: string) => void;
} {
  const { element, body, tools, failed } = frame(t('Growth'), 'growth', t('The lines and classes that grew most over the dumps of this process.'));
  let lines: HotLine[] = [];
  let last: GrowthResult | undefined;
  let measure: Measure = 'bytes';
  const nameOf = ({ recordedFile, recordedLine }: Track): string => {
    const line = lines.find((one) => one.recordedFile === recordedFile && one.recordedLine === recordedLine);
    return tail(line === undefined ? `${recordedFile ?? ''}:${recordedLine ?? 0}` : whereOf(line), 40);
  };
  const draw = (): void => {
    if (last === undefined) {
      return;
    }
    const grown = ({ track }: Curve): number => change(track[measure]);
    const curves = [
      ...last.lines.map((track, index): Curve => ({ track, name: nameOf(track), index })),
      ...last.classes.map((track): Curve => ({ track, name: track.name ?? '' })),
    ]
      .filter((curve) => grown(curve) > 0)
      .sort((a, b) => grown(b) - grown(a))
      .slice(0, shown);
    if (curves.length === 0) {
      body.replaceChildren(el('p', { class: 'waiting' }, t('Nothing has grown since the baseline.')));
      return;
    }
    body.replaceChildren(plot(last.times, curves, measure), legend(curves));
  };
  tools.append(
    choices(t('Scale'), [['bytes', t('Bytes')], ['counts', t('Count')]], (chosen) => {
      measure = chosen;
      draw();
    }),
  );
  return {
    element,
    // Nothing to compare with is no failure: it says what to do.
    failed,
    update: (growth) => {
      last = growth;
      draw();
    },
    know: (known) => {
      lines = known;
      draw();
    },
  };
}

/** What the curves are, in the order of their numbers. */
function legend(curves: Curve[]): HTMLElement {
  const list = el('ol', { class: 'legend' });
  curves.forEach(({ track, name, index }, n) => {
    const text = clip(name);
    const place =
      index === undefined
        ? text
        : button(text, () => {
            vscode.postMessage({ type: 'open', list: 'growth', index });
          }, { class: 'link', title: clip(`${track.recordedFile ?? ''}:${track.recordedLine ?? 0}`) });
    list.append(el('li', { class: `track${n}` }, place, ` ${steps(track)} (${signedGroup(change(track.counts))} · ${signedBytes(change(track.bytes))})`));
  });
  return list;
}

function plot(times: string[], curves: Curve[], measure: Measure): SVGElement {
  const at = times.map((time) => Date.parse(time));
  const [from, to] = [at[0] ?? 0, at.at(-1) ?? 1];
  const most = Math.max(1, ...curves.flatMap(({ track }) => track[measure]));
  const x = (n: number): number =>
    margin.left + ((to > from ? ((at[n] ?? 0) - from) / (to - from) : n / Math.max(1, at.length - 1)) * (width - margin.left - margin.right));
  const y = (value: number): number => height - margin.bottom - (value / most) * (height - margin.top - margin.bottom);
  const picture = svg('svg', { viewBox: `0 0 ${width} ${height}`, class: 'plot', role: 'img', 'aria-label': t('Growth') });
  for (const [value, name] of [[0, 'axis'], [most, 'axis most']] as const) {
    picture.append(svg('line', { x1: margin.left, x2: width - margin.right, y1: y(value), y2: y(value), class: name }));
  }
  picture.append(svg('text', { x: margin.left, y: y(most) + 13 }, measure === 'bytes' ? bytes(most) : group(most)));
  at.forEach((time, n) => {
    if (n === 0 || n === at.length - 1) {
      const label = new Date(time).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
      picture.append(svg('text', { x: x(n), y: height - 5, 'text-anchor': n === 0 ? 'start' : 'end' }, label));
    }
  });
  const ends: number[] = [];
  curves.forEach(({ track }, n) => {
    const points = track[measure].map((value, i) => [x(i), y(value)] as const);
    const path = points.map(([px, py]) => `${px.toFixed(1)},${py.toFixed(1)}`).join(' ');
    picture.append(svg('polyline', { points: path, class: `track${n}` }));
    for (const [px, py] of points) {
      picture.append(svg('circle', { cx: px.toFixed(1), cy: py.toFixed(1), r: 3, class: `track${n}` }));
    }
    // The number that it has in the legend; those of curves that end together stand beside each other.
    const end = points.at(-1)?.[1] ?? 0;
    const beside = ends.filter((other) => Math.abs(other - end) < 10).length;
    ends.push(end);
    picture.append(svg('text', { x: width - margin.right + 6 + beside * 9, y: (end + 4).toFixed(1), class: 'end' }, String(n + 1)));
  });
  return picture;
}

function steps(track: Track): string {
  const all = track.counts.length > 6 ? [track.counts[0] ?? 0, track.counts.at(-1) ?? 0] : track.counts;
  return all.map(group).join(' → ');
}

function change(all: number[]): number {
  return (all.at(-1) ?? 0) - (all[0] ?? 0);
}
