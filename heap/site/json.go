package site

import (
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// JSON describes a place for machines.
func (p Place) JSON() wire.Place {
	j := wire.Place{
		File: text.Path(p.File), Path: p.Path, Line: int(p.Line), State: wire.State(p.State.String()), Reason: string(p.Reason), Doubt: p.Doubt(),
		Role: string(p.Role), Attributed: p.Attributed, RecordedFile: text.Path(p.Recorded.File), RecordedLine: p.Recorded.Line,
	}
	if p.Of > 1 {
		j.Of = p.Of
	}
	return j
}
