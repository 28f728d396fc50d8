package lsp

import (
	"context"
	"fmt"
	"time"

	"go.lsp.dev/protocol"

	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// How much a menu of code actions lists.
const (
	maxOfferedProcesses = 20
	maxOfferedDumps     = 8
	maxOfferedName      = 60 // columns of the name of a process
)

// kindOffers keeps the commands below what is about the line itself.
const kindOffers = protocol.CodeActionKindSource

// offers are the commands of the server as code actions of any line, for a client
// that has no other place for them: the menu is where a process and a dump are
// chosen. A client asks for it with initializationOptions {"offerCommands": true}.
// A heap document offers the overview and the histogram by itself.
func (s *Server) offers(ctx context.Context, inHeap bool) []any {
	actions := []any{}
	add := func(c protocol.Command) {
		if s.caps.actionLiterals {
			actions = append(actions, protocol.CodeAction{Title: c.Title, Kind: new(kindOffers), Command: c})
		} else {
			actions = append(actions, c)
		}
	}
	if _, release, err := s.shown(); err == nil {
		release()
		if !inHeap {
			add(s.openCommand(overviewTitle, wire.OpenParams{Kind: wire.DocumentOverview}))
			add(s.openCommand(histogramTitle, wire.OpenParams{Kind: wire.DocumentHistogram}))
		}
		add(s.openCommand("Verify the cure: what became of the suspects of the run before", wire.OpenParams{Kind: wire.DocumentVerify}))
		for _, c := range s.offeredDumps() {
			add(c)
		}
	}
	running, err := s.Ps(ctx, wire.Empty{})
	if err != nil {
		return actions // not here
	}
	processes := 0
	for _, p := range running.Processes {
		if p.Reason != "" || processes == maxOfferedProcesses {
			continue
		}
		processes++
		add(newCommandCall("Take a heap dump of "+text.FitMiddle(p.Name, maxOfferedName)+" · "+p.Text, commandCapture, wire.CaptureParams{PID: p.PID, Open: true}))
	}
	return actions
}

// offeredDumps compare the shown dump with another one, the newest first.
func (s *Server) offeredDumps() (offered []protocol.Command) {
	known := s.dumps.Known()
	for i := len(known) - 1; i >= 0 && len(offered) < maxOfferedDumps; i-- {
		d := &known[i]
		if d.State == wire.DumpShown || d.State == wire.DumpFailed {
			continue
		}
		title := fmt.Sprintf("Compare the shown dump with %s of %s", text.Safe(s.displaySlash(d.Path)), clock(d.Time, time.Now()))
		// Whoever chooses it wants it, of another process too.
		offered = append(offered, newCommandCall(title, commandSetBaseline, wire.SetBaselineParams{Dump: &d.Path, Force: true, Open: true}))
	}
	return offered
}
