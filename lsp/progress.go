package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"go.lsp.dev/protocol"
	"go.uber.org/zap"

	"github.com/perlheap/perlheap/lsp/session"
)

// progressPause is the least time between two reports.
const progressPause = 100 * time.Millisecond

// job is what runs in the background while a person watches: a load, or an
// analysis.
type job interface {
	Cancel()
	Done() <-chan struct{}
	Progress() session.LoadProgress
}

// showProgress shows a job as work-done progress, from its begin to its end,
// where the client can; outcome says how it ended. The job does not wait for
// it.
func (s *Server) showProgress(j job, title string, outcome func() string) {
	if !s.caps.workDoneProgress {
		return
	}
	if !s.out.Calm() {
		if s.out.AwaitCalm(s.ctx) != nil {
			return
		}
		select {
		case <-j.Done():
			return // before the client had time for it
		default:
		}
	}
	s.mu.Lock()
	s.progressCount++
	token := protocol.String(fmt.Sprintf("perlheap-%d", s.progressCount))
	s.progress[token] = j
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		delete(s.progress, token)
		s.mu.Unlock()
	}()
	ctx, cancel := s.ask()
	defer cancel()
	if err := s.client.WorkDoneProgressCreate(ctx, &protocol.WorkDoneProgressCreateParams{Token: token}); err != nil {
		s.log.Info("the client wants no progress", zap.Error(err))
		return
	}
	s.reportProgress(token, j, title, outcome)
}

// reportProgress sends begin, reports and end.
func (s *Server) reportProgress(token protocol.ProgressToken, j job, title string, outcome func() string) {
	p := j.Progress()
	s.sendProgress(token, protocol.WorkDoneProgressBegin{
		Kind: "begin", Title: title, Cancellable: new(true),
		Message: new(p.Phase), Percentage: new(uint32(p.Percent)),
	})
	for ended := false; !ended; {
		select {
		case <-j.Done():
			ended = true
		case <-s.ctx.Done():
			return
		case <-time.After(progressPause):
		}
		if next := j.Progress(); next != p && s.out.Calm() {
			p = next
			s.sendProgress(token, protocol.WorkDoneProgressReport{
				Kind: "report", Cancellable: new(true),
				Message: new(p.Phase), Percentage: new(uint32(p.Percent)),
			})
		}
	}
	s.sendProgress(token, protocol.WorkDoneProgressEnd{Kind: "end", Message: new(outcome())})
}

// outcome says how a load ended.
func (s *Server) outcome(l *session.Load) string {
	d, err := l.Wait(s.ctx)
	switch {
	case err == nil:
		return summary(d)
	case errors.Is(err, context.Canceled):
		return "cancelled"
	default:
		return err.Error()
	}
}

func (s *Server) sendProgress(token protocol.ProgressToken, value any) {
	raw, err := protocol.Marshal(value)
	if err != nil {
		s.log.Error("progress does not encode", zap.Error(err))
		return
	}
	s.sent("$/progress", s.client.Progress(s.ctx, &protocol.ProgressParams{Token: token, Value: raw}))
}

// workDoneProgressCancel cancels the job that a progress belongs to.
func (s *Server) workDoneProgressCancel(_ context.Context, params *protocol.WorkDoneProgressCancelParams) error {
	s.mu.Lock()
	j, ok := s.progress[params.Token]
	s.mu.Unlock()
	if !ok {
		raw, _ := json.Marshal(params.Token)
		return fmt.Errorf("no work has the token %s", raw)
	}
	j.Cancel()
	return nil
}
