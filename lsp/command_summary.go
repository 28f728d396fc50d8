package lsp

import (
	"context"

	"github.com/perlheap/perlheap/heap/mat"
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// Summary implements [wire.Commands].
func (s *Server) Summary(context.Context, wire.Empty) (*wire.DumpSummary, error) {
	v, release, err := s.shown()
	if err != nil {
		return nil, err
	}
	defer release()
	j := mat.SummaryJSON(v.Heap)
	if o := v.Origin(); o != nil {
		j.Origin = &o.Origin
	}
	return &wire.DumpSummary{Dump: v.Dump.Path, Facts: summaryFacts(&j), Summary: j}, nil
}

// summaryFacts says what a dump is of, for a person.
func summaryFacts(j *wire.Summary) []string {
	perl := "perl " + j.Perl
	if j.Threads {
		perl += " with threads"
	}
	facts := []string{text.CountOf(j.Objects, "SV", "SVs"), text.Bytes(j.Bytes), perl}
	if j.Program != "" {
		facts = append(facts, text.Name(j.Program))
	}
	facts = append(facts, "format "+j.Format)
	if j.Truncated != "" {
		facts = append(facts, "truncated: "+j.Truncated)
	}
	return facts
}
