package wire

// Suspects is a ranking of suspects.
type Suspects struct {
	Dumps    []string  `json:"dumps"`           // oldest first
	Order    *Order    `json:"order,omitempty"` // how they were put in order
	Suspects []Suspect `json:"suspects"`
	// Unreachable are the parts of the last heap that no root leads to, by
	// origin.
	Unreachable []Component `json:"unreachable"`
}

// Component is unreachable parts of one origin.
type Component struct {
	Count   int      `json:"count"`   // of the parts
	SVs     int      `json:"svs"`     // in all of them
	Bytes   int64    `json:"bytes"`   // of these
	Cycle   bool     `json:"cycle"`   // each is a cycle
	Foreign int      `json:"foreign"` // parts that perl counts more references to than the dump has
	Classes []string `json:"classes"`
	Lines   []string `json:"lines"`   // recorded places of the subs in them: lib/Foo.pm line 12
	Example string   `json:"example"` // address
}

// Suspect is a suspect. Files are relative to the root that
// they are below.
type Suspect struct {
	Rank          int      `json:"rank"`  // from 1
	Score         float64  `json:"score"` // 0 … 100
	Level         string   `json:"level"` // high, medium, low
	Kind          string   `json:"kind"`
	File          string   `json:"file"`
	Line          int      `json:"line"`             // of the `sub` or the statement; 0 if it is not known
	State         string   `json:"state"`            // exact, moved, uncertain, gone, unlocated
	Reason        string   `json:"reason,omitempty"` // why, if that is not plain: see [site.Reason]
	RecordedLine  *int     `json:"recordedLine"`     // of the sub's first statement, as the dump has it
	Class         *string  `json:"class"`
	Captured      *string  `json:"captured"`
	Holder        *string  `json:"holder"`
	HolderFile    *string  `json:"holderFile"`
	HolderLine    *int     `json:"holderLine"`
	Count         int      `json:"count"`
	Growth        *int     `json:"growth"` // of count since the first dump; null for a single dump
	RetainedBytes int64    `json:"retainedBytes"`
	RetainedLeast bool     `json:"retainedLeast,omitempty"` // it may be more
	Cycle         []string `json:"cycle"`
	// Path and HolderPath are the files of Place and Holder, absolute, of the
	// server, if they are here.
	Path       string `json:"path,omitempty"`
	HolderPath string `json:"holderPath,omitempty"`
	Address    string `json:"address"`          // of an example, or of the container
	Counts     []int  `json:"counts,omitempty"` // in each of several dumps
	Trend      string `json:"trend,omitempty"`
	Why        string `json:"why"`
	Fix        string `json:"fix"`
}
