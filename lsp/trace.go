package lsp

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"go.lsp.dev/protocol"

	"github.com/perlheap/perlheap/lsp/rpc"
)

// trace is how much the client wants to hear about what the server does, as
// initialize and $/setTrace say. The client logs the messages themselves.
type trace struct{ value atomic.Value }

func (t *trace) set(v protocol.TraceValue) { t.value.Store(v) }

func (t *trace) get() protocol.TraceValue {
	v, _ := t.value.Load().(protocol.TraceValue)
	return v
}

// setTrace sets how much is traced from now on.
func (s *Server) setTrace(_ context.Context, params *protocol.SetTraceParams) error {
	s.trace.set(params.Value)
	return nil
}

// logTrace tells the client how a message was handled: which and how long, and in
// verbose traces how large it was and what went wrong. It contains nothing from a
// dump. A client that does not keep up gets no traces.
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
