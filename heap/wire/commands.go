package wire

import "context"

// Commands are what workspace/executeCommand runs: each takes one JSON object
// and answers one. The name of a command is perlheap. and that of its method.
// The first line of a comment is the title that people see.
type Commands interface {
	// LoadDump: Load a dump and show it
	//
	// Answers when it is loaded. A relative path is looked for in the workspace
	// folders.
	LoadDump(context.Context, LoadDumpParams) (*LoadDumpResult, error)

	// UnloadDump: Forget a loaded dump
	UnloadDump(context.Context, UnloadDumpParams) (*Empty, error)

	// Ps: List the perls that are running
	//
	// Each that cannot be captured has the reason.
	Ps(context.Context, Empty) (*Processes, error)

	// Capture: Take a dump of a running perl and show it
	//
	// Answers when it is loaded. The dump is written into the folder of the setting
	// perlheap.captureFolder, and compared with those taken of the process before.
	Capture(context.Context, CaptureParams) (*CaptureResult, error)

	// Lines: List what is alive by the line that made it
	//
	// A page of the ranked items of the shown dump, and the files that were not
	// found.
	Lines(context.Context, LinesParams) (*Lines, error)

	// Names: Find SVs by their names
	//
	// Lists the variables, subs and classes that are alive and whose names contain the
	// query; of a class, or of closures, one typical SV. If the query is a whole name as
	// on the command line (%Foo::cache, defstash) or an address, that SV comes first.
	Names(context.Context, NamesParams) (*Names, error)

	// Identify: Identify what holds an SV
	//
	// The chain of references back to the roots, as pmat identify prints it.
	Identify(context.Context, IdentifyParams) (*IdentifyResult, error)

	// Show: Show an SV
	//
	// What is known about it, as pmat show prints it.
	Show(context.Context, ShowParams) (*ShowResult, error)

	// Locate: Go to the source line of an SV
	//
	// Opens the line as well, where the client can.
	Locate(context.Context, LocateParams) (*Place, error)

	// Find: Find SVs by what they are
	//
	// A page of the SVs that all filters match, by address.
	Find(context.Context, FindParams) (*Page[Found], error)

	// Query: Find SVs by an expression
	//
	// A page of the SVs for which it is true, by address.
	Query(context.Context, QueryParams) (*Page[Found], error)

	// Largest: List the largest SVs
	Largest(context.Context, LargestParams) (*Largest, error)

	// Summary: Say what the dump is of
	Summary(context.Context, Empty) (*DumpSummary, error)

	// Population: Show what the heap is made of
	//
	// The populations that retain most, holders before what they hold. A population
	// is left out if it is as many as one that it holds and retains hardly more.
	Population(context.Context, PopulationParams) (*Populations, error)

	// Histogram: Count what is alive by class, line and type
	//
	// With how the numbers went, if earlier dumps of the process are known.
	Histogram(context.Context, HistogramParams) (*Histogram, error)

	// Waste: Find memory that is spent without need
	//
	// Equal strings, hashes and arrays with next to nothing in them, and buffers with
	// room that is not used; texts of strings only if they are asked for.
	Waste(context.Context, WasteParams) (*Waste, error)

	// Instances: List what a line of the histogram counts
	Instances(context.Context, InstancesParams) (*Page[Found], error)

	// Count: Count the SVs by kind
	Count(context.Context, CountParams) (*Census, error)

	// Inrefs: List what refers to an SV
	Inrefs(context.Context, RefsParams) (*Page[NamedRef], error)

	// Outrefs: List what an SV refers to
	Outrefs(context.Context, RefsParams) (*Page[NamedRef], error)

	// Elems: List the elements of an ARRAY
	Elems(context.Context, SVParams) (*Page[Element], error)

	// Values: List the values of a HASH
	Values(context.Context, SVParams) (*Page[Pair], error)

	// Symbols: List the symbol table
	Symbols(context.Context, SymbolsParams) (*Page[Symbol], error)

	// Roots: List the roots
	Roots(context.Context, PageParams) (*Page[Root], error)

	// Callers: List the calls that were under way
	Callers(context.Context, PageParams) (*Page[Caller], error)

	// Suspects: Rank the lines that the heap probably grows by
	Suspects(context.Context, SuspectsParams) (*Suspects, error)

	// Growth: Compare the dumps of the process
	Growth(context.Context, GrowthParams) (*SeriesGrowth, error)

	// SetBaseline: Choose the dump that growth is counted from
	SetBaseline(context.Context, SetBaselineParams) (*Baseline, error)

	// Dumps: List the dumps that are known
	Dumps(context.Context, Empty) (*Dumps, error)

	// FindDumps: Look for dumps in the workspace folders
	//
	// The newest few, whether or not the server knows them. The search is bounded.
	FindDumps(context.Context, Empty) (*FoundDumps, error)

	// MapSources: Say where the sources are that were not found
	//
	// The path mappings by which the files that are below a folder are found.
	MapSources(context.Context, MapSourcesParams) (*MappedSources, error)

	// Why: Show what keeps alive all that was made on a line
	//
	// The shortest paths from the roots, merged.
	Why(context.Context, WhyParams) (*WhyResult, error)

	// Verify: Tell whether a cure worked
	//
	// Follows the suspects of a run before the cure in one after it.
	Verify(context.Context, VerifyParams) (*Verification, error)

	// Report: Write a page about the heap
	//
	// The page that perlheap report writes, about the shown dump and those that it is
	// compared with.
	Report(context.Context, ReportParams) (*WrittenReport, error)

	// Open: Open a heap document
	//
	// The overview of a dump, its histogram, an SV, an identify chain, what is
	// alive from a line, or whether a cure worked, as a document of the editor.
	Open(context.Context, OpenParams) (*OpenResult, error)
}
