package wire

// Merged are the merged paths from the roots to many SVs.
type Merged struct {
	Count     int           `json:"count"`
	Unreached int           `json:"unreached"`      // no root leads to them
	Lost      string        `json:"lost,omitempty"` // the same in words
	Entries   []MergedGroup `json:"entries"`
	Point     *SV           `json:"point,omitempty"` // where nearly all ways meet
}

// MergedGroup is one group of referrers.
type MergedGroup struct {
	Kind    EntryKind     `json:"kind"` // reference or root
	Name    string        `json:"name"`
	Text    string        `json:"text"`          // the same in words of Perl programmers
	Count   int           `json:"count"`         // ways through it
	SVs     int           `json:"svs,omitempty"` // different referrers
	SV      *SV           `json:"sv,omitempty"`  // the referrer, or one of them
	More    int           `json:"more,omitempty"`
	Entries []MergedGroup `json:"entries,omitempty"`
}
