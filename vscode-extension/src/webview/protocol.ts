// Everything that the editor and its webviews say to each other. Both sides
// check what they are told: a page shows text of dumps, and what comes from it
// is believed no more than they are.

import { isAddress } from '../parameters';
import type { Chain, DumpSummary as SummaryResult, Found, Histogram, Largest as LargestResult, Line as HotLine, Lines as LinesResult, Merged, Page, Populations, SeriesGrowth as GrowthResult, Suspects as SuspectsResult, Waste } from '../wire';

/** What an overview is made of; each part comes when it is known. */
export interface OverviewParts {
  summary: SummaryResult;
  histogram: Histogram;
  largest: LargestResult;
  lines: LinesResult;
  population: Populations;
  suspects: SuspectsResult;
  growth: GrowthResult;
  waste: Waste;
}

export type Part = keyof OverviewParts;
export const parts: readonly Part[] = ['summary', 'histogram', 'largest', 'lines', 'population', 'suspects', 'growth', 'waste'];

/** How the largest SVs are measured. */
export const measures = ['own', 'structure', 'owned'] as const;
export type Measure = (typeof measures)[number];

/** What is first in the histogram. */
export const sorts = ['bytes', 'count', 'growth'] as const;
export type Sort = (typeof sorts)[number];

/**
 * What a graph is drawn of: the chain of one SV, or the merged ways to all of a line. Of a chain: how many are alike,
 * in words, and the variables that the cure of the suspect captures weakly.
 */
export type GraphSource = { kind: 'chain'; chain: Chain; alike?: string; captured: string[] } | { kind: 'merged'; what: string; merged: Merged };

export type ToPage =
  /** Texts in the language of the person, by their English. */
  | { type: 'hello'; l10n: Record<string, string> }
  | { type: 'state'; state: 'loading' | 'ready' | 'other' | 'failed'; message: string }
  | { [P in Part]: { type: 'part'; part: P; value: OverviewParts[P] } }[Part]
  | { type: 'failed'; part: Part; message: string }
  /** Answers a find, or instances, with the same id. */
  | { type: 'found'; id: number; page: Page<Found> }
  | { type: 'notFound'; id: number; message: string }
  /** text is the same in words. */
  | { type: 'graph'; title: string; source: GraphSource; text: string };

/** What is done with an SV. */
export const svActions = ['show', 'identify', 'graph', 'referrers', 'locate'] as const;
export type SVAction = (typeof svActions)[number];

/** What has a place in the source; the page names it by its index, never by a path. */
export const placeLists = ['lines', 'suspects', 'holders', 'growth'] as const;
export type PlaceList = (typeof placeLists)[number];

export type ToHost =
  | { type: 'ready' }
  /** Load this dump, or load it again. */
  | { type: 'reload' }
  | { type: 'sv'; action: SVAction; address: string }
  | { type: 'open'; list: PlaceList; index: number }
  /** Why all that was made on a line is alive: in words, or drawn. */
  | { type: 'why' | 'draw'; list: PlaceList; index: number }
  | { type: 'population'; address?: string }
  | { type: 'histogram'; sort: Sort }
  /** What stands in equal strings is shown too. */
  | { type: 'wasteTexts' }
  | { type: 'largest'; measure: Measure }
  | { type: 'find'; id: number; filters: string[]; offset: number; limit: number }
  /** The server knows the language. */
  | { type: 'query'; id: number; query: string; offset: number; limit: number }
  /** What a line of the histogram counts. */
  | { type: 'instances'; id: number; name: string; offset: number; limit: number };

const maxFilters = 16;
const maxFilterLength = 1_000;
const maxPage = 1_000;
const maxName = 10_000;

/** What a page said, or nothing if it is not of the protocol. */
export function parseToHost(message: unknown): ToHost | undefined {
  if (!isObject(message)) {
    return undefined;
  }
  const { type, address, action, list, index, measure, sort, name, id, filters, query, offset, limit } = message;
  switch (type) {
    case 'ready':
    case 'reload':
    case 'wasteTexts':
      return { type };
    case 'sv':
      return isAddress(address) && isOneOf(svActions, action) ? { type, action, address } : undefined;
    case 'open':
    case 'why':
    case 'draw':
      return isOneOf(placeLists, list) && isCount(index) ? { type, list, index } : undefined;
    case 'population':
      if (address === undefined) {
        return { type };
      }
      return isAddress(address) ? { type, address } : undefined;
    case 'histogram':
      return isOneOf(sorts, sort) ? { type, sort } : undefined;
    case 'largest':
      return isOneOf(measures, measure) ? { type, measure } : undefined;
    case 'find':
      return isCount(id) && isCount(offset) && isCount(limit) && limit <= maxPage && isFilters(filters)
        ? { type, id, filters, offset, limit }
        : undefined;
    case 'query':
      return isCount(id) && isCount(offset) && isCount(limit) && limit <= maxPage && typeof query === 'string' && query.length <= maxName
        ? { type, id, query, offset, limit }
        : undefined;
    case 'instances':
      return isCount(id) && isCount(offset) && isCount(limit) && limit <= maxPage && typeof name === 'string' && name.length <= maxName
        ? { type, id, name, offset, limit }
        : undefined;
    default:
      return undefined;
  }
}

/** What the editor said, or nothing if it is not of the protocol. */
export function parseToPage(message: unknown): ToPage | undefined {
  if (!isObject(message)) {
    return undefined;
  }
  const { type } = message;
  const known =
    (type === 'hello' && isObject(message.l10n)) ||
    (type === 'state' && typeof message.message === 'string') ||
    (type === 'part' && isOneOf(parts, message.part) && isObject(message.value)) ||
    (type === 'failed' && isOneOf(parts, message.part) && typeof message.message === 'string') ||
    (type === 'found' && isCount(message.id) && isObject(message.page)) ||
    (type === 'notFound' && isCount(message.id) && typeof message.message === 'string') ||
    (type === 'graph' && typeof message.title === 'string' && typeof message.text === 'string' && isObject(message.source));
  return known ? (message as unknown as ToPage) : undefined;
}

/** A line that a page lists, as far as it is opened. */
export type Place = Pick<HotLine, 'path' | 'line' | 'noFile'>;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isOneOf<T extends string>(all: readonly T[], value: unknown): value is T {
  return (all as readonly unknown[]).includes(value);
}

function isFilters(value: unknown): value is string[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.length <= maxFilters &&
    value.every((word) => typeof word === 'string' && word.length <= maxFilterLength)
  );
}
