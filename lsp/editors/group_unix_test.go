//go:build unix

package editors

import (
	"os"
	"os/exec"
	"syscall"
)

// ownGroup puts a program, and what it starts, into a process group of its own.
func ownGroup(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// killGroup ends the group of a program.
func killGroup(p *os.Process) error { return syscall.Kill(-p.Pid, syscall.SIGKILL) }
