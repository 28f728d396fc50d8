// The page of an overview.

import { el, button, clip, listen, t, vscode } from '../page';
import type { OverviewParts, Part, ToPage } from '../protocol';
import { growthPlot } from './growth';
import { histogram } from './histogram';
import { hotLines } from './hotLines';
import { icicle } from './icicle';
import { largest } from './largest';
import { memory } from './memory';
import { search } from './search';
import { suspects } from './suspects';
import { waste } from './waste';

/** A part of the page. */
export interface Section {
  element: HTMLElement;
  failed?: (message: string) => void;
}

function begin(): void {
  const page = document.getElementById('page');
  if (page === null) {
    return;
  }
  const state = el('p', { class: 'state', role: 'status', 'aria-live': 'polite' });
  const title = el('h1', {}, t('Heap dump'));
  const facts = el('p', { class: 'facts' });
  const found = search();
  const sections = {
    suspects: suspects(),
    population: icicle(),
    lines: hotLines(),
    histogram: histogram(found.instances),
    largest: largest(),
    growth: growthPlot(),
    waste: waste(),
  };
  const process = memory();
  const main = el(
    'div',
    { class: 'sections' },
    sections.suspects.element,
    sections.population.element,
    el('div', { class: 'two' }, sections.lines.element, sections.histogram.element),
    sections.growth.element,
    process.element,
    sections.waste.element,
    el('div', { class: 'two' }, sections.largest.element, found.element),
  );
  page.replaceChildren(el('header', {}, title, facts, state), main);

  const setState = ({ state: kind, message }: Extract<ToPage, { type: 'state' }>): void => {
    state.className = `state ${kind}`;
    state.replaceChildren(clip(message));
    if (kind === 'other' || kind === 'failed') {
      state.append(
        ' ',
        button(kind === 'other' ? t('Show This Dump') : t('Try Again'), () => {
          vscode.postMessage({ type: 'reload' });
        }),
      );
    }
    // What the server says is about the shown dump: of another one nothing is asked.
    main.toggleAttribute('inert', kind !== 'ready');
    main.classList.toggle('stale', kind !== 'ready');
  };

  const update: { [P in Part]: (value: OverviewParts[P]) => void } = {
    summary: (summary) => {
      title.textContent = summary.dump.replace(/^.*[\\/]/, '');
      title.title = summary.dump;
      facts.textContent = summary.facts.map((fact) => clip(fact)).join(' · ');
      process.update(summary.origin?.memory);
    },
    histogram: sections.histogram.update,
    largest: sections.largest.update,
    lines: (value) => {
      sections.lines.update(value);
      sections.growth.know(value.lines);
    },
    population: sections.population.update,
    suspects: sections.suspects.update,
    growth: sections.growth.update,
    waste: sections.waste.update,
  };

  handle = (message) => {
    switch (message.type) {
      case 'state':
        setState(message);
        break;
      case 'part':
        (update[message.part] as (value: unknown) => void)(message.value);
        break;
      case 'failed':
        if (message.part !== 'summary') {
          sections[message.part].failed(message.message);
        }
        break;
      case 'found':
        found.found(message.id, message.page);
        break;
      case 'notFound':
        found.notFound(message.id, message.message);
        break;
      case 'graph':
        break;
    }
  };
}

let handle: (message: Exclude<ToPage, { type: 'hello' }>) => void = () => undefined;
listen((message) => {
  handle(message);
}, begin);
