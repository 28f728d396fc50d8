package wire

// Summary says what a dump is of. Its keys are stable.
type Summary struct {
	Perl      string `json:"perl"`
	Threads   bool   `json:"threads"`
	Format    string `json:"format"` // of the dump: 0.4
	Objects   int    `json:"objects"`
	Bytes     int64  `json:"bytes"`
	Program   string `json:"program,omitempty"`
	WorkDir   string `json:"workDir,omitempty"`
	Truncated string `json:"truncated,omitempty"` // where the dump breaks off
	// Origin is what the capture knows of the process; absent for other dumps.
	Origin *Origin `json:"origin,omitempty"`
}

// Sizes is the sizes of an SV in bytes.
type Sizes struct {
	SV             SV     `json:"sv"`
	Bytes          int64  `json:"bytes"`
	StructureBytes int64  `json:"structureBytes"`
	OwnedBytes     int64  `json:"ownedBytes"`
	RetainedBytes  *int64 `json:"retainedBytes,omitempty"` // absent if nobody asked
}

// Symbol is something with a name in the symbol table.
type Symbol struct {
	Name string `json:"name"`
	SV   SV     `json:"sv"`
}

// Package is a package of the symbol table.
type Package struct {
	Name    string `json:"name"`
	Version string `json:"version,omitempty"`
	SV      SV     `json:"sv"`
}

// Root is a root of the heap.
type Root struct {
	Name     string   `json:"name"`
	Desc     string   `json:"desc"`
	Strength Strength `json:"strength"`
	Address  string   `json:"address"`
	SV       *SV      `json:"sv,omitempty"` // absent if there is no SV at the address
}
