package lsp

import (
	"context"
	"errors"
	"io"
	"os"
	"sync"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.uber.org/zap"

	"github.com/perlheap/perlheap/lsp/rpc"
)

// Whatever the server does, it ends within two seconds after the client said
// exit, its input ended, or the process of the client did. What may take long or
// stand still is left behind then: the end of the process ends it.
const (
	// handleTime is how long what came before the end may take to be handled.
	handleTime = 400 * time.Millisecond
	// closeTime is how long what is closed may take.
	closeTime = 900 * time.Millisecond
	// readerTime is how long a read of the input may take to let go of it.
	readerTime = 200 * time.Millisecond
	// lastTime is when the process is ended, whatever holds it up.
	lastTime = 1800 * time.Millisecond
)

// await waits for the reason to end, and gives the exit code for it.
func (s *Server) await(ctx context.Context, c *rpc.Chain, exit <-chan int, in *rpc.Inbox, out *rpc.Stream) (code int) {
	after := func() int {
		if c.ShutDown() {
			return 0
		}
		return 1
	}
	select {
	case code = <-exit:
		return code
	case <-in.Closing:
	case <-out.Broken:
		s.log.Info("the client no longer accepts answers")
	case <-s.orphaned:
		return after()
	case <-s.conn.Done(): // what came was no message, or the end of input was seen here first
		return after()
	case <-ctx.Done():
		return 1
	}
	select { // what came before is still handled, if nothing stands still
	case code = <-exit:
		return code
	case <-in.Ended:
	case <-time.After(handleTime):
	}
	return after()
}

// finish closes everything, each as far as it lets itself be closed in time.
func (s *Server) finish(code int, out *rpc.Stream) {
	if s.opt.Exit != nil {
		last := time.AfterFunc(lastTime, func() {
			s.heapFiles.Remove()
			s.opt.Exit(code)
		})
		defer last.Stop()
	}
	var closing sync.WaitGroup
	closing.Go(s.dumps.Close)
	closing.Go(func() {
		if err := s.heapFiles.Close(); err != nil {
			s.log.Warn("heap documents not removed", zap.Error(err))
		}
	})
	closing.Go(func() { _ = out.Close() }) // what it has to say is known
	closed := make(chan struct{})
	go func() {
		closing.Wait()
		close(closed)
	}()
	select {
	case <-closed:
	case <-time.After(closeTime):
		s.heapFiles.Remove()
		s.log.Warn("not everything was closed in time")
	}
	select {
	case <-s.conn.Done():
	case <-time.After(readerTime):
		// A read of stdin cannot be interrupted everywhere; the process ends.
	}
}

// connectionError is the error that ended the connection, nil if it is none.
func connectionError(conn jsonrpc2.Conn) error {
	err := conn.Err()
	if errors.Is(err, os.ErrClosed) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil
	}
	return err
}
