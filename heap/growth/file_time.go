package growth

import (
	"encoding/binary"
	"os"
	"strings"
	"time"

	"github.com/perlheap/perlheap/heap/pmat"
)

// TimeOf returns when the file of a dump was written, as far as the file tells:
// for a gzipped one, the time that gzip recorded for the original file. It is
// zero if the file is not a regular one.
func TimeOf(path string) time.Time {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return time.Time{}
	}
	at := info.ModTime()
	if !strings.HasSuffix(path, ".gz") {
		return at
	}
	// Seconds, of which unpacking knows no parts: the file's time is better if
	// it is in the same one.
	if packed := gzipTime(path); !packed.IsZero() && packed.Before(at.Truncate(time.Second)) {
		return packed
	}
	return at
}

// gzipTime is the time in the header of a gzipped file; zero if there is none.
func gzipTime(path string) time.Time {
	f, err := pmat.OpenRegular(path)
	if err != nil {
		return time.Time{}
	}
	defer f.Close()    //nolint:errcheck // it was only read
	var header [8]byte // RFC 1952: magic, method, flags, time
	if n, err := f.Read(header[:]); err != nil || n < len(header) || header[0] != 0x1f || header[1] != 0x8b {
		return time.Time{}
	}
	seconds := binary.LittleEndian.Uint32(header[4:])
	if seconds == 0 {
		return time.Time{}
	}
	return time.Unix(int64(seconds), 0)
}
