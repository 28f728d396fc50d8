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
  /** 1-based line of the `sub` keyword, or the recorded one if there is no source. */
  line: number;
  /** As the dump has it. */
  recordedFile: string;
  recordedLine: number;
  kind: 'closure';
  name?: string;
  /** Closures alive, the prototype not counted. */
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

export interface IdentifyParams extends AddressParams {
  depth?: number;
  weak?: boolean;
  all?: boolean;
  elide?: boolean;
}

/** An SV of a chain, as far as the editor needs it. */
export interface ChainSV {
  address: string;
  /** Location of a CODE as the dump has it. */
  file?: string;
  line?: number;
}

export interface ChainEntry {
  /** What refers; none for a root, or for what was found before. */
  sv?: ChainSV;
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
  'perlheap.show': { params: AddressParams; result: TextResult };
  'perlheap.locate': { params: AddressParams; result: LocateResult };
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
