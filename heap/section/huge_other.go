//go:build unix && !linux

package section

import "unsafe"

func advise(unsafe.Pointer, uintptr) {}
