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
// hang is then left behind: it ends with the process.
//
// All of these count from when the reason to end is seen. On a busy machine that
// takes a while, and so does the release of the memory by the kernel: they leave
// room for both.
const (
	// handleTime is how long it may take to handle what came before the end.
	handleTime = 200 * time.Millisecond
	// closeTime is how long what is closed may take, from then on.
	closeTime = 300 * time.Millisecond
	// readerTime is how long it may take until a read of the input returns.
	readerTime = 50 * time.Millisecond
	// removeTime is when the client's documents are removed even if something is
	// still writing them.
	removeTime = 600 * time.Millisecond
	// lastTime is when the process is ended, whatever holds it up.
	lastTime = 700 * time.Millisecond
)

// awaitReason waits for the reason to end. It reports whether the client may be
// owed answers to what it sent before.
func (s *Server) awaitReason(ctx context.Context, exit <-chan int, in *rpc.Inbox, out *rpc.Stream) (owed bool) {
	select {
	case <-exit:
	case <-in.Closing:
		return true
	case <-out.Broken:
		s.log.Info("the client no longer accepts answers")
		return true // exit may have come before
	case <-s.orphaned:
	case <-s.conn.Done(): // what came was no message, or the end of input was seen here first
	case <-ctx.Done():
	}
	return false
}

// bound makes sure that the process ends, whatever blocks after it.
func (s *Server) bound(code func() int) (stop func()) {
	if s.opt.Ending != nil {
		s.opt.Ending()
	}
	if s.opt.Exit == nil {
		return func() {}
	}
	// A file system that does not answer may hold up the removal.
	remove := time.AfterFunc(removeTime, s.heapFiles.Remove)
	last := time.AfterFunc(lastTime, func() { s.opt.Exit(code()) })
	return func() { remove.Stop(); last.Stop() }
}

// finish closes everything, each as far as it lets itself be closed in time.
func (s *Server) finish(out *rpc.Stream) {
	var closing sync.WaitGroup
	closing.Go(s.dumps.Close)
	closing.Go(s.endCapture) // what it has written of a dump is removed
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
