package wire

// Empty stands for no argument, or no answer.
type Empty struct{}

// InitializationOptions are what a client may send with initialize, in addition to
// settings.
type InitializationOptions struct {
	Status bool `json:"status,omitempty"` // send perlheap/status, perlheap/changed and perlheap/missing
	// Dumps is the setting perlheap.dumps, until the server has asked for all
	// settings.
	Dumps []string `json:"dumps,omitempty"`
}

// ReportParams are of perlheap.report.
type ReportParams struct {
	Path string `json:"path"` // of the page to write, FILE.html; what is there is replaced
}

// MapSourcesParams are of perlheap.mapSources.
type MapSourcesParams struct {
	Folder string `json:"folder"` // absolute; it, or what is in it, has the sources
}

// LoadDumpParams are of perlheap.loadDump.
type LoadDumpParams struct {
	Path string `json:"path"` // of a .pmat or .pmat.gz on the server's machine
}

// UnloadDumpParams are of perlheap.unloadDump.
type UnloadDumpParams struct {
	Path string `json:"path"`
}

// CaptureParams are of perlheap.capture. The options mean what they mean on the
// command line.
type CaptureParams struct {
	PID           int    `json:"pid"`
	Children      bool   `json:"children,omitempty"`      // the perls that it started, in its place
	Interpreter   string `json:"interpreter,omitempty"`   // of a program with threads: a number from 1, the default, or all
	Pack          string `json:"pack,omitempty"`          // gzip or zstd; default not at all
	MaxString     int    `json:"maxString,omitempty"`     // bytes kept of each string, default 256; -1 for all
	NoStop        bool   `json:"noStop,omitempty"`        // copy while the process runs
	NoDescription bool   `json:"noDescription,omitempty"` // write no FILE.origin.json
	Load          *bool  `json:"load,omitempty"`          // show the dump, default true
	Open          bool   `json:"open,omitempty"`          // open its overview as a heap document
}

// LinesParams are of perlheap.lines.
type LinesParams struct {
	Kinds  []ItemKind `json:"kinds,omitempty"`  // only these; default all
	Sort   string     `json:"sort,omitempty"`   // what is first: bytes, the default, or count
	Limit  *int       `json:"limit,omitempty"`  // at most this many, default 100
	Offset int        `json:"offset,omitempty"` // how many to pass over
}

// Identity names one dump across requests: a client that keeps an address also
// keeps the identity of its dump. It stays valid when the same file is loaded
// again, but not when the file changes.
type Identity struct {
	Path    string `json:"path"`    // absolute
	Version string `json:"version"` // of the file that was loaded
}

// AddressParams name an SV by its address.
type AddressParams struct {
	Address string `json:"address"` // 0x55d0c0ffee10
}

// LocateParams are of perlheap.locate.
type LocateParams struct {
	AddressParams
	Dump *Identity `json:"dump,omitempty"` // default the one that is shown
}

// IdentifyParams are of perlheap.identify.
type IdentifyParams struct {
	AddressParams
	Depth *int  `json:"depth,omitempty"` // steps back, default 10
	Weak  bool  `json:"weak,omitempty"`  // also weak references
	All   bool  `json:"all,omitempty"`   // also indirect and inferred ones
	Elide *bool `json:"elide,omitempty"` // fold REFs, PADs and the symbol table, default true
}

// ShowParams are of perlheap.show.
type ShowParams struct {
	AddressParams
	FullPV bool `json:"fullPv,omitempty"` // a string as far as the dump has it
	Pad    bool `json:"pad,omitempty"`    // of a CODE also its first pad
}

// DocumentKind is what a heap document is about.
type DocumentKind string

const (
	DocumentOverview  DocumentKind = "overview"  // the whole dump
	DocumentHistogram DocumentKind = "histogram" // what is alive, by class, line and type
	DocumentSV        DocumentKind = "sv"        // one SV, with what it holds and what refers to it
	DocumentIdentify  DocumentKind = "identify"  // who holds an SV, back to the roots
	DocumentVerify    DocumentKind = "verify"    // what became of the suspects of a run in a later one
	DocumentLine      DocumentKind = "line"      // what is alive that was made on a line, and why
)

// DocumentKinds are all kinds of heap documents.
var DocumentKinds = []DocumentKind{DocumentOverview, DocumentHistogram, DocumentSV, DocumentIdentify, DocumentLine, DocumentVerify}

// OpenParams are of perlheap.open.
type OpenParams struct {
	Kind    DocumentKind `json:"kind"`
	Address string       `json:"address,omitempty"` // of sv and identify
	File    string       `json:"file,omitempty"`    // of line: path, or URI
	Line    int          `json:"line,omitempty"`    // of line: in the current text
	Offset  int          `json:"offset,omitempty"`  // of the first element that is listed
	Dump    *Identity    `json:"dump,omitempty"`    // default the one that is shown
	Runs                 // of verify
	// Show false leaves it to the client to open the document.
	Show *bool `json:"show,omitempty"`
}

// Runs are the dumps of two runs of a program. Without any, the server takes those
// of the two newest runs of the shown program that it knows.
type Runs struct {
	Before []string `json:"before,omitempty"` // paths, of the run before a cure
	After  []string `json:"after,omitempty"`  // … and of the one after it
	// Level is the weakest level of suspects that are followed, or reported if they
	// are new; default medium.
	Level Level `json:"level,omitempty"`
}

// VerifyParams are of perlheap.verify.
type VerifyParams struct {
	Runs
	Show bool `json:"show,omitempty"` // open the heap document that says the same
}

// PageParams ask for a part of a list.
type PageParams struct {
	Offset int `json:"offset,omitempty"` // of the first item, default 0
	Limit  int `json:"limit,omitempty"`  // how many items at most, default 100
}

// SVParams name an SV as the command line does.
type SVParams struct {
	Address string `json:"address"` // 0x55d0c0ffee10, %Foo::cache or defstash
	PageParams
}

// FindParams are of perlheap.find.
type FindParams struct {
	PageParams
	Filters []string `json:"filters"` // as on the command line: ["blessed", "Foo", "pv", "--eq", "x"]
}

// QueryParams are of perlheap.query.
type QueryParams struct {
	PageParams
	Query string `json:"query"` // as perlheap help query has it: class=Foo and retained>1MB
}

// RefsParams are of perlheap.inrefs and perlheap.outrefs.
type RefsParams struct {
	SVParams
	Weak bool `json:"weak,omitempty"` // also weak references
	All  bool `json:"all,omitempty"`  // also indirect and inferred ones
}

// SymbolsParams are of perlheap.symbols.
type SymbolsParams struct {
	PageParams
	Package string `json:"package,omitempty"` // default main
	Recurse bool   `json:"recurse,omitempty"` // also the packages in it
}

// SetBaselineParams are of perlheap.setBaseline.
type SetBaselineParams struct {
	Dump  *string `json:"dump"`            // path; null or left out: the oldest dump of the process
	Force bool    `json:"force,omitempty"` // also a dump that seems to be of another process
	Open  bool    `json:"open,omitempty"`  // open the histogram, with what was alive in both
}

// GrowthParams are of perlheap.growth.
type GrowthParams struct {
	Limit *int `json:"limit,omitempty"` // of lines, classes and holders, each; default all
	All   bool `json:"all,omitempty"`   // also what is stable
}

// SuspectsParams are of perlheap.suspects.
type SuspectsParams struct {
	Limit *int `json:"limit,omitempty"` // at most this many, default 10
}

// CountParams are of perlheap.count.
type CountParams struct {
	Blessed bool `json:"blessed,omitempty"` // also blessed SVs by package
	Scalars bool `json:"scalars,omitempty"` // also SCALARs by the values they have
	Struct  bool `json:"struct,omitempty"`  // add up structural sizes
	Owned   bool `json:"owned,omitempty"`   // add up owned sizes
}

// LargestParams are of perlheap.largest.
type LargestParams struct {
	Counts []int `json:"counts,omitempty"` // of SVs, of what each is made of, of that again; default 5, 3, 2
	Struct bool  `json:"struct,omitempty"` // structural sizes
	Owned  bool  `json:"owned,omitempty"`  // owned sizes
}

// PopulationParams are of perlheap.population.
type PopulationParams struct {
	Address string `json:"address,omitempty"` // of an SV of the first population; default the whole heap
	Depth   int    `json:"depth,omitempty"`   // levels below it, default 24
	Limit   int    `json:"limit,omitempty"`   // how many at most, default 1000
}

// HistogramParams are of perlheap.histogram.
type HistogramParams struct {
	Sort  string `json:"sort,omitempty"`  // what is first: bytes (retained), the default, count or growth
	Limit int    `json:"limit,omitempty"` // rows at most; default all
}

// WasteParams are of perlheap.waste.
type WasteParams struct {
	Limit int  `json:"limit,omitempty"` // rows of each kind at most, default 20
	Texts bool `json:"texts,omitempty"` // show the beginnings of equal strings, which are data of the program
}

// NamesParams are of perlheap.names.
type NamesParams struct {
	Query string `json:"query"`           // a name or a part of it, or an address
	Limit int    `json:"limit,omitempty"` // names at most, default 50
}

// InstancesParams are of perlheap.instances.
type InstancesParams struct {
	PageParams
	Name string `json:"name"` // of a row of the histogram
}

// WhyParams are of perlheap.why.
type WhyParams struct {
	File string `json:"file"` // path, or URI
	Line int    `json:"line"` // in the current text
}

// CallData says what an item of the call hierarchy is about. The client keeps it
// and sends it back.
type CallData struct {
	Dump    Identity `json:"dump"`
	Address string   `json:"address,omitempty"` // none of a root and of what is only counted
	// File and Line stand for everything that is alive from a line, whose callers
	// are the single items: the URI of a document, and the line in its current
	// text.
	File string `json:"file,omitempty"`
	Line int    `json:"line,omitempty"`
}
