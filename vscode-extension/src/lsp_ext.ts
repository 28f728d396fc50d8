// Every request, notification and command of the server that is not part of
// LSP, typed in one place. The server's side is lsp/ of the same repository.

import { NotificationType } from 'vscode-languageclient/node';

export interface InitializationOptions {
  /** Asks for the notification perlheap/status. */
  status: true;
  /** The setting perlheap.dumps, until the server has asked for all settings. */
  dumps: string[];
}

/** A dump whose file ends inside a record: what was read is shown. */
export interface Truncated {
  /** The record that the file ends in, by perl's name, such as `HASH`. */
  record: string;
  /** Byte offset of that record in the unpacked dump. */
  offset: number;
  /** SVs that were read before it. */
  svs: number;
  /** The same in words. */
  message: string;
}

export interface LoadDumpParams {
  /** Absolute path of a .pmat or .pmat.gz on the server's machine. */
  path: string;
}

export interface LoadDumpResult {
  path: string;
  svs: number;
  bytes: number;
  truncated?: Truncated;
}

export interface UnloadDumpParams {
  path: string;
}

export interface LinesParams {
  /** At most so many lines; the server has a default. */
  limit?: number;
  offset?: number;
}

/** A line of source with what is alive of it. */
export interface HotLine {
  /** As people know it: relative to the workspace where it was found there. */
  file: string;
  /** Absolute path, when the file was found. */
  path?: string;
  /** 1-based line of what made it, or the recorded one if there is no source; 0 if there is none. */
  line: number;
  /** How sure the line is. */
  state: 'exact' | 'moved' | 'uncertain' | 'gone' | 'unlocated';
  /** What its lens says: how many are alive, and how many bytes that is. */
  text: string;
  /** As the dump has it. */
  recordedFile: string;
  recordedLine: number;
  /** What is alive of the line: `closure`, `object`, `variable`, … */
  kind: string;
  name?: string;
  /** How many are alive; of closures the prototype is not counted. */
  count: number;
  /** Share of all CODEs, 0 to 1. */
  share: number;
  /** Bytes of these CODEs. */
  bytes: number;
  /** Address of a typical one, `0x…`. */
  example: string;
}

export interface LinesResult {
  /** Path of the dump that was asked. */
  dump: string;
  /** Lines there are, of which `lines` is a page. */
  total: number;
  /** CODEs of the heap, and bytes of all its SVs. */
  codes: number;
  bytes: number;
  lines: HotLine[];
}

export interface AddressParams {
  /** `0x…` */
  address: string;
}

/** Names one dump, as documents and lenses of it do. */
export interface Identity {
  path: string;
  version: string;
}

export interface LocateParams extends AddressParams {
  /** Default the dump that is shown. */
  dump?: Identity;
}

/** A heap document to open. */
export type OpenParams = { dump?: Identity } & (
  | { kind: 'overview' }
  | { kind: 'sv' | 'identify'; address: string }
  | ({ kind: 'line' } & WhyParams)
);

export interface OpenResult {
  uri: string;
}

/** A part of a list, from an index on. */
export interface PageParams {
  offset?: number;
  /** At most 10,000; the server has a default. */
  limit?: number;
}

export interface Page<T> {
  /** How many there are in all. */
  total: number;
  offset: number;
  items: T[];
}

/** What a dump is of. */
export interface SummaryResult {
  /** Its path. */
  dump: string;
  perl: string;
  threads: boolean;
  format: string;
  objects: number;
  bytes: number;
  program?: string;
  workDir?: string;
  truncated?: string;
}

/** A dump that the server knows of. */
export interface KnownDump {
  path: string;
  /** When it was written, ISO 8601. */
  time: string;
  /** When it was read. */
  svs?: number;
  bytes?: number;
  state: 'shown' | 'series' | 'before' | 'newer' | 'other' | 'unread' | 'failed';
  /** Its heap is in memory. */
  loaded: boolean;
  /** Growth is counted from it. */
  baseline: boolean;
  /** Why it is not compared, or `forced`. */
  reason?: string;
}

export interface DumpsResult {
  /** Oldest first. */
  dumps: KnownDump[];
}

export interface SetBaselineParams {
  /** Null for the oldest of the process. */
  dump: string | null;
  /** Also a dump that seems to be of another process. */
  force?: boolean;
}

export interface SetBaselineResult {
  baseline: string | null;
  since: string | null;
}

export interface GrowthParams {
  /** Of lines, classes and holders, each. */
  limit?: number;
  /** Also what is stable. */
  all?: boolean;
}

/** One line, class or holder over the dumps of a series. */
export interface Track {
  name?: string;
  recordedFile?: string;
  recordedLine?: number;
  /** In each dump. */
  counts: number[];
  bytes: number[];
  trend: string;
}

export interface GrowthResult {
  baseline: string;
  since: string;
  /** Paths, oldest first: what lines and classes are counted in. */
  series: string[];
  times: string[];
  /** What was compared SV by SV, and holders are counted in. */
  dumps: { dump: string; svs: number; codes: number; bytes: number; new: number; stay: number }[];
  lines: Track[];
  classes: Track[];
  holders: Track[];
}

export interface SuspectsParams {
  limit?: number;
}

/** A probable cause of growth, with its evidence. */
export interface Suspect {
  rank: number;
  /** 0 to 100. */
  score: number;
  level: 'high' | 'medium' | 'low';
  kind: string;
  file: string;
  path?: string;
  /** 1-based, in the text as it is now; 0 if there is none. */
  line: number;
  class: string | null;
  captured: string | null;
  holder: string | null;
  holderFile: string | null;
  holderPath?: string;
  holderLine: number | null;
  count: number;
  growth: number | null;
  retainedBytes: number;
  /** It may be more. */
  retainedLeast?: boolean;
  cycle: string[];
  why: string;
  fix: string;
  /** Of an example, or of the container. */
  address: string;
  counts?: number[];
  trend?: string;
}

/** Parts of the heap that no root leads to, by origin. */
export interface Unreachable {
  count: number;
  svs: number;
  bytes: number;
  cycle: boolean;
  foreign: number;
  classes: string[];
  lines: string[];
  example: string;
}

export interface SuspectsResult {
  /** What was compared, oldest first. */
  dumps: string[];
  suspects: Suspect[];
  unreachable: Unreachable[];
}

export interface CountParams {
  /** Also blessed SVs by package. */
  blessed?: boolean;
}

export interface Tally {
  name: string;
  count: number;
  blessed: number;
  bytes: number;
  blessedBytes: number;
}

export interface CountResult {
  kinds: Tally[];
  /** By kind. */
  packages?: Record<string, Tally[]>;
  total: Tally;
}

/** An SV as every list has it. */
export interface SV {
  address: string;
  type: string;
  desc: string;
  package?: string;
  root?: string;
  symbol?: string;
  /** Location of a CODE as the dump has it. */
  file?: string;
  line?: number;
  size: number;
}

export interface LargestParams {
  /** How many SVs. */
  counts: [number];
  struct?: boolean;
  owned?: boolean;
}

export interface LargestResult {
  items: { sv: SV; bytes: number }[];
  others: number;
}

export interface RetainedParams {
  /** Of the SV to start at; the whole heap if there is none. */
  address?: string;
  depth?: number;
  limit?: number;
}

/** The upper part of the dominator tree. */
export interface RetainedResult {
  /** Level by level; parent is an index, -1 for the first. The whole heap and what is lost are no SVs. */
  nodes: { sv?: SV; lost?: boolean; parent: number; bytes: number; count: number }[];
  /** What stands beside the nodes below the same parent. */
  rest: { parent: number; kind: string; svs: number; bytes: number; count: number }[];
  unreached: number;
  unreachedBytes: number;
}

export interface FindParams extends PageParams {
  /** As on the command line: `["blessed", "Foo"]`. */
  filters: string[];
}

export interface Found {
  sv: SV;
  notes: string[];
}

export interface RefsParams extends PageParams {
  /** An address, a symbol (`%Foo::cache`) or a root. */
  address: string;
  weak?: boolean;
  all?: boolean;
}

export interface NamedRef {
  name: string;
  strength: 'strong' | 'weak' | 'indirect' | 'inferred';
  /** None for a root. */
  sv?: SV;
}

export interface WhyParams {
  /** Path or URI of a source file, and 1-based line in the text of now. */
  file: string;
  line: number;
}

/** Merged ways from roots to many SVs. */
export interface Merged {
  count: number;
  unreached: number;
  entries: MergedGroup[];
  /** Where nearly all ways meet. */
  point?: SV;
}

export interface MergedGroup {
  kind: 'reference' | 'root';
  name: string;
  /** Ways through it. */
  count: number;
  svs?: number;
  /** The referrer, or one of them. */
  sv?: SV;
  more?: number;
  entries?: MergedGroup[];
}

export interface WhyResult extends TextResult {
  tree: Merged | null;
  /** One that no root leads to. */
  example: Chain | null;
}

export interface IdentifyParams extends AddressParams {
  depth?: number;
  weak?: boolean;
  all?: boolean;
  elide?: boolean;
}

/** An SV of a chain. */
export type ChainSV = Pick<SV, 'address'> & Partial<SV>;

export interface ChainEntry {
  kind?: 'reference' | 'root' | 'again' | 'itself' | 'not found' | 'too deep' | 'cut' | 'more';
  name?: string;
  strength?: NamedRef['strength'];
  /** What refers; none for a root, or for what was found before. */
  sv?: ChainSV;
  /** Of what is found again, and of what finds it again: A, B, … */
  label?: string;
  /** It is found again below itself. */
  circular?: boolean;
  /** How many more there are. */
  count?: number;
  entries?: ChainEntry[];
}

/** An identify chain: the entries are the answers to "who refers to it". */
export interface Chain {
  sv: ChainSV;
  entries: ChainEntry[];
}

export interface IdentifyResult extends TextResult {
  /** The same as the text. */
  tree: Chain;
}

export interface TextResult {
  /** What a person reads, many lines. */
  text: string;
}

export interface LocateResult {
  /** As people know it: relative to the workspace where it was found there. */
  file: string;
  /** Absolute path, when the file was found. */
  path?: string;
  /** 1-based line in the text as it is now. */
  line: number;
  /** The line that the dump has. */
  recordedLine: number;
}

/** What goes through workspace/executeCommand: one object there, one back. */
export interface ServerCommands {
  'perlheap.loadDump': { params: LoadDumpParams; result: LoadDumpResult };
  'perlheap.unloadDump': { params: UnloadDumpParams; result: object };
  'perlheap.lines': { params: LinesParams; result: LinesResult };
  'perlheap.identify': { params: IdentifyParams; result: IdentifyResult };
  'perlheap.open': { params: OpenParams; result: OpenResult };
  'perlheap.locate': { params: LocateParams; result: LocateResult };
  'perlheap.summary': { params: object; result: SummaryResult };
  'perlheap.count': { params: CountParams; result: CountResult };
  'perlheap.largest': { params: LargestParams; result: LargestResult };
  'perlheap.retained': { params: RetainedParams; result: RetainedResult };
  'perlheap.find': { params: FindParams; result: Page<Found> };
  'perlheap.inrefs': { params: RefsParams; result: Page<NamedRef> };
  'perlheap.outrefs': { params: RefsParams; result: Page<NamedRef> };
  'perlheap.dumps': { params: object; result: DumpsResult };
  'perlheap.setBaseline': { params: SetBaselineParams; result: SetBaselineResult };
  'perlheap.growth': { params: GrowthParams; result: GrowthResult };
  'perlheap.suspects': { params: SuspectsParams; result: SuspectsResult };
  'perlheap.why': { params: WhyParams; result: WhyResult };
}

/** What the server is doing, told by itself. */
export interface HeapStatus {
  state: 'none' | 'loading' | 'ready' | 'failed';
  /** The dump that is loading, shown or refused. */
  path?: string;
  /** 0 to 100 while loading. */
  percent?: number;
  /** What it is doing while loading. */
  phase?: string;
  /** SVs of the shown dump. */
  svs?: number;
  /** Why it failed. */
  message?: string;
  truncated?: Truncated;
}

export const heapStatus = new NotificationType<HeapStatus>('perlheap/status');
