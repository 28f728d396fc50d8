//go:build linux && !amd64

package capture

import "errors"

// setBreakpoint has no register that it knows how to use.
func setBreakpoint(int, uint64) error { return errors.ErrUnsupported }

func hitBreakpoint(int) bool { return false }
