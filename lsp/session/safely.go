package session

import (
	"errors"

	"go.uber.org/zap"

	"github.com/perlheap/perlheap/heap"
)

// errBroke is the error of what a mistake of perlheap itself ended.
var errBroke = errors.New("the dump could not be looked through: a mistake of perlheap itself, which the log has")

// safely runs work of the background, where a panic would end the server and
// every answer about other dumps with it. A panic is logged, becomes the error
// of the work, and is told to the person if nobody else does that.
func (ds *Dumps) safely(what string, tell bool, run func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			p := heap.AsPanic(r)
			ds.opt.Log.Error("background work panicked", zap.String("work", what), zap.Error(p), zap.ByteString("stack", p.Stack))
			if err = p; tell {
				ds.opt.Observer.WorkBroke(what, p)
			}
		}
	}()
	return run()
}
