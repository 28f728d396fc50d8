package wire

// Order says for machines how dumps were put into the order of time. Its
// keys are stable.
type Order struct {
	Given  []string          `json:"given"`            // paths, as they were given
	Moved  bool              `json:"moved"`            // the order of time is another one
	By     []string          `json:"by"`               // what told it: time, $^T, %INC, name, given, forced
	Tied   []string          `json:"tied,omitempty"`   // dumps of which nothing tells which is the older
	Copies map[string]string `json:"copies,omitempty"` // dumps that are left out, with that which they are a copy of
}
