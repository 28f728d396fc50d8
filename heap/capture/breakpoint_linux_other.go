//go:build linux && !amd64

package capture

import "errors"

// setBreakpoint does nothing: no debug register is known here.
func setBreakpoint(int, uint64) error { return errors.ErrUnsupported }

func hitBreakpoint(int) bool { return false }
