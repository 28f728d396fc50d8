package lsp

import (
	"os"
	"time"

	"golang.org/x/sys/windows"
)

// findProcess opens a process; it fails if there is none.
func findProcess(pid int) (process, error) {
	h, err := windows.OpenProcess(windows.SYNCHRONIZE, false, uint32(pid))
	if err != nil {
		return nil, os.NewSyscallError("OpenProcess", err)
	}
	return handle(h), nil
}

// handle is one that is signalled when its process has ended.
type handle windows.Handle

func (h handle) ended(wait time.Duration) bool {
	event, err := windows.WaitForSingleObject(windows.Handle(h), uint32(wait.Milliseconds()))
	if err != nil {
		time.Sleep(wait)
	}
	return err == nil && event == windows.WAIT_OBJECT_0
}

func (h handle) close() { _ = windows.CloseHandle(windows.Handle(h)) }
