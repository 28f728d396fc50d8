package render

import (
	"fmt"
	"io"
	"path/filepath"
	"text/tabwriter"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/site"
)

// LinesJSON is the ranked sites of a heap for machines. Its keys are stable.
type LinesJSON struct {
	Dump  string     `json:"dump"`
	Total int        `json:"total"` // of sites; Lines may be a part of them
	Codes int        `json:"codes"` // all CODEs of the heap
	Bytes int64      `json:"bytes"` // of the heap
	Lines []LineJSON `json:"lines"`
}

// LineJSON is one site for machines.
type LineJSON struct {
	File         string   `json:"file"`           // Path if there is one, else RecordedFile
	Path         string   `json:"path,omitempty"` // of the source as it is now
	Line         int      `json:"line"`           // of the `sub`; RecordedLine if that was not found
	RecordedFile string   `json:"recordedFile"`
	RecordedLine int      `json:"recordedLine"` // of the first statement, as the dump has it
	Kind         string   `json:"kind"`         // closure
	Name         string   `json:"name,omitempty"`
	Count        int      `json:"count"` // alive; the prototype is not counted
	Share        float64  `json:"share"` // of all CODEs, 0 … 1
	Bytes        int64    `json:"bytes"` // of the CODEs and their pads
	Captures     []string `json:"captures,omitempty"`
	Example      string   `json:"example"` // the address of a typical one
}

// NewLineJSON describes a placed site for machines.
func NewLineJSON(h *heap.Heap, t *site.Table, s *site.Site, p site.Place) LineJSON {
	j := LineJSON{
		File: Safe(s.Recorded.File), Path: p.Path, Line: int(p.Line),
		RecordedFile: Safe(s.Recorded.File), RecordedLine: s.Recorded.Line,
		Kind: "closure", Name: Safe(s.Name), Count: s.Closures, Share: t.Share(s), Bytes: s.Bytes,
		Example: h.Addr(s.Example).String(),
	}
	if p.Path != "" {
		j.File = p.Path
	}
	for _, c := range s.Captures {
		j.Captures = append(j.Captures, Safe(c))
	}
	return j
}

// Lines writes the ranked sites as a table. Paths below root are written
// relative to it.
func Lines(w io.Writer, j LinesJSON, root string) error {
	if len(j.Lines) == 0 {
		_, err := fmt.Fprintf(w, "No closures are alive among the %s subs of %s.\n", Count(j.Codes), j.Dump)
		return err
	}
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(tw, "CLOSURES\tOF ALL SUBS\tBYTES\tTYPICAL\t  LINE\n")
	for _, l := range j.Lines {
		where := l.File
		if rel, err := filepath.Rel(root, l.File); l.Path != "" && err == nil && filepath.IsLocal(rel) {
			where = rel
		}
		fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t  %s:%d\n", Count(l.Count), Percent(l.Share), Bytes(l.Bytes), l.Example, where, l.Line)
	}
	if err := tw.Flush(); err != nil {
		return err
	}
	if more := j.Total - len(j.Lines); more > 0 {
		_, err := fmt.Fprintf(w, "… and %s more sites\n", Count(more))
		return err
	}
	return nil
}
