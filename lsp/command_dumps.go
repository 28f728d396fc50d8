package lsp

import (
	"context"
	"time"
)

type dumpsResult struct {
	Dumps []dumpResult `json:"dumps"` // oldest first
}

type dumpResult struct {
	Path     string    `json:"path"`
	Time     time.Time `json:"time"`             // when it was written
	SVs      int       `json:"svs,omitzero"`     // if it was read
	Bytes    int64     `json:"bytes,omitzero"`   // sizes of all SVs, if it was read
	State    string    `json:"state"`            // shown, series, before, newer, other, unread or failed
	Loaded   bool      `json:"loaded"`           // its heap is in memory
	Baseline bool      `json:"baseline"`         // growth is counted from it
	Reason   string    `json:"reason,omitempty"` // why it is not compared, or "forced"
}

// Dumps implements [Commands].
func (s *Server) Dumps(context.Context, struct{}) (*dumpsResult, error) {
	answer := &dumpsResult{Dumps: []dumpResult{}}
	for _, k := range s.dumps.Known() {
		answer.Dumps = append(answer.Dumps, dumpResult{k.Path, k.Time, k.SVs, k.Bytes, string(k.State), k.Loaded, k.Baseline, k.Reason})
	}
	return answer, nil
}
