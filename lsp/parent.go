package lsp

import (
	"context"
	"os"
	"time"

	"go.uber.org/zap"
)

// parentPause is how long one wait for the end of the client's process takes.
const parentPause = 300 * time.Millisecond

// process identifies a process, so that another that gets its number later is not
// mistaken for it.
type process interface {
	// ended waits for the end, at most so long: a system that does not tell of
	// it is asked afterwards.
	ended(wait time.Duration) bool
	close()
}

// watchParent ends the server with a process of the client's, as initialize and
// --clientProcessId name it: its connection may be held open by something between
// them, such as a shell. A number that is no process here is ignored: the client
// may run on another machine or in another container.
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
