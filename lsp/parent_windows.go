package lsp

import (
	"os"

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

func (h handle) ended() bool {
	event, err := windows.WaitForSingleObject(windows.Handle(h), 0)
	return err == nil && event == windows.WAIT_OBJECT_0
}

func (h handle) close() { _ = windows.CloseHandle(windows.Handle(h)) }
