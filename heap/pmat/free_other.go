//go:build !linux && !darwin && !freebsd

package pmat

import "os"

// nonblocking is nothing where files are not opened by their kind.
const nonblocking = 0

// FreeDisk is not known here.
func FreeDisk(*os.File) (bytes uint64, known bool) { return 0, false }
