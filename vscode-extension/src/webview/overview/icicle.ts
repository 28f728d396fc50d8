// What retains how much, as an icicle: below each SV stands what would be
// freed with it, as wide as its bytes.

import { hierarchy, partition, type HierarchyRectangularNode } from 'd3-hierarchy';
import type { Retained as RetainedResult, SV } from '../../wire';
import { bytes, group, percent } from '../../statusText';
import { button, el, svg, t, vscode } from '../page';
import { frame } from './section';
import { act, svName } from './sv';

interface Piece {
  label: string;
  type: string;
  bytes: number;
  count: number;
  sv?: SV;
  children: Piece[];
}

type Node = HierarchyRectangularNode<Piece>;

const rowHeight = 22;
const narrowest = 1.5;

export function icicle(): { element: HTMLElement; update: (value: RetainedResult) => void; failed: (message: string) => void } {
  const { element, body, tools, failed } = frame(
    t('Retained Bytes'),
    'retained',
    t('Below each SV is what would be freed with it, drawn as wide as its bytes. Arrow keys move, Enter zooms in.'),
  );
  const details = el('div', { class: 'details', 'aria-live': 'polite' });
  const trail: { label: string; address?: string }[] = [];
  let current: Piece | undefined;

  const zoom = (piece: Piece): void => {
    if (piece.sv !== undefined && piece !== current) {
      trail.push({ label: piece.label, address: piece.sv.address });
      vscode.postMessage({ type: 'retained', address: piece.sv.address });
    }
  };
  const back = (to: number): void => {
    trail.splice(to);
    const address = trail.at(-1)?.address;
    vscode.postMessage(address === undefined ? { type: 'retained' } : { type: 'retained', address });
  };
  const describePiece = (piece: Piece): string =>
    [
      piece.label,
      bytes(piece.bytes),
      t('{0} of what is shown', percent(current === undefined || current.bytes === 0 ? 0 : piece.bytes / current.bytes)),
      t('{0} SVs', group(piece.count)),
    ].join(', ');
  const tell = (piece: Piece): void => {
    const { sv } = piece;
    details.replaceChildren(
      el('span', { class: 'what', title: sv?.address ?? '' }, describePiece(piece)),
      ...(sv === undefined
        ? []
        : [
            button(t('Show'), act('show', sv.address), { class: 'link' }),
            button(t('Chain'), act('identify', sv.address), { class: 'link' }),
            button(t('Graph'), act('graph', sv.address), { class: 'link' }),
            ...((sv.line ?? 0) > 0 ? [button(t('Source'), act('locate', sv.address), { class: 'link' })] : []),
          ]),
    );
  };

  const draw = (piece: Piece): void => {
    current = piece;
    tools.replaceChildren(
      el(
        'nav',
        { class: 'trail', 'aria-label': t('Zoomed in to') },
        ...[{ label: t('All') }, ...trail].flatMap(({ label }, index, all) => [
          index === all.length - 1
            ? el('span', { 'aria-current': 'true' }, label)
            : button(label, () => {
                back(index);
              }, { class: 'link' }),
          index === all.length - 1 ? undefined : el('span', { class: 'separator', 'aria-hidden': 'true' }, '›'),
        ]),
      ),
    );
    const width = Math.max(body.clientWidth - 2, 200);
    const tree = hierarchy(piece, ({ children }) => children).sum(() => 0);
    // The values are the server's; a sum of shown children would be less.
    tree.each((node) => {
      (node as { value?: number }).value = node.data.bytes;
    });
    const depth = tree.height + 1;
    const root = partition<Piece>().size([width, depth * rowHeight]).padding(0)(tree);
    const nodes = root.descendants().filter(({ x0, x1 }) => x1 - x0 >= narrowest);
    const picture = svg('svg', {
      width,
      height: depth * rowHeight,
      role: 'tree',
      'aria-label': t('Retained Bytes'),
      class: 'icicle',
    });
    const shapes = new Map<Node, SVGElement>();
    const focus = (node: Node | undefined): void => {
      if (node === undefined) {
        return;
      }
      for (const shape of shapes.values()) {
        shape.setAttribute('tabindex', '-1');
      }
      const shape = shapes.get(node);
      shape?.setAttribute('tabindex', '0');
      shape?.focus();
    };
    for (const node of nodes) {
      const w = node.x1 - node.x0;
      const label = node.data.label;
      const shape = svg(
        'g',
        {
          transform: `translate(${node.x0.toFixed(1)},${node.y0})`,
          role: 'treeitem',
          'aria-level': node.depth + 1,
          'aria-label': describePiece(node.data),
          tabindex: node === root ? 0 : -1,
          class: `piece type-${node.data.type}${node.data.sv === undefined ? ' rest' : ''}`,
        },
        svg('rect', { width: Math.max(w - 1, 0.5).toFixed(1), height: rowHeight - 1 }),
        w > 34 ? svg('text', { x: 4, y: 15 }, fit(`${label} · ${bytes(node.data.bytes)}`, w - 8)) : undefined,
      );
      shapes.set(node, shape);
      shape.addEventListener('mouseenter', () => {
        tell(node.data);
      });
      shape.addEventListener('focus', () => {
        tell(node.data);
      });
      shape.addEventListener('click', () => {
        focus(node);
        zoom(node.data);
      });
      shape.addEventListener('keydown', (event) => {
        const beside = (step: number): Node | undefined => {
          const row = nodes.filter(({ depth: level }) => level === node.depth);
          return row[row.indexOf(node) + step];
        };
        const moves: Record<string, () => void> = {
          ArrowDown: () => {
            focus(node.children?.find((child) => shapes.has(child)));
          },
          ArrowUp: () => {
            focus(node.parent ?? undefined);
          },
          ArrowRight: () => {
            focus(beside(1));
          },
          ArrowLeft: () => {
            focus(beside(-1));
          },
          Home: () => {
            focus(root);
          },
          Enter: () => {
            zoom(node.data);
          },
          Backspace: () => {
            if (trail.length > 0) {
              back(trail.length - 1);
            }
          },
        };
        const move = moves[event.key];
        if (move !== undefined) {
          event.preventDefault();
          move();
        }
      });
      picture.append(shape);
    }
    const scroll = el('div', { class: 'scroll' });
    scroll.append(picture);
    body.replaceChildren(scroll, details);
    tell(piece);
  };

  let width = 0;
  new ResizeObserver(() => {
    if (current !== undefined && body.clientWidth !== width) {
      width = body.clientWidth;
      draw(current);
    }
  }).observe(body);

  return {
    element,
    failed,
    update: (value) => {
      const piece = piecesOf(value);
      if (piece === undefined) {
        return;
      }
      if (piece.sv === undefined) {
        trail.length = 0;
      }
      draw(piece);
    },
  };
}

/** The answer as a tree: children are SVs, and what stands beside them by kind. */
function piecesOf({ nodes, rest }: RetainedResult): Piece | undefined {
  const pieces = nodes.map(({ sv, lost, bytes: size, count }): Piece => ({
    label: sv !== undefined ? svName(sv) : lost === true ? t('Everything that no root reaches') : t('The whole heap'),
    type: sv?.type.replace(/\W/g, '') ?? 'ALL',
    bytes: size,
    count,
    children: [],
    ...(sv === undefined ? {} : { sv }),
  }));
  nodes.forEach(({ parent }, index) => {
    const piece = pieces[index];
    if (parent >= 0 && piece !== undefined) {
      pieces[parent]?.children.push(piece);
    }
  });
  for (const { parent, kind, svs, bytes: size, count } of rest) {
    const type = kind.replace(/\W/g, '');
    pieces[parent]?.children.push({ label: t('{0} × {1}', group(svs), kind), type, bytes: size, count, children: [] });
  }
  for (const piece of pieces) {
    piece.children.sort((a, b) => b.bytes - a.bytes);
  }
  return pieces[0];
}

/** A text cut to a width, in characters of 6.4 pixels. */
function fit(text: string, width: number): string {
  const most = Math.floor(width / 6.4);
  return text.length <= most ? text : `${text.slice(0, Math.max(most - 1, 1))}…`;
}
