// The page of an identify graph: what holds an SV, from the roots at the top
// down to it.

import dagre from '@dagrejs/dagre';
import { select } from 'd3-selection';
import { zoom as newZoom, zoomIdentity } from 'd3-zoom';
import { graphOf, type Graph, type GraphNode } from '../../graph/build';
import { button, clip, el, listen, svg, t, vscode } from '../page';
import type { SVAction, ToPage } from '../protocol';
import { group } from '../../numbers';

const characterWidth = 7;
const lineHeight = 16;

interface Placed extends GraphNode {
  x: number;
  y: number;
  width: number;
  height: number;
}

interface PlacedEdge {
  points: { x: number; y: number }[];
  x: number;
  y: number;
  text: string;
  weak: boolean;
  cycle: boolean;
  cure?: boolean;
  from: string;
  to: string;
}

let show: (message: Extract<ToPage, { type: 'graph' }>) => void = () => undefined;

function begin(): void {
  const page = document.getElementById('page');
  if (page === null) {
    return;
  }
  const title = el('h1');
  const picture = el('div', { class: 'picture' });
  const details = el('div', { class: 'details', 'aria-live': 'polite' });
  const text = el('pre', { tabindex: 0, role: 'region', 'aria-label': t('As text') });
  const tools = el('div', { class: 'tools', role: 'group', 'aria-label': t('Zoom') });
  page.replaceChildren(
    el('header', {}, title, tools),
    picture,
    details,
    el('details', { class: 'words' }, el('summary', {}, t('As text')), text),
  );
  show = (message) => {
    title.textContent = clip(message.title);
    text.textContent = message.text;
    const graph = graphOf(message.source, t);
    draw(graph, picture, details, tools, message.title);
  };
}

function draw(graph: Graph, into: HTMLElement, details: HTMLElement, tools: HTMLElement, title: string): void {
  const { nodes, edges, width, height } = layOut(graph);
  const canvas = svg('g');
  const root = svg(
    'svg',
    { role: 'group', 'aria-label': `${title}. ${t('Arrow keys go to holders and what is held, Enter shows an SV.')}`, tabindex: -1 },
    svg(
      'defs',
      {},
      svg('marker', { id: 'arrow', viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto' }, svg('path', { d: 'M0,0.5 L8,4 L0,7.5 z', class: 'arrow' })),
    ),
    canvas,
  );
  for (const edge of edges) {
    const d = edge.points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
    canvas.append(svg('path', { d, class: `edge${edge.weak ? ' weak' : ''}${edge.cycle ? ' cycle' : ''}${edge.cure === true ? ' cure' : ''}`, 'marker-end': 'url(#arrow)' }));
    if (edge.text !== '') {
      const w = edge.text.length * 6.3 + 8;
      canvas.append(
        svg('rect', { x: edge.x - w / 2, y: edge.y - 9, width: w, height: 17, rx: 2, class: 'label' }),
        svg('text', { x: edge.x, y: edge.y + 4, class: 'label', 'text-anchor': 'middle' }, edge.text),
      );
    }
  }
  const shapes = new Map<string, SVGElement>();
  const focus = (id: string | undefined): void => {
    const shape = id === undefined ? undefined : shapes.get(id);
    if (shape === undefined) {
      return;
    }
    for (const other of shapes.values()) {
      other.setAttribute('tabindex', '-1');
    }
    shape.setAttribute('tabindex', '0');
    // The browser would scroll the frame of the picture, not the picture.
    shape.focus({ preventScroll: true });
    reveal(shape, id);
  };
  const reveal = (shape: SVGElement, id: string | undefined): void => {
    const [is, frame] = [shape.getBoundingClientRect(), into.getBoundingClientRect()];
    const node = nodes.find((one) => one.id === id);
    if (node !== undefined && (is.left < frame.left || is.right > frame.right || is.top < frame.top || is.bottom > frame.bottom)) {
      zoom.translateTo(selection, node.x, node.y);
    }
  };
  const act = (action: SVAction, node: GraphNode): void => {
    if (node.address !== undefined) {
      vscode.postMessage({ type: 'sv', action, address: node.address });
    }
  };
  const tell = (node: GraphNode): void => {
    const actions: [string, SVAction][] =
      node.address === undefined
        ? []
        : [
            [t('Show'), 'show'],
            [t('Chain'), 'identify'],
            [t('Graph from Here'), 'graph'],
            [t('Referrers'), 'referrers'],
            ...(node.placed === true ? [[t('Source'), 'locate'] as [string, SVAction]] : []),
          ];
    details.replaceChildren(
      el('span', { class: 'what' }, node.lines.join(' · '), node.address === undefined || node.lines[0] === node.address ? '' : ` · ${node.address}`),
      ...actions.map(([label, action]) =>
        button(label, () => {
          act(action, node);
        }, { class: 'link' }),
      ),
    );
  };
  nodes.forEach((node, index) => {
    const holders = edges.filter(({ to }) => to === node.id);
    const held = edges.filter(({ from }) => from === node.id);
    const shape = svg(
      'g',
      {
        transform: `translate(${(node.x - node.width / 2).toFixed(1)},${(node.y - node.height / 2).toFixed(1)})`,
        class: `node ${node.kind} type-${node.type}`,
        role: 'button',
        tabindex: index === 0 ? 0 : -1,
        'aria-label': [
          node.kind === 'root' ? `${t('root')}: ${node.lines.join(' ')}` : node.lines.join(' '),
          ...holders.filter(({ text }) => text !== '').map(({ text }) => `${t('held as')} ${text}`),
          ...(holders.some(({ cycle }) => cycle) ? [t('part of a cycle')] : []),
        ].join('. '),
      },
      svg('rect', { width: node.width, height: node.height, rx: node.kind === 'root' ? node.height / 2 : 4 }),
      // With spaces between the lines, as in the label.
      ...node.lines.flatMap((line, i) => [' ', svg('text', { x: node.width / 2, y: 18 + i * lineHeight, 'text-anchor': 'middle', class: i === 0 ? 'first' : 'more' }, line)]),
    );
    shapes.set(node.id, shape);
    shape.addEventListener('focus', () => {
      tell(node);
    });
    shape.addEventListener('mouseenter', () => {
      tell(node);
    });
    shape.addEventListener('click', () => {
      focus(node.id);
    });
    shape.addEventListener('dblclick', (event) => {
      event.stopPropagation();
      act('show', node);
    });
    shape.addEventListener('keydown', (event) => {
      const beside = (step: number): string | undefined => {
        const level = nodes.filter(({ y }) => Math.abs(y - node.y) < lineHeight).sort((a, b) => a.x - b.x);
        return level[level.indexOf(node) + step]?.id;
      };
      const run: Record<string, () => void> = {
        ArrowUp: () => {
          focus(holders.find(({ cycle }) => !cycle)?.from);
        },
        ArrowDown: () => {
          focus(held.find(({ cycle }) => !cycle)?.to);
        },
        ArrowLeft: () => {
          focus(beside(-1));
        },
        ArrowRight: () => {
          focus(beside(1));
        },
        Enter: () => {
          act('show', node);
        },
        g: () => {
          act('graph', node);
        },
        s: () => {
          act('locate', node);
        },
      };
      const move = run[event.key];
      if (move !== undefined) {
        event.preventDefault();
        move();
      }
    });
    canvas.append(shape);
  });

  into.replaceChildren(root);
  if (graph.cut) {
    into.append(el('p', { class: 'note' }, t('This is only a part; the text below has more.')));
  }
  const zoom = newZoom<SVGSVGElement, unknown>()
    .scaleExtent([0.1, 3])
    .on('zoom', ({ transform }: { transform: { toString(): string } }) => {
      canvas.setAttribute('transform', transform.toString());
    });
  const selection = select<SVGSVGElement, unknown>(root).call(zoom).on('dblclick.zoom', null);
  const subject = nodes.find(({ kind }) => kind === 'point') ?? nodes.find(({ kind }) => kind === 'subject');
  const fit = (): void => {
    const { clientWidth, clientHeight } = into;
    const scale = Math.min(1.1, (clientWidth - 24) / Math.max(width, 1), (clientHeight - 24) / Math.max(height, 1));
    // Smaller, nobody can read it: what does not fit is panned to, from where they collect.
    const shown = Math.max(scale, 0.7);
    const middle = width * shown > clientWidth ? (subject?.x ?? width / 2) : width / 2;
    selection.call(
      zoom.transform.bind(zoom) as never,
      zoomIdentity.translate(clientWidth / 2 - middle * shown, Math.max(12, (clientHeight - height * shown) / 2)).scale(shown),
    );
  };
  const scaleBy = (factor: number): void => {
    zoom.scaleBy(selection, factor);
  };
  tools.replaceChildren(
    button('+', () => {
      scaleBy(1.25);
    }, { title: t('Zoom in (+)'), 'aria-label': t('Zoom In'), class: 'secondary' }),
    button('−', () => {
      scaleBy(0.8);
    }, { title: t('Zoom out (-)'), 'aria-label': t('Zoom Out'), class: 'secondary' }),
    button(t('Fit'), fit, { title: t('Show all (0)'), class: 'secondary' }),
  );
  root.addEventListener('keydown', (event) => {
    if (event.key === '+' || event.key === '=') {
      scaleBy(1.25);
    } else if (event.key === '-') {
      scaleBy(0.8);
    } else if (event.key === '0') {
      fit();
    }
  });
  fit();
  if (subject !== undefined) {
    tell(subject);
  }
}

/** Places nodes level by level; edges that close a cycle go around. */
function layOut({ nodes, edges }: Graph): { nodes: Placed[]; edges: PlacedEdge[]; width: number; height: number } {
  const layout = new dagre.graphlib.Graph({ multigraph: true });
  layout.setGraph({ rankdir: 'TB', nodesep: 28, ranksep: 34, edgesep: 16, marginx: 8, marginy: 8 });
  const sizes = nodes.map((node) => ({
    ...node,
    width: Math.max(64, ...node.lines.map((line) => line.length * characterWidth + 20)),
    height: node.lines.length * lineHeight + 12,
  }));
  for (const node of sizes) {
    layout.setNode(node.id, { width: node.width, height: node.height });
  }
  const texts = edges.map(({ count, label }) =>
    [...(count === undefined || count < 2 ? [] : [`${group(count)} ×`]), ...(label === '' ? [] : [label])].join(' '),
  );
  edges.forEach((edge, index) => {
    const text = texts[index] ?? '';
    layout.setEdge(edge.from, edge.to, { width: text.length * 6.3 + 8, height: text === '' ? 2 : 20, labelpos: 'c' }, String(index));
  });
  dagre.layout(layout);
  const { width = 0, height = 0 } = layout.graph() as { width?: number; height?: number };
  return {
    width,
    height,
    nodes: sizes.map((node) => {
      const { x = 0, y = 0 } = layout.node(node.id) as { x?: number; y?: number };
      return { ...node, x, y };
    }),
    edges: edges.map((edge, index) => {
      const placed = layout.edge({ v: edge.from, w: edge.to, name: String(index) }) as { points?: { x: number; y: number }[]; x?: number; y?: number };
      const points = placed.points ?? [];
      const middle = points[Math.floor(points.length / 2)];
      return { ...edge, points, x: placed.x ?? middle?.x ?? 0, y: placed.y ?? middle?.y ?? 0, text: texts[index] ?? '' };
    }),
  };
}

listen((message) => {
  if (message.type === 'graph') {
    show(message);
  }
}, begin);
