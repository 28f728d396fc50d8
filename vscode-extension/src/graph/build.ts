// An identify chain or merged ways as a graph, apart from how it is drawn.
// Holders stand above what they hold.

import { group } from '../numbers';
import type { Merged, SV as ChainSV } from '../wire';
import { describe } from '../svText';
import type { GraphSource } from '../webview/protocol';

export interface GraphNode {
  id: string;
  /** One line each. */
  lines: string[];
  kind: 'subject' | 'sv' | 'root' | 'end' | 'point';
  type: string;
  address?: string;
  /** It has a place in the source. */
  placed?: boolean;
}

export interface GraphEdge {
  from: string;
  to: string;
  label: string;
  /** Ways through it, if there are several. */
  count?: number;
  weak: boolean;
  /** It closes a cycle. */
  cycle: boolean;
  /** The cure of the suspect breaks it. */
  cure?: boolean;
}

export interface Graph {
  nodes: GraphNode[];
  edges: GraphEdge[];
  /** More than this was left out. */
  cut: boolean;
}

type Translate = (message: string) => string;

const longest = 44;

export function graphOf(source: GraphSource, t: Translate, most = 200): Graph {
  const builder = new Builder(t, most);
  if (source.kind === 'chain') {
    builder.chain(source);
  } else {
    builder.merged(source.what, source.merged);
  }
  return builder.graph;
}

class Builder {
  readonly graph: Graph = { nodes: [], edges: [], cut: false };
  private readonly ids = new Set<string>();

  constructor(
    private readonly t: Translate,
    private readonly most: number,
  ) {}

  chain({ chain: { sv: subject, entries }, alike, captured }: Extract<GraphSource, { kind: 'chain' }>): void {
    const node = svNode(subject, 'subject');
    this.node(alike === undefined ? node : { ...node, lines: [...node.lines, alike] });
    const work = [...entries].reverse().map((entry) => ({ entry, held: subject.address }));
    for (let next = work.pop(); next !== undefined; next = work.pop()) {
      const { entry, held } = next;
      const weak = entry.strength !== undefined && entry.strength !== 'strong';
      if (entry.kind === 'reference' && entry.sv !== undefined) {
        const { sv } = entry;
        // What was found already is in the graph: nothing ends there.
        const again = entry.entries?.find(({ kind }) => kind === 'again');
        if (this.node(svNode(sv, 'sv'))) {
          const cycle = again?.circular === true;
          const name = entry.text ?? '';
          const cure = sv.address === subject.address && captured.some((variable) => name.split(' ').includes(variable));
          this.edge({ from: sv.address, to: held, label: cut(cure ? `${name} ✂ ${this.t('cut here')}` : name), weak, cycle, ...(cure ? { cure } : {}) });
          for (const below of [...(entry.entries ?? [])].reverse()) {
            if (below !== again) {
              work.push({ entry: below, held: sv.address });
            }
          }
        }
      } else if (entry.kind === 'itself') {
        this.edge({ from: held, to: held, label: entry.text ?? '', weak, cycle: true });
      } else {
        const root = entry.kind === 'root';
        const text = entry.text ?? '';
        const id = root ? `root ${text}` : `end ${held} ${text}`;
        if (this.node({ id, lines: [cut(text)], kind: root ? 'root' : 'end', type: '' })) {
          this.edge({ from: id, to: held, label: '', weak, cycle: entry.circular === true });
        }
      }
    }
  }

  merged(what: string, { entries, unreached, lost, point }: Merged): void {
    this.node({ id: 'subject', lines: [cut(what)], kind: 'subject', type: '' });
    const work = [...entries].reverse().map((entry) => ({ entry, held: 'subject' }));
    for (let next = work.pop(); next !== undefined; next = work.pop()) {
      const { entry, held } = next;
      const { sv, svs = 1, count } = entry;
      if (sv === undefined) {
        const id = `root ${entry.name}`;
        if (this.node({ id, lines: [cut(entry.text)], kind: 'root', type: '' })) {
          this.edge({ from: id, to: held, label: '', count, weak: false, cycle: false });
        }
        continue;
      }
      const several = svs > 1;
      const id = several ? `${held} ${entry.name} ${sv.address}` : sv.address;
      const node = svNode(sv, sv.address === point?.address && !several ? 'point' : 'sv');
      const lines = several ? [`${group(svs)} × ${node.lines[0] ?? ''}`] : node.lines;
      if (node.kind === 'point') {
        lines.push(this.t('they collect here'));
      }
      if (!this.node({ ...node, id, lines })) {
        continue;
      }
      this.edge({ from: id, to: held, label: cut(entry.text), count, weak: false, cycle: false });
      for (const below of [...(entry.entries ?? [])].reverse()) {
        work.push({ entry: below, held: id });
      }
    }
    if (lost !== undefined) {
      this.node({ id: 'unreached', lines: [lost], kind: 'end', type: '' });
      this.edge({ from: 'unreached', to: 'subject', label: '', count: unreached, weak: false, cycle: false });
    }
  }

  /** Takes a node that is new, as long as there is room; tells whether it is in the graph. */
  private node(node: GraphNode): boolean {
    if (this.ids.has(node.id)) {
      return true;
    }
    if (this.ids.size >= this.most) {
      this.graph.cut = true;
      return false;
    }
    this.ids.add(node.id);
    this.graph.nodes.push(node);
    return true;
  }

  private edge(edge: GraphEdge): void {
    const same = this.graph.edges.find(({ from, to, label }) => from === edge.from && to === edge.to && label === edge.label);
    if (same === undefined) {
      this.graph.edges.push(edge);
    } else if (same.count !== undefined && edge.count !== undefined) {
      same.count += edge.count;
    }
  }
}

function svNode(sv: ChainSV, kind: GraphNode['kind']): GraphNode {
  const name = sv.symbol ?? sv.root;
  const place = sv.file !== undefined && (sv.line ?? 0) > 0 ? `${sv.file.replace(/^.*[\\/]/, '')}:${sv.line}` : undefined;
  return {
    id: sv.address,
    lines: [
      cut(describe(sv)),
      ...(name === undefined ? [] : [cut(name)]),
      ...(place === undefined ? [] : [cut(place)]),
    ],
    kind,
    type: sv.type.replace(/\W/g, ''),
    address: sv.address,
    placed: place !== undefined,
  };
}

function cut(text: string): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
