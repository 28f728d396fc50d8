package wire

// Histogram counts what heaps have by class, by the line of closures, and by type
// of data.
type Histogram struct {
	Dumps []string       `json:"dumps"`           // in the order of the numbers
	Order *Order         `json:"order,omitempty"` // how they were put in order
	Rows  []HistogramRow `json:"rows"`
}

// HistogramRow is one class, line or type; its lists have a number for each dump.
type HistogramRow struct {
	Name string `json:"name"`
	// Kind is class, closures, data, or static for the symbol tables of perl or of
	// modules.
	Kind          string   `json:"kind"`
	Origin        string   `json:"origin"` // own, modules or perl
	RecordedFile  string   `json:"recordedFile,omitempty"`
	RecordedLine  int      `json:"recordedLine,omitempty"`
	Count         []int    `json:"count"`
	Bytes         []int64  `json:"bytes"`
	RetainedBytes []int64  `json:"retainedBytes"`
	Example       []string `json:"example"` // addresses; empty for none
}
