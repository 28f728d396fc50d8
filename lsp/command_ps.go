package lsp

import (
	"context"
	"fmt"
	"time"

	"github.com/perlheap/perlheap/heap/capture"
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// Ps implements [wire.Commands].
func (s *Server) Ps(context.Context, wire.Empty) (*wire.Processes, error) {
	list, err := capture.Processes()
	if err != nil {
		return nil, err
	}
	all := &wire.Processes{Processes: []wire.RunningProcess{}}
	for _, b := range capture.Tree(list) {
		p := b.Process
		said := fmt.Sprintf("pid %d · %s · %s", p.PID, text.Age(time.Since(p.Start)), text.Bytes(max(0, p.RSSBytes)))
		if p.Perl != "" {
			said += " · perl " + text.Safe(p.Perl)
		}
		p.Name, p.Reason = text.Safe(text.Name(p.Name)), text.Safe(p.Reason)
		all.Processes = append(all.Processes, wire.RunningProcess{Process: p, Depth: b.Depth, Text: said})
	}
	return all, nil
}
