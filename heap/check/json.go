package check

import (
	"encoding/json"
	"io"

	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// JSON writes findings for programs.
func JSON(w io.Writer, c Report) error {
	j := wire.Checked{Dumps: []string{}, Findings: []wire.Finding{}}
	for _, h := range c.Heaps {
		j.Dumps = append(j.Dumps, h.File().Path())
	}
	for i := range c.Found {
		f := &c.Found[i]
		out := wire.Finding{Rule: f.Rule, Level: f.Level, Message: text.Safe(f.Message), Fix: text.Safe(f.Fix)}
		if f.Place.Line > 0 {
			place := f.Place.JSON()
			out.Place = &place
		}
		if f.Suspect != nil && len(c.Heaps) > 0 {
			s := f.Suspect.JSON(c.Heaps[len(c.Heaps)-1])
			out.Suspect = &s
		}
		j.Findings = append(j.Findings, out)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(j)
}
