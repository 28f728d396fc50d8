package lsp

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"go.lsp.dev/protocol"

	"github.com/perlheap/perlheap/lsp/rpc"
)

// trace is how much of what the server does the client wants to hear, as
// initialize and $/setTrace say. The client logs the messages themselves.
type trace struct{ value atomic.Value }

func (t *trace) set(v protocol.TraceValue) { t.value.Store(v) }

func (t *trace) get() protocol.TraceValue {
	v, _ := t.value.Load().(protocol.TraceValue)
	return v
}

// setTrace sets how much is told from now on.
func (s *Server) setTrace(_ context.Context, params *protocol.SetTraceParams) error {
	s.trace.set(params.Value)
	return nil
}

// logTrace tells the client how a message was handled: what and how long, and if
// it wants all of it how large it was and what went wrong. Nothing of a dump is
// in it. A client that does not keep up is told nothing.
func (s *Server) logTrace(h rpc.Handled) {
	value := s.trace.get()
	if value != protocol.TraceValueMessages && value != protocol.TraceValueVerbose || !s.out.Calm() {
		return
	}
	what := "handled"
	if h.IsCall {
		what = "answered"
	}
	if h.Err != nil {
		what = "failed"
	}
	params := protocol.LogTraceParams{Message: fmt.Sprintf("%s %s in %s", h.Method, what, h.Took.Round(10*time.Microsecond))}
	if value == protocol.TraceValueVerbose {
		verbose := fmt.Sprintf("%d bytes of parameters", h.Params)
		if h.Err != nil {
			verbose += "; " + h.Err.Error()
		}
		params.Verbose = &verbose
	}
	s.sent("$/logTrace", s.client.LogTrace(s.ctx, &params))
}
