//go:build unix

package files

import "syscall"

// dontBlock makes open come back at once from what is no regular file.
const dontBlock = syscall.O_NONBLOCK | syscall.O_NOCTTY
