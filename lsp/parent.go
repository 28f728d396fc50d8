package lsp

import (
	"context"
	"os"
	"time"

	"go.uber.org/zap"
)

// parentPause is how long the end of the process of the client is waited for at
// a time.
const parentPause = 300 * time.Millisecond

// process is a process that another may not be mistaken for, although it gets
// its number later.
type process interface {
	// ended waits for the end, at most so long: a system that does not tell of
	// it is asked afterwards.
	ended(wait time.Duration) bool
	close()
}

// watchParent ends the server with a process of the client's, as initialize and
// --clientProcessId name it: its connection may be held open by what stands
// between, such as a shell. What is no process here is not waited for: the
// client may run on another machine or in another container.
func (s *Server) watchParent(pid int) {
	if pid <= 0 || pid == os.Getpid() {
		return
	}
	p, err := findProcess(pid)
	if err != nil {
		s.log.Info("the process of the client is not here, its end is not waited for", zap.Int("pid", pid), zap.Error(err))
		return
	}
	go s.guard(func(ctx context.Context) {
		defer p.close()
		for !p.ended(parentPause) {
			if ctx.Err() != nil {
				return
			}
		}
		s.log.Info("the process of the client has ended", zap.Int("pid", pid))
		loop(s.orphaned).kick()
	})
}
