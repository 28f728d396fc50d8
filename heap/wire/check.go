package wire

// Checked is what exceeds limits in dumps of one process.
type Checked struct {
	Dumps    []string  `json:"dumps"` // paths, oldest first
	Findings []Finding `json:"findings"`
}

// Finding is something that exceeds a limit.
type Finding struct {
	Rule    string   `json:"rule"` // the option that sets the limit: max-growth, max-closures; suspect for fail-on
	Level   Level    `json:"level"`
	Message string   `json:"message"`
	Fix     string   `json:"fix,omitempty"`
	Place   *Place   `json:"place,omitempty"`   // absent for the heap as a whole
	Suspect *Suspect `json:"suspect,omitempty"` // of the rule suspect
}
