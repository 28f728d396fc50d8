package wire

// Order says how dumps were put into the order of time. Its keys are stable.
type Order struct {
	Given  []string          `json:"given"`            // paths, as they were given
	Moved  bool              `json:"moved"`            // the order of time is another one
	By     []string          `json:"by"`               // what the order is based on: time, $^T, %INC, name, given, forced
	Tied   []string          `json:"tied,omitempty"`   // dumps whose order nothing decides
	Copies map[string]string `json:"copies,omitempty"` // dumps that are left out, with that which they are a copy of
}
