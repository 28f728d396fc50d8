package lsp

import (
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// findProcess remembers when a process began; it fails if there is none.
func findProcess(pid int) (process, error) {
	p := kernProc{pid: pid}
	var ok bool
	if p.began, ok = p.read(); !ok {
		return nil, os.ErrProcessDone
	}
	return p, nil
}

// kernProc is a process as the kernel lists it; began tells it from a later one.
type kernProc struct {
	pid   int
	began unix.Timeval
}

func (p kernProc) ended(wait time.Duration) bool {
	time.Sleep(wait)
	began, ok := p.read()
	return !ok || began != p.began
}

func (kernProc) close() {}

func (p kernProc) read() (began unix.Timeval, ok bool) {
	info, err := unix.SysctlKinfoProc("kern.proc.pid", p.pid)
	const zombie = 5
	if err != nil || int(info.Proc.P_pid) != p.pid || info.Proc.P_stat == zombie {
		return unix.Timeval{}, false
	}
	return info.Proc.P_starttime, true
}
