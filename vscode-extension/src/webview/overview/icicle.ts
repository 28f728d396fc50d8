// What the heap is made of, as an icicle: below each population stand those that
// it holds, as wide as the bytes that they retain. What is below none of them is
// the population's own, or too small to be seen.

import { hierarchy, partition, type HierarchyRectangularNode } from 'd3-hierarchy';
import type { Population, Populations } from '../../wire';
import { bytes, course, group, percent } from '../../numbers';
import { button, clip, el, svg, t, vscode } from '../page';
import { frame } from './section';
import { act } from './sv';

interface Piece {
  label: string;
  path: string;
  type: string;
  bytes: number;
  /** How many there are of it, over the dumps. */
  counts: number[];
  /** The address of one of them. */
  example?: string;
  children: Piece[];
}

type Node = HierarchyRectangularNode<Piece>;

const rowHeight = 22;
const narrowest = 1.5;

export function icicle(): { element: HTMLElement; update: (value: Populations) => void; failed: (message: string) => void } {
  const { element, body, tools, failed } = frame(
    t('Retained Bytes'),
    'retained',
    t('Each piece is everything that the program calls by one name; below it is what would be freed with it. Widths are in proportion to bytes. Arrow keys move, Enter zooms in.'),
  );
  const details = el('div', { class: 'details', 'aria-live': 'polite' });
  const trail: { label: string; address?: string }[] = [];
  let current: Piece | undefined;

  const zoom = (piece: Piece): void => {
    if (piece.example !== undefined && piece !== current) {
      trail.push({ label: piece.label, address: piece.example });
      vscode.postMessage({ type: 'population', address: piece.example });
    }
  };
  const back = (to: number): void => {
    trail.splice(to);
    const address = trail.at(-1)?.address;
    vscode.postMessage(address === undefined ? { type: 'population' } : { type: 'population', address });
  };
  const describePiece = (piece: Piece): string =>
    [
      piece.path,
      bytes(piece.bytes),
      `${percent(current === undefined || current.bytes === 0 ? 0 : piece.bytes / current.bytes)} ${t('of what is shown')}`,
      ...(piece.type === 'heap' ? [] : [`${course(piece.counts)} ${t('alive')}`]),
    ].join(', ');
  const tell = (piece: Piece): void => {
    const { example } = piece;
    details.replaceChildren(
      el('span', { class: 'what', title: example ?? '' }, describePiece(piece)),
      ...(example === undefined
        ? []
        : [
            button(t('Show'), act('show', example), { class: 'link' }),
            button(t('Chain'), act('identify', example), { class: 'link' }),
            button(t('Graph'), act('graph', example), { class: 'link' }),
            button(t('Source'), act('locate', example), { class: 'link' }),
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
      const label = `${node.data.label} · ${bytes(node.data.bytes)}`;
      const shape = svg(
        'g',
        {
          transform: `translate(${node.x0.toFixed(1)},${node.y0})`,
          role: 'treeitem',
          'aria-level': node.depth + 1,
          'aria-label': `${label}. ${describePiece(node.data)}`,
          tabindex: node === root ? 0 : -1,
          class: `piece type-${node.data.type}${node.data.example === undefined ? ' fixed' : ''}`,
        },
        svg('rect', { width: Math.max(w - 1, 0.5).toFixed(1), height: rowHeight - 1 }),
        w > 34 ? svg('text', { x: 4, y: 15 }, fit(label, w - 8)) : undefined,
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
      if (value.populations[0]?.kind === 'heap') {
        trail.length = 0;
      }
      draw(piece);
    },
  };
}

/** The answer as a tree. */
function piecesOf({ populations }: Populations): Piece | undefined {
  const pieces = populations.map((population): Piece => {
    const { name, path, kind, count, retainedBytes, example } = population;
    const alive = count.at(-1) ?? 0;
    const address = example.at(-1) ?? '';
    return {
      label: clip(alive > 1 && kind !== 'symbol' ? `${group(alive)} × ${name}` : name),
      path: clip(path),
      type: typeOf(population),
      bytes: retainedBytes.at(-1) ?? 0,
      counts: count,
      ...(address === '' ? {} : { example: address }),
      children: [],
    };
  });
  populations.forEach(({ parent }, index) => {
    const piece = pieces[index];
    if (parent !== undefined && piece !== undefined) {
      pieces[parent - 1]?.children.push(piece);
    }
  });
  return pieces[0];
}

/** What a piece is coloured by. */
function typeOf({ kind, type }: Population): string {
  return kind === 'data' && type !== undefined ? type.replace(/\W/g, '') : kind;
}

/** A text cut to a width, in characters of 6.4 pixels. */
function fit(text: string, width: number): string {
  const most = Math.floor(width / 6.4);
  return text.length <= most ? text : `${text.slice(0, Math.max(most - 1, 1))}…`;
}
