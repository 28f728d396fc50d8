// Made of the Go types of heap/wire by `go generate ./heap/wire`. Do not edit.

/** Cache is what is kept of large dumps. */
export interface Cache {
  folder: string;
  files: number;
  bytes: number;
  maxBytes: number;
  /** Refused says why nothing can be kept in the folder. */
  refused?: string;
}

/** Caller is a frame of perl's context stack. */
export interface Caller {
  /** SUB, TRY, EVAL */
  type: string;
  /** void, scalar, array */
  context: string;
  /** where it was called */
  file: string;
  line: number;
  /** of a SUB */
  code?: SV;
  /** of a SUB: which call of its CODE */
  depth?: number;
  args?: SV[];
}

/** Chain is an identify chain. */
export interface Chain {
  sv: SV;
  entries: ChainEntry[];
}

/** SV is an SV. */
export interface SV {
  address: string;
  type: string;
  desc: string;
  package?: string;
  root?: string;
  symbol?: string;
  /** of a CODE, as the dump has it */
  file?: string;
  line?: number;
  bytes: number;
}

/** Strength is how strong a reference is. */
export type Strength = 'strong' | 'weak' | 'indirect' | 'inferred';

/** EntryKind is what an entry of a chain is. */
export type EntryKind = 'reference' | 'root' | 'again' | 'itself' | 'not found' | 'too deep' | 'cut' | 'more';

/** ChainEntry is one entry of a chain. */
export interface ChainEntry {
  kind: EntryKind;
  name?: string;
  /** what is said of the entry: of a reference, its name in words of Perl programmers */
  text?: string;
  strength?: Strength;
  sv?: SV;
  label?: string;
  circular?: boolean;
  count?: number;
  entries?: ChainEntry[];
}

/** Checked is what exceeds limits in dumps of one process. */
export interface Checked {
  /** paths, oldest first */
  dumps: string[];
  findings: Finding[];
}

/** Finding is something that exceeds a limit. */
export interface Finding {
  /** the option that sets the limit: max-growth, max-closures; suspect for fail-on */
  rule: string;
  level: Level;
  message: string;
  fix?: string;
  /** absent for the heap as a whole */
  place?: Place;
  /** of the rule suspect */
  suspect?: Suspect;
}

/**
 * Commands are what workspace/executeCommand runs: each takes one JSON object
 * and answers one. The name of a command is perlheap. and that of its method.
 * The first line of a comment is the title that people see.
 */
export interface ServerCommands {
  /**
   * LoadDump: Load a dump and show it
   *
   * Answers when it is loaded. A relative path is looked for in the workspace
   * folders.
   */
  'perlheap.loadDump': { params: LoadDumpParams; result: LoadDumpResult };
  /** UnloadDump: Forget a loaded dump */
  'perlheap.unloadDump': { params: UnloadDumpParams; result: Empty };
  /**
   * Ps: List the perls that are running
   *
   * Each that cannot be captured has the reason.
   */
  'perlheap.ps': { params: Empty; result: Processes };
  /**
   * Capture: Take a dump of a running perl and show it
   *
   * Answers when it is loaded. The dump is written into the folder of the setting
   * perlheap.captureFolder, and compared with those taken of the process before.
   */
  'perlheap.capture': { params: CaptureParams; result: CaptureResult };
  /**
   * Lines: List what is alive by the line that made it
   *
   * A page of the ranked items of the shown dump, and the files that were not
   * found.
   */
  'perlheap.lines': { params: LinesParams; result: Lines };
  /**
   * Names: Find SVs by their names
   *
   * Lists the variables, subs and classes that are alive and whose names contain the
   * query; of a class, or of closures, one typical SV. If the query is a whole name as
   * on the command line (%Foo::cache, defstash) or an address, that SV comes first.
   */
  'perlheap.names': { params: NamesParams; result: Names };
  /**
   * Identify: Identify what holds an SV
   *
   * The chain of references back to the roots, as pmat identify prints it.
   */
  'perlheap.identify': { params: IdentifyParams; result: IdentifyResult };
  /**
   * Show: Show an SV
   *
   * What is known about it, as pmat show prints it.
   */
  'perlheap.show': { params: ShowParams; result: ShowResult };
  /**
   * Locate: Go to the source line of an SV
   *
   * Opens the line as well, where the client can.
   */
  'perlheap.locate': { params: LocateParams; result: Place };
  /**
   * Find: Find SVs by what they are
   *
   * A page of the SVs that all filters match, by address.
   */
  'perlheap.find': { params: FindParams; result: Page<Found> };
  /**
   * Query: Find SVs by an expression
   *
   * A page of the SVs for which it is true, by address.
   */
  'perlheap.query': { params: QueryParams; result: Page<Found> };
  /** Largest: List the largest SVs */
  'perlheap.largest': { params: LargestParams; result: Largest };
  /** Summary: Say what the dump is of */
  'perlheap.summary': { params: Empty; result: DumpSummary };
  /**
   * Population: Show what the heap is made of
   *
   * The populations that retain most, holders before what they hold. A population
   * is left out if it is as many as one that it holds and retains hardly more.
   */
  'perlheap.population': { params: PopulationParams; result: Populations };
  /**
   * Histogram: Count what is alive by class, line and type
   *
   * With how the numbers went, if earlier dumps of the process are known.
   */
  'perlheap.histogram': { params: HistogramParams; result: Histogram };
  /**
   * Waste: Find memory that is spent without need
   *
   * Equal strings, hashes and arrays with next to nothing in them, and buffers with
   * room that is not used; texts of strings only if they are asked for.
   */
  'perlheap.waste': { params: WasteParams; result: Waste };
  /** Instances: List what a line of the histogram counts */
  'perlheap.instances': { params: InstancesParams; result: Page<Found> };
  /** Count: Count the SVs by kind */
  'perlheap.count': { params: CountParams; result: Census };
  /** Inrefs: List what refers to an SV */
  'perlheap.inrefs': { params: RefsParams; result: Page<NamedRef> };
  /** Outrefs: List what an SV refers to */
  'perlheap.outrefs': { params: RefsParams; result: Page<NamedRef> };
  /** Elems: List the elements of an ARRAY */
  'perlheap.elems': { params: SVParams; result: Page<Element> };
  /** Values: List the values of a HASH */
  'perlheap.values': { params: SVParams; result: Page<Pair> };
  /** Symbols: List the symbol table */
  'perlheap.symbols': { params: SymbolsParams; result: Page<Symbol> };
  /** Roots: List the roots */
  'perlheap.roots': { params: PageParams; result: Page<Root> };
  /** Callers: List the calls that were under way */
  'perlheap.callers': { params: PageParams; result: Page<Caller> };
  /** Suspects: Rank the lines that the heap probably grows by */
  'perlheap.suspects': { params: SuspectsParams; result: Suspects };
  /** Growth: Compare the dumps of the process */
  'perlheap.growth': { params: GrowthParams; result: SeriesGrowth };
  /** SetBaseline: Choose the dump that growth is counted from */
  'perlheap.setBaseline': { params: SetBaselineParams; result: Baseline };
  /** Dumps: List the dumps that are known */
  'perlheap.dumps': { params: Empty; result: Dumps };
  /**
   * FindDumps: Look for dumps in the workspace folders
   *
   * The newest few, whether or not the server knows them. The search is bounded.
   */
  'perlheap.findDumps': { params: Empty; result: FoundDumps };
  /**
   * MapSources: Say where the sources are that were not found
   *
   * The path mappings by which the files that are below a folder are found.
   */
  'perlheap.mapSources': { params: MapSourcesParams; result: MappedSources };
  /**
   * Why: Show what keeps alive all that was made on a line
   *
   * The shortest paths from the roots, merged.
   */
  'perlheap.why': { params: WhyParams; result: WhyResult };
  /**
   * Verify: Tell whether a cure worked
   *
   * Follows the suspects of a run before the cure in one after it.
   */
  'perlheap.verify': { params: VerifyParams; result: Verification };
  /**
   * Report: Write a page about the heap
   *
   * The page that perlheap report writes, about the shown dump and those that it is
   * compared with.
   */
  'perlheap.report': { params: ReportParams; result: WrittenReport };
  /**
   * Open: Open a heap document
   *
   * The overview of a dump, its histogram, an SV, an identify chain, what is
   * alive from a line, or whether a cure worked, as a document of the editor.
   */
  'perlheap.open': { params: OpenParams; result: OpenResult };
}

/** Diff is what each of two dumps has at addresses where the other has nothing. */
export interface Diff {
  onlyA: SV[];
  onlyB: SV[];
  common: number;
}

/** Stayed is an SV that appeared in a series of dumps and stayed. */
export interface Stayed {
  /** number of the dump it appeared in, from 1 on */
  since: number;
  sv: SV;
}

/** Element is an element of an ARRAY. */
export interface Element {
  index: number;
  /** as pmat writes it */
  text: string;
  /** absent where there is none */
  sv?: SV;
}

/** Pair is a key and its value. */
export interface Pair {
  /** as pmat writes it, in braces */
  key: string;
  /** the address of the key's string, if it was asked for and is known */
  hek?: string;
  text: string;
  sv?: SV;
}

/** Census is a census. */
export interface Census {
  kinds: Tally[];
  /** by kind, of blessed SVs */
  packages?: Record<string, Tally[]>;
  scalars?: Tally[];
  total: Tally;
}

/** Tally counts SVs; sizes are in bytes. */
export interface Tally {
  name: string;
  count: number;
  blessed: number;
  bytes: number;
  blessedBytes: number;
  /** the bytes are lower bounds */
  least?: boolean;
}

/** DumpCensus is the census of one of several dumps. */
export interface DumpCensus extends Census {
  /** path */
  dump: string;
}

/** Total is how many there are. */
export interface Total {
  total: number;
}

/** Dangling is a pointer to an address that has no SV. */
export interface Dangling {
  sv: SV;
  name: string;
  address: string;
}

/** Found is an SV that was found, and what each filter says about it. */
export interface Found {
  sv: SV;
  notes: string[];
}

/** Names is the answer of perlheap.names. */
export interface Names {
  /** the likeliest first */
  names: Name[];
  /** that there are none; of the server */
  note?: string;
}

/**
 * Name is an SV and what it goes by: a variable, a sub, a class or the address that was
 * asked for. Of a class, or of closures of one sub, it is a typical one.
 */
export interface Name {
  name: string;
  /** what it is, how many and how big */
  detail: string;
  /** hexadecimal */
  address: string;
}

/** Growth is a comparison of dumps. */
export interface Growth {
  /** oldest first */
  dumps: ComparedDump[];
  /** how they were put in order */
  order?: Order;
  lines: Track[];
  classes: Track[];
  /**
   * Holders are the populations that grew by themselves. What each retains leaves
   * out the others; together with RestBytes it is the heap of each dump.
   */
  holders: Track[];
  restBytes?: number[];
  /**
   * Unrelated is why the dumps are not of one process; they are then compared by
   * shape.
   */
  unrelated?: string;
  /**
   * ByShape means that new, stay and reused are not known: the dumps are
   * unrelated, or are points of a series.
   */
  byShape?: boolean;
}

/** ComparedDump is one of the dumps of a comparison. */
export interface ComparedDump {
  /** path; empty for a point of a series whose dump is gone */
  dump: string;
  /** of a point of a series */
  time?: string;
  svs: number;
  codes: number;
  bytes: number;
  /** SVs that no root reaches */
  unreached: number;
  unreachedBytes: number;
  /** SVs that the dump before did not have */
  new: number;
  /** of New, those that the last dump has */
  stay: number;
  /** addresses with another kind of SV than before */
  reused: number;
}

/** Trend is the course of a number from dump to dump. */
export type Trend = 'single' | 'grows' | 'slows' | 'once' | 'lately' | 'stable' | 'falls';

/** Track is one line, class or holder of a comparison. */
export interface Track {
  name?: string;
  recordedFile?: string;
  recordedLine?: number;
  /** in each dump */
  counts: number[];
  /** in each dump */
  bytes: number[];
  trend: Trend;
}

/**
 * SeriesGrowth is the growth of the dumps of a process. Lines and classes are
 * counted in all dumps of the series; holders, and what is new and stays, in
 * those that were compared SV by SV.
 */
export interface SeriesGrowth extends Growth {
  /** path */
  baseline: string;
  /** when the baseline was written */
  since: string;
  /** paths, oldest first: what lines and classes are counted in */
  series: string[];
  /** of these */
  times: string[];
}

/**
 * Histogram counts what heaps have by class, by the line of closures, and by type
 * of data.
 */
export interface Histogram {
  /** in the order of the numbers */
  dumps: string[];
  /** how they were put in order */
  order?: Order;
  rows: HistogramRow[];
}

/** HistogramRow is one class, line or type; its lists have a number for each dump. */
export interface HistogramRow {
  name: string;
  /**
   * Kind is class, closures, data, or static for the symbol tables of perl or of
   * modules.
   */
  kind: string;
  /** own, modules or perl */
  origin: string;
  recordedFile?: string;
  recordedLine?: number;
  count: number[];
  bytes: number[];
  retainedBytes: number[];
  /** addresses; empty for none */
  example: string[];
}

/** Large is one of the largest SVs. */
export interface Large {
  sv: SV;
  /** as measured */
  bytes: number;
  /** they are a lower bound */
  least?: boolean;
  of?: Large[];
  /** OfOtherBytes is the sum of the sizes of the rest of the set. */
  ofOtherBytes?: number;
}

/** Largest is the list of the largest SVs. */
export interface Largest {
  items: Large[];
  /** the sum of the sizes of all others, bytes */
  otherBytes: number;
}

/** Lines is what is alive, by line. */
export interface Lines {
  dump: string;
  /** of items; Lines may be a part of them */
  total: number;
  /** all CODEs of the heap */
  codes: number;
  /** of the heap */
  bytes: number;
  lines: Line[];
  missing?: Missing[];
  /** that these are not all, in words; of the server */
  note?: string;
}

/** ItemKind is a kind of what is alive from a line. */
export type ItemKind = 'closure' | 'sub' | 'object' | 'variable' | 'allocation';

/** Line is an item at its line. What Bytes and Elements count depends on the kind. */
export interface Line extends Place {
  kind: ItemKind;
  name?: string;
  /** of objects */
  class?: string;
  /** HASH, ARRAY, SCALAR, REF, CODE, … */
  type?: string;
  /** of a variable: package, my, state */
  scope?: string;
  /** alive; of closures without the prototype */
  count: number;
  elements?: number;
  /** of a sub: what its operators keep */
  temporaryBytes?: number;
  /** of closures: of all CODEs, 0 … 1; else 0 */
  share: number;
  bytes: number;
  /** of the heap's bytes, 0 … 1 */
  byteShare: number;
  /**
   * RetainedBytes is what all of it retains together, if requested and if it is
   * one thing; it may be more if RetainedLeast is set.
   */
  retainedBytes?: number;
  retainedLeast?: boolean;
  captures?: string[];
  /** of closures: how often their text was, if several times */
  compiled?: number;
  evals?: Evals;
  /** of allocations, most bytes first */
  parts?: LinePart[];
  /** other lines of the item */
  also?: Place[];
  /** the address of a typical one */
  example: string;
  /**
   * Text is what its lens says, of the server: 20,000 closures alive · 96.9 % of
   * all subs · 6.1 MiB.
   */
  text?: string;
  /**
   * What and Amount are the same for a narrow row, of the server: 20,000 closures;
   * 6.1 MiB · +12,304.
   */
  what?: string;
  amount?: string;
  /** it is of the program's own code, as the server knows */
  own?: boolean;
  /** Part is how much of the heap it is, of the server: 6.1 MiB, 4.4 % of the heap. */
  part?: string;
}

/** Evals says how often a string eval compiled a text from which something is alive. */
export interface Evals {
  texts: number;
  /** the lowest number N of an (eval N) */
  first: number;
  /** the highest */
  last: number;
}

/** LinePart counts the SVs of one type and class that were allocated at a line. */
export interface LinePart {
  type: string;
  class?: string;
  count: number;
  bytes: number;
  firstSerial: number;
  lastSerial: number;
  /** of the last */
  example: string;
}

/** Missing is a recorded file that was not found, or not read. */
export interface Missing {
  recordedFile: string;
  /** why it is not read although it is there */
  reason?: string;
  /** files that it may be */
  candidates: string[];
  /** of items that are recorded there */
  count: number;
}

/** Merged are the merged paths from the roots to many SVs. */
export interface Merged {
  count: number;
  /** no root leads to them */
  unreached: number;
  /** the same in words */
  lost?: string;
  entries: MergedGroup[];
  /** where nearly all ways meet */
  point?: SV;
}

/** MergedGroup is one group of referrers. */
export interface MergedGroup {
  /** reference or root */
  kind: EntryKind;
  name: string;
  /** the same in words of Perl programmers */
  text: string;
  /** ways through it */
  count: number;
  /** different referrers */
  svs?: number;
  /** the referrer, or one of them */
  sv?: SV;
  more?: number;
  entries?: MergedGroup[];
}

/** Order says how dumps were put into the order of time. Its keys are stable. */
export interface Order {
  /** paths, as they were given */
  given: string[];
  /** the order of time is another one */
  moved: boolean;
  /** what the order is based on: time, $^T, %INC, name, given, forced */
  by: string[];
  /** dumps whose order nothing decides */
  tied?: string[];
  /** dumps that are left out, with that which they are a copy of */
  copies?: Record<string, string>;
}

/**
 * Origin is what a capture knows about a process in addition to its heap. It is
 * written next to the dump, to a file with the dump's name and .origin.json
 * appended.
 */
export interface Origin {
  /** of this description: 1 */
  format: number;
  dump: OriginDump;
  /** when the memory was copied, or the core was written */
  time: string;
  host: string;
  pid: number;
  /** its PID */
  parent?: number;
  /** as the process has it: a program may have written to $0 */
  command: string[];
  workDir?: string;
  /** when the process began */
  started?: string;
  /** for how long it was stopped */
  stoppedMs?: number;
  perl: OriginPerl;
  /** that were loaded and could be read */
  files: OriginFile[];
  memory?: Memory;
}

/**
 * Memory is what the memory of a process consisted of. The parts add up to what was
 * in memory and what was swapped out.
 */
export interface Memory {
  rssBytes: number;
  swappedBytes: number;
  parts: MemoryPart[];
}

/** MemoryPart is one part of a process's memory. */
export interface MemoryPart {
  name: MemoryName;
  /** the name in words; in answers, not in files */
  text?: string;
  bytes: number;
}

/**
 * MemoryName says what a part of a process's memory is. What perl and C take
 * includes the overhead of malloc.
 */
export type MemoryName = 'svHeads' | 'svHeadsFree' | 'svBodies' | 'svBodiesFree' | 'strings' | 'stringsShared' | 'stringsSpare' | 'arrays' | 'hashes' | 'sharedKeys' | 'code' | 'otherPerl' | 'threads' | 'c' | 'mallocFree' | 'anonymous' | 'stack' | 'files' | 'shared';

/** OriginDump says which dump a description is of. */
export interface OriginDump {
  svs: number;
  /** address of the root */
  defStash: string;
}

/** OriginPerl is the perl of a process. */
export interface OriginPerl {
  /** 5.36.0 */
  version: string;
  threads: boolean;
  /** amd64, arm64 */
  arch: string;
  /** as perl -V has them: MULTIPLICITY, USE_ITHREADS, … */
  options: string[];
  path?: string;
  /** of what has the interpreter */
  buildID?: string;
}

/** OriginFile is a file of the program, as it was when the memory was copied. */
export interface OriginFile {
  /** as perl recorded its name */
  recorded: string;
  bytes: number;
  sha256: string;
  /**
   * Touched means that it was written or put there after the process began: its
   * text may differ from the one that was loaded.
   */
  touched?: boolean;
}

/** Summary says what a dump is of. Its keys are stable. */
export interface Summary {
  perl: string;
  threads: boolean;
  /** of the dump: 0.4 */
  format: string;
  objects: number;
  bytes: number;
  program?: string;
  workDir?: string;
  /** where the dump breaks off */
  truncated?: string;
  /** Origin is what the capture knows of the process; absent for other dumps. */
  origin?: Origin;
}

/** Sizes is the sizes of an SV in bytes. */
export interface Sizes {
  sv: SV;
  bytes: number;
  structureBytes: number;
  ownedBytes: number;
  /** absent if nobody asked */
  retainedBytes?: number;
}

/** Symbol is something with a name in the symbol table. */
export interface Symbol {
  name: string;
  sv: SV;
}

/** Package is a package of the symbol table. */
export interface Package {
  name: string;
  version?: string;
  sv: SV;
}

/** Root is a root of the heap. */
export interface Root {
  name: string;
  desc: string;
  strength: Strength;
  address: string;
  /** absent if there is no SV at the address */
  sv?: SV;
}

/** Page is a part of a list. */
export interface Page<T> {
  /** how many there are in all */
  total: number;
  /** of the first item */
  offset: number;
  items: T[];
}

/** Empty stands for no argument, or no answer. */
export type Empty = Record<string, never>;

/**
 * InitializationOptions are what a client may send with initialize, in addition to
 * settings.
 */
export interface InitializationOptions {
  /** send perlheap/status, perlheap/changed and perlheap/missing */
  status?: boolean;
  /**
   * Dumps is the setting perlheap.dumps, until the server has asked for all
   * settings.
   */
  dumps?: string[];
}

/** ReportParams are of perlheap.report. */
export interface ReportParams {
  /** of the page to write, FILE.html; what is there is replaced */
  path: string;
}

/** MapSourcesParams are of perlheap.mapSources. */
export interface MapSourcesParams {
  /** absolute; it, or what is in it, has the sources */
  folder: string;
}

/** LoadDumpParams are of perlheap.loadDump. */
export interface LoadDumpParams {
  /** of a .pmat or .pmat.gz on the server's machine */
  path: string;
}

/** UnloadDumpParams are of perlheap.unloadDump. */
export interface UnloadDumpParams {
  path: string;
}

/**
 * CaptureParams are of perlheap.capture. The options mean what they mean on the
 * command line.
 */
export interface CaptureParams {
  pid: number;
  /** the perls that it started, in its place */
  children?: boolean;
  /** of a program with threads: a number from 1, the default, or all */
  interpreter?: string;
  /** gzip or zstd; default not at all */
  pack?: string;
  /** bytes kept of each string, default 256; -1 for all */
  maxString?: number;
  /** copy while the process runs */
  noStop?: boolean;
  /** write no FILE.origin.json */
  noDescription?: boolean;
  /** show the dump, default true */
  load?: boolean;
  /** open its overview as a heap document */
  open?: boolean;
}

/** LinesParams are of perlheap.lines. */
export interface LinesParams {
  /** only these; default all */
  kinds?: ItemKind[];
  /** what is first: bytes, the default, or count */
  sort?: string;
  /** at most this many, default 100 */
  limit?: number;
  /** how many to pass over */
  offset?: number;
}

/**
 * Identity names one dump across requests: a client that keeps an address also
 * keeps the identity of its dump. It stays valid when the same file is loaded
 * again, but not when the file changes.
 */
export interface Identity {
  /** absolute */
  path: string;
  /** of the file that was loaded */
  version: string;
}

/** AddressParams name an SV by its address. */
export interface AddressParams {
  /** 0x55d0c0ffee10 */
  address: string;
}

/** LocateParams are of perlheap.locate. */
export interface LocateParams extends AddressParams {
  /** default the one that is shown */
  dump?: Identity;
}

/** IdentifyParams are of perlheap.identify. */
export interface IdentifyParams extends AddressParams {
  /** steps back, default 10 */
  depth?: number;
  /** also weak references */
  weak?: boolean;
  /** also indirect and inferred ones */
  all?: boolean;
  /** fold REFs, PADs and the symbol table, default true */
  elide?: boolean;
}

/** ShowParams are of perlheap.show. */
export interface ShowParams extends AddressParams {
  /** a string as far as the dump has it */
  fullPv?: boolean;
  /** of a CODE also its first pad */
  pad?: boolean;
}

/** DocumentKind is what a heap document is about. */
export type DocumentKind = 'overview' | 'histogram' | 'sv' | 'identify' | 'verify' | 'line';

/** OpenParams are of perlheap.open. */
export interface OpenParams extends Runs {
  kind: DocumentKind;
  /** of sv and identify */
  address?: string;
  /** of line: path, or URI */
  file?: string;
  /** of line: in the current text */
  line?: number;
  /** of the first element that is listed */
  offset?: number;
  /** default the one that is shown */
  dump?: Identity;
  /** Show false leaves it to the client to open the document. */
  show?: boolean;
}

/**
 * Runs are the dumps of two runs of a program. Without any, the server takes those
 * of the two newest runs of the shown program that it knows.
 */
export interface Runs {
  /** paths, of the run before a cure */
  before?: string[];
  /** … and of the one after it */
  after?: string[];
  /**
   * Level is the weakest level of suspects that are followed, or reported if they
   * are new; default medium.
   */
  level?: Level;
}

/** VerifyParams are of perlheap.verify. */
export interface VerifyParams extends Runs {
  /** open the heap document that says the same */
  show?: boolean;
}

/** PageParams ask for a part of a list. */
export interface PageParams {
  /** of the first item, default 0 */
  offset?: number;
  /** how many items at most, default 100 */
  limit?: number;
}

/** SVParams name an SV as the command line does. */
export interface SVParams extends PageParams {
  /** 0x55d0c0ffee10, %Foo::cache or defstash */
  address: string;
}

/** FindParams are of perlheap.find. */
export interface FindParams extends PageParams {
  /** as on the command line: ["blessed", "Foo", "pv", "--eq", "x"] */
  filters: string[];
}

/** QueryParams are of perlheap.query. */
export interface QueryParams extends PageParams {
  /** as perlheap help query has it: class=Foo and retained>1MB */
  query: string;
}

/** RefsParams are of perlheap.inrefs and perlheap.outrefs. */
export interface RefsParams extends SVParams {
  /** also weak references */
  weak?: boolean;
  /** also indirect and inferred ones */
  all?: boolean;
}

/** SymbolsParams are of perlheap.symbols. */
export interface SymbolsParams extends PageParams {
  /** default main */
  package?: string;
  /** also the packages in it */
  recurse?: boolean;
}

/** SetBaselineParams are of perlheap.setBaseline. */
export interface SetBaselineParams {
  /** path; null or left out: the oldest dump of the process */
  dump: string | null;
  /** also a dump that seems to be of another process */
  force?: boolean;
  /** open the histogram, with what was alive in both */
  open?: boolean;
}

/** GrowthParams are of perlheap.growth. */
export interface GrowthParams {
  /** of lines, classes and holders, each; default all */
  limit?: number;
  /** also what is stable */
  all?: boolean;
}

/** SuspectsParams are of perlheap.suspects. */
export interface SuspectsParams {
  /** at most this many, default 10 */
  limit?: number;
}

/** CountParams are of perlheap.count. */
export interface CountParams {
  /** also blessed SVs by package */
  blessed?: boolean;
  /** also SCALARs by the values they have */
  scalars?: boolean;
  /** add up structural sizes */
  struct?: boolean;
  /** add up owned sizes */
  owned?: boolean;
}

/** LargestParams are of perlheap.largest. */
export interface LargestParams {
  /** of SVs, of what each is made of, of that again; default 5, 3, 2 */
  counts?: number[];
  /** structural sizes */
  struct?: boolean;
  /** owned sizes */
  owned?: boolean;
}

/** PopulationParams are of perlheap.population. */
export interface PopulationParams {
  /** of an SV of the first population; default the whole heap */
  address?: string;
  /** levels below it, default 24 */
  depth?: number;
  /** how many at most, default 1000 */
  limit?: number;
}

/** HistogramParams are of perlheap.histogram. */
export interface HistogramParams {
  /** what is first: bytes (retained), the default, count or growth */
  sort?: string;
  /** rows at most; default all */
  limit?: number;
}

/** WasteParams are of perlheap.waste. */
export interface WasteParams {
  /** rows of each kind at most, default 20 */
  limit?: number;
  /** show the beginnings of equal strings, which are data of the program */
  texts?: boolean;
}

/** NamesParams are of perlheap.names. */
export interface NamesParams {
  /** a name or a part of it, or an address */
  query: string;
  /** names at most, default 50 */
  limit?: number;
}

/** InstancesParams are of perlheap.instances. */
export interface InstancesParams extends PageParams {
  /** of a row of the histogram */
  name: string;
}

/** WhyParams are of perlheap.why. */
export interface WhyParams {
  /** path, or URI */
  file: string;
  /** in the current text */
  line: number;
}

/**
 * CallData says what an item of the call hierarchy is about. The client keeps it
 * and sends it back.
 */
export interface CallData {
  dump: Identity;
  /** none of a root and of what is only counted */
  address?: string;
  /**
   * File and Line stand for everything that is alive from a line, whose callers
   * are the single items: the URI of a document, and the line in its current
   * text.
   */
  file?: string;
  line?: number;
}

/** State is how sure a place is. */
export type State = 'exact' | 'moved' | 'uncertain' | 'gone' | 'unlocated';

/** Place is where something stands in the source. */
export interface Place {
  /** as people know it: relative to the folder that it is in, or as recorded if it was not found */
  file: string;
  /** absolute, of the source as it is now */
  path?: string;
  /** in the text as it is now, or as recorded if it was not found; 0 for none */
  line: number;
  /** how sure that is */
  state: State;
  /** why, if that is not plain: changed, template, regexp, runtime, generated, … */
  reason?: string;
  /** the same in words, to be written after the place */
  doubt?: string;
  /** why it cannot be opened, in words; of the server */
  noFile?: string;
  /** what stands there: sub, eval, package, bless, declaration, mention, line */
  role?: string;
  /** inferred, not recorded or declared */
  attributed?: boolean;
  /** it is one of this many lines; left out for 1 */
  of?: number;
  /** as the dump has it; empty for none */
  recordedFile: string;
  /** as the dump has it; 0 for none */
  recordedLine: number;
}

/**
 * Populations are what heaps consist of, by shape. Lists of numbers have one for
 * each dump.
 */
export interface Populations {
  /** paths, in order */
  dumps: string[];
  /** how they were put in order */
  order?: Order;
  /** parents before what they hold */
  populations: Population[];
}

/** PopulationKind is what the members of a population are. */
export type PopulationKind = 'heap' | 'lost' | 'symbol' | 'objects' | 'closures' | 'data';

/** Population is all SVs of a shape. */
export interface Population {
  /** from 1, in this answer */
  id: number;
  /** ID of what holds it; none at the top */
  parent?: number;
  /** in words, from the outside to the inside */
  path: string;
  /** the same from the parent on */
  name: string;
  kind: PopulationKind;
  /** of data, as Devel::MAT calls it */
  type?: string;
  /** of objects */
  class?: string;
  /** of members */
  count: number[];
  /** the members with their parts, as the pads of closures */
  svs: number[];
  /** of these */
  bytes: number[];
  /** of these and of all below */
  retainedBytes: number[];
  /** members for each member of the parent */
  perParent: number[];
  /** address of a member in each dump; empty for none */
  example: string[];
}

/** Process is a process that runs perl. */
export interface Process {
  pid: number;
  parent: number;
  uid: string;
  /** what the program says it is: $0 */
  name: string;
  start: string;
  /** in memory */
  rssBytes: number;
  /** its version */
  perl?: string;
  /** why it cannot be captured */
  reason?: string;
}

/** RunningProcess is a process that runs perl, as a list to pick from shows it. */
export interface RunningProcess extends Process {
  /** how many of the listed processes are above it */
  depth: number;
  /** its PID, age, memory and perl */
  text: string;
}

/** Processes are the perls that are running, children below their parents. */
export interface Processes {
  processes: RunningProcess[];
}

/** CapturedDump is a dump taken of a process. */
export interface CapturedDump {
  /** absolute */
  path: string;
  pid: number;
  /** of a program with threads, if all were asked for */
  interpreter?: number;
  /** its version */
  perl: string;
  svs: number;
  /** as perl itself counts them */
  countedSVs: number;
  stoppedSeconds: number;
  copiedBytes: number;
  /** how the capture went */
  text: string;
  /** what the process's memory is made of */
  memory?: string;
}

/** CaptureResult is the result of a capture. */
export interface CaptureResult {
  dumps: CapturedDump[];
  /** path of the one that is shown: of several, the one with most SVs */
  loaded?: string;
  /** path of the dump that was taken of its process before */
  earlier?: string;
  /** URI of the overview, if it was asked for */
  document?: string;
  /** all of it, for a person */
  text: string;
}

/** Build says what this program was built from. */
export interface Build {
  version: string;
  commit?: string;
  /** of the commit */
  time?: string;
  modified?: boolean;
  go: string;
  os: string;
  arch: string;
  /** the newest dump format that it reads */
  format: string;
}

/** ReachTally counts the SVs of a class of reachability. */
export interface ReachTally {
  /** symtab, user, padlist, lexical, internal, none */
  class: string;
  count: number;
  bytes: number;
}

/** Reached is the class of reachability of an SV. */
export interface Reached {
  sv: SV;
  /** as that of a ReachTally */
  class: string;
}

/** StatusState is what the server is doing. */
export type StatusState = 'none' | 'loading' | 'ready' | 'failed';

/**
 * Status is the notification perlheap/status, to clients that ask for it with
 * [InitializationOptions].
 */
export interface Status {
  state: StatusState;
  /** of the dump that is loading, shown or refused */
  path?: string;
  /** 0 to 100, when loading */
  percent?: number;
  /** what is being done, when loading; when ready, what of the dump is still being looked for */
  phase?: string;
  /** of the shown dump, when ready */
  svs?: number;
  /** of all SVs of it */
  bytes?: number;
  /** when they are known */
  suspects?: Suspicions;
  /** why, when failed */
  message?: string;
  /** when ready and the dump ends early */
  truncated?: Truncation;
  /** the whole in two or three words */
  text: string;
  /** the same at length, in lines */
  details: string[];
}

/** Suspicions counts suspects by level. */
export interface Suspicions {
  high: number;
  medium: number;
  low: number;
}

/**
 * Truncation says where a dump stops being readable: what was read before is
 * shown.
 */
export interface Truncation {
  /** the record that could not be read, by perl's name, such as HASH */
  record: string;
  /** of its first byte in the unpacked dump */
  offset: number;
  /** read before it */
  svs: number;
  /** the same for a person */
  message: string;
}

/** LoadDumpResult is a loaded dump. */
export interface LoadDumpResult {
  /** absolute */
  path: string;
  svs: number;
  /** of all SVs */
  bytes: number;
  truncated?: Truncation;
}

/** IdentifyResult says who holds an SV. */
export interface IdentifyResult {
  /** what is answered */
  title: string;
  /** as pmat identify prints it, with the places of CODEs */
  text: string;
  /** the same, with these places too */
  tree: Chain;
}

/** ShowResult is an SV as text. */
export interface ShowResult {
  /** as pmat show prints it */
  text: string;
  /** the same, without what depends on its type */
  sv: SV;
}

/** OpenResult names a heap document that can be opened. */
export interface OpenResult {
  uri: string;
}

/** DumpSummary describes a loaded dump. */
export interface DumpSummary extends Summary {
  /** path */
  dump: string;
  /** what a person wants to know about it first */
  facts: string[];
}

/** WrittenReport is a page that was written. */
export interface WrittenReport {
  /** absolute */
  path: string;
}

/** MissingSources tells of files that the shown dump names and that were not found. */
export interface MissingSources {
  text: string;
}

/** MappedSources are entries of perlheap.pathMappings that find files. */
export interface MappedSources {
  /** as the setting has them */
  mappings: Record<string, string>;
  /** how many files */
  found: number;
  /** the same in words */
  text: string;
}

/** FoundDump is a file in a workspace folder that has the name of a dump. */
export interface FoundDump {
  /** absolute */
  path: string;
  /** relative to its workspace folder */
  name: string;
  /** when it was last written */
  time: string;
  /** its size */
  text: string;
}

/** FoundDumps are the dumps in the workspace folders, the newest first. */
export interface FoundDumps {
  dumps: FoundDump[];
  /** why there may be more */
  note?: string;
}

/** Baseline is the dump that growth is counted from. */
export interface Baseline {
  /** path; null if no earlier dump of the process is known */
  baseline: string | null;
  /** when it was written */
  since: string | null;
}

/** DumpState says how a dump relates to the shown one. */
export type DumpState = 'shown' | 'series' | 'before' | 'newer' | 'other' | 'unread' | 'failed';

/** KnownDump is a dump that the server knows. */
export interface KnownDump {
  path: string;
  /** when it was written */
  time: string;
  /** if it was read */
  svs?: number;
  /** of all SVs, if it was read */
  bytes?: number;
  /** what it is to the shown one */
  state: DumpState;
  /** its heap is in memory */
  loaded: boolean;
  /** growth is counted from it */
  baseline: boolean;
  /**
   * EarlierRun means that it is of an earlier run of the same program: its
   * process had ended when that of the shown dump began.
   */
  earlierRun?: boolean;
  /** why it is not compared, or "forced" */
  reason?: string;
  /** how much it is, if it was read: 20.0 k SVs · 4.1 MiB */
  text?: string;
  /** the same with all digits */
  detail?: string;
}

/** Dumps are the dumps that the server knows. */
export interface Dumps {
  /** oldest first */
  dumps: KnownDump[];
}

/** WhyResult is what keeps everything alive that was made on a line. */
export interface WhyResult {
  /** what is answered */
  title: string;
  /** what was made there: 300 closures of line 12 */
  what: string;
  text: string;
  tree: Merged | null;
  /** Example is the chain of one that no root leads to; null if there are none. */
  example: Chain | null;
  /**
   * Cut lists the variables whose capture, made weak, breaks the cycle that the
   * closures are in.
   */
  cut?: string[];
}

/**
 * SeriesHead is the first line of a series: the course of one process, as JSON
 * Lines. Each further line is a [SeriesPoint].
 */
export interface SeriesHead {
  /** of this file: 1 */
  series: number;
  pid: number;
  /** when the process began */
  started: string;
  host: string;
  /** what the program says it is: $0 */
  name: string;
  /** its version */
  perl: string;
  /** address of the root */
  defStash: string;
}

/**
 * SeriesPoint is what a heap consisted of at one moment. It has only those numbers
 * that differ from the point before.
 */
export interface SeriesPoint {
  time: string;
  /** name of the file, which may have been removed since */
  dump: string;
  /** name of the file for go tool pprof */
  profile?: string;
  stoppedMs: number;
  svs: number;
  codes: number;
  bytes: number;
  /** SVs that no root reaches */
  unreached: number;
  unreachedBytes: number;
  memory?: Memory;
  /**
   * NewShapes, NewLines and NewClasses are those that earlier points do not have.
   * The lists below refer to them by number, counted on from 0.
   */
  newShapes: SeriesShape[];
  newLines: SeriesLine[];
  newClasses: string[];
  /** number, members, SVs with parts, bytes of these */
  shapes: number[][];
  /** number, closures, bytes with pads */
  lines: number[][];
  /** number, objects, their own bytes */
  classes: number[][];
}

/**
 * SeriesShape is a population: what holds it, the step from there, and what it is.
 * Shape 0 is the whole heap. Shapes that retain less than 256 bytes are counted
 * with what holds them until they retain more.
 */
export interface SeriesShape {
  /** number */
  parent: number;
  step?: SeriesStep;
  class?: SeriesStep;
}

/**
 * SeriesStep is a step of a path. Keys of hashes are written only if the source has
 * them as constants.
 */
export interface SeriesStep {
  /** symbol, lexical, temporary, object, closure, data, root, key, anyKey, element, anyElement, field, captured, more, magic */
  kind: string;
  text?: string;
  sub?: string;
  recordedFile?: string;
  recordedLine?: number;
}

/** SeriesLine is a sub that closures were cloned from. */
export interface SeriesLine {
  name?: string;
  recordedFile: string;
  recordedLine: number;
}

/**
 * Show is what is known about an SV. Its keys are stable; what
 * an SV does not have is absent. Strings and keys are Perl source, quoted.
 */
export interface Show extends SV {
  refcnt: number;
  mortal?: boolean;
  magic?: Magic[];
  created?: Created;
  /** decimal, of a SCALAR */
  integer?: string;
  /** floating-point, of a SCALAR */
  number?: string;
  /** of a SCALAR, quoted */
  string?: string;
  /** of the whole string, bytes */
  length?: number;
  bool?: boolean;
  /** of a REF */
  weak?: boolean;
  /** of elements or values */
  count?: number;
  /** of a CODE's pads */
  lexicals?: string[];
  /** fields of an OBJECT or C_STRUCT, file numbers of an IO */
  values?: NamedValue[];
  /** strong and weak, but for those of containers */
  outrefs?: NamedRef[];
  refersTo?: Show;
}

/** Magic is perl's magic on an SV. */
export interface Magic {
  type: string;
  object?: string;
  pointer?: string;
  vtbl?: string;
}

/** Created says where an SV was made, as a debugging perl records it. */
export interface Created {
  serial: number;
  file?: string;
  line?: number;
}

/** NamedValue is a value with its name. */
export interface NamedValue {
  name: string;
  value?: string;
  sv?: SV;
}

/** NamedRef is a reference with its name. */
export interface NamedRef {
  name: string;
  strength: Strength;
  /** absent for a root */
  sv?: SV;
}

/** SharedString is an entry of the shared string table. */
export interface SharedString {
  /** in braces, as Perl source */
  key: string;
  /** its address */
  hek?: string;
  users?: StringUser[];
}

/** StringUser is an SV that uses a shared string. */
export interface StringUser {
  /** key, name, shared PV */
  how: string;
  sv: SV;
}

/** Suspects is a ranking of suspects. */
export interface Suspects {
  /** oldest first */
  dumps: string[];
  /** how they were put in order */
  order?: Order;
  suspects: Suspect[];
  /** Unreachable are the parts of the last heap that no root reaches, by origin. */
  unreachable: Component[];
  /** that there are none, and what would tell more; of the server */
  note?: string;
  /** what the unreachable parts are together, in words; of the server */
  lost?: string;
}

/** Component stands for the unreachable parts of one origin. */
export interface Component {
  /** of the parts */
  count: number;
  /** in all of them */
  svs: number;
  /** of these */
  bytes: number;
  /** each is a cycle */
  cycle: boolean;
  /** parts that perl counts more references to than the dump has */
  foreign: number;
  classes: string[];
  /** recorded places of the subs in them: lib/Foo.pm line 12 */
  lines: string[];
  /** address */
  example: string;
  /** Text says what they are, and Details what else there is to say; both are written by the server. */
  text?: string;
  details?: string[];
}

/** Level is how strong a suspicion is. */
export type Level = 'high' | 'medium' | 'low';

/** Candidate is a line that may be the one of a suspect. */
export interface Candidate extends Place {
  /** as that of a suspect */
  certainty: string;
  /** why, as a clause */
  because: string;
}

/** Suspect is a suspect. Files are relative to the root that contains them. */
export interface Suspect extends Place {
  /** from 1 */
  rank: number;
  /** 0 … 100 */
  score: number;
  level: Level;
  kind: string;
  /** how the place is known: recorded, stored, told, and guesses: called, guessed, declared, unplaced */
  certainty: string;
  /** why this place, as a clause */
  because?: string;
  /** further lines that it may be, the likeliest first */
  candidates?: Candidate[];
  class: string | null;
  captured: string | null;
  holder: string | null;
  /** where the holder is declared or filled */
  holderPlace?: Place;
  count: number;
  /** what count is of, if not of what collects itself: objects and subs, or SVs, of cycles that become larger */
  counted?: string;
  /** of count since the first dump; null for a single dump */
  growth: number | null;
  retainedBytes: number;
  /** it may be more */
  retainedLeast?: boolean;
  cycle: string[];
  /** of an example, or of the container */
  address: string;
  /** address of a typical one of its line, of the server, if that is another */
  typical?: string;
  /** in each of several dumps */
  counts?: number[];
  /** the same in words; of a string its bytes */
  course?: string;
  trend?: Trend;
  /** how much there is of it in words, of the server: 180 alive · 104.4 KiB retained */
  numbers?: string;
  /** what it is for a narrow row, of the server: 180 closures */
  what?: string;
  /** … and how much: 104.4 KiB · +120 */
  amount?: string;
  why: string;
  fix: string;
  /** Parts grow in step with it: one cure serves all. Their growth counts as its own. */
  parts?: Part[];
  /** Evidence is what the level is based on. */
  evidence: Evidence[];
}

/** Evidence is something that speaks for or against a suspicion. */
export interface Evidence {
  principle: string;
  for: boolean;
  measured: string;
  /** what would speak for the suspicion */
  needed?: string;
  /** all of this in a sentence, the same wherever it is shown */
  text: string;
}

/** Part is something that grows in step with a suspect and has the same cause. */
export interface Part extends Place {
  /** what it is called: {by_name} of Registry */
  what: string;
  /** in each dump */
  counts: number[];
  /** bytes since the first dump, as far as it retains them */
  grown: number;
  /** all of this in a clause */
  text: string;
}

/** VerifyState is what became of a suspect. */
export type VerifyState = 'gone' | 'still there' | 'new' | 'unclear';

/** Verification compares two runs of a program: one before a cure and one after it. */
export interface Verification {
  /** paths, oldest first */
  before: string[];
  /** paths, oldest first */
  after: string[];
  /** growth was compared; false: the amounts in the last dumps */
  growth: boolean;
  /** the weakest level of the suspects that were followed */
  level: Level;
  /** gone, still there and unclear by rank, then new */
  changes: Change[];
  /** what limits the comparison */
  notes: string[];
  /** how the dumps of each side were put in order */
  order?: Order[];
  /** how many are gone, still there and so on */
  text: string;
}

/**
 * Change is what became of a suspect. Lists of numbers have one for each dump of
 * that side.
 */
export interface Change {
  state: VerifyState;
  /** what the numbers count: closures, cycles, bytes */
  counted: string;
  before: number[];
  after: number[];
  /** what the numbers were held against; null for nothing */
  per: Work | null;
  note?: string;
  /** ✓ Sip::Call 1,060 → 0 objects */
  text: string;
  /** of the dumps before; what is new, of those after */
  suspect: Suspect;
}

/**
 * Work is something in a heap that counts what the program did. Lists have a
 * number for each dump of a side.
 */
export interface Work {
  /** $main::requests, or objects of Request */
  name: string;
  before: number[];
  after: number[];
}

/** Waste is memory that a heap spends without need. */
export interface Waste {
  dump: string;
  kinds: WasteKind[];
  /** strings that the dump has only the beginning of, which are not compared */
  cutStrings?: number;
  /** the same as a sentence */
  note?: string;
}

/** WasteKind is all waste of one kind, the most first. */
export interface WasteKind {
  /** equal-strings, near-empty or unused */
  kind: string;
  /** what it is, and what its bytes are */
  title: string;
  /** of all rows, with those that are left out */
  bytes: number;
  atLeast?: boolean;
  /** rows that are left out */
  more?: number;
  rows: WasteRow[];
}

/** WasteRow is one text that several strings have, or what is alike in one place. */
export interface WasteRow {
  /** in words: 3,000 strings of 12 bytes */
  what: string;
  /** the variables, objects or closures that they, or most of them, belong to */
  in: string;
  count: number;
  bytes: number;
  /** bytes of a string, elements of a hash or an array */
  shortest: number;
  longest: number;
  /** address */
  example: string;
  /** the beginning of the text in quotes, if asked for */
  text?: string;
}
