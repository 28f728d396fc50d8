package capture

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/wire"
)

// Bounds on what is hashed: for one file, and for all.
const (
	maxSource  = 64 << 20
	maxSources = 1 << 30
)

// describe adds what the system knows about a process to what its heap says.
func (s *ProcessSummary) describe(pid int, copied time.Time) {
	o := &s.Origin
	o.Time, o.PID, o.StoppedMs = copied, pid, float64(s.Stopped.Microseconds())/1000
	o.Host, _ = os.Hostname() // what is not known is left out
	o.WorkDir, _ = os.Readlink(fmt.Sprintf("/proc/%d/cwd", pid))
	o.Command = commandOf(pid)
	r := wire.Process{PID: pid}
	describe(&r, bootTime())
	if o.Parent = r.Parent; !r.Start.IsZero() {
		o.Started = &r.Start
	}
	o.Files = hashed(pid, o.Files, r.Start)
}

// commandOf returns the command line of a process.
func commandOf(pid int) []string {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
	return strings.Split(strings.TrimRight(string(text), "\x00"), "\x00")
}

// hashed reads the files of a process, as it sees them, and returns those that
// could be read.
func hashed(pid int, recorded []wire.OriginFile, started time.Time) []wire.OriginFile {
	list, left := []wire.OriginFile{}, int64(maxSources)
	for _, f := range recorded {
		path := filepath.Join(fmt.Sprintf("/proc/%d/root", pid), f.Recorded)
		switch {
		case files.NoFile(f.Recorded):
			continue
		case !strings.HasPrefix(f.Recorded, "/"):
			path = filepath.Join(fmt.Sprintf("/proc/%d/cwd", pid), f.Recorded)
		}
		if hashFile(&f, path, started, left) {
			left -= f.Bytes
			list = append(list, f)
		}
	}
	return list
}

// hashFile fills in the size and hash of a file; false if it cannot be read or is too large.
func hashFile(f *wire.OriginFile, path string, started time.Time, limit int64) bool {
	in, size, err := openRegular(path)
	if err != nil {
		return false
	}
	defer in.Close() //nolint:errcheck // it is only read
	info, err := in.Stat()
	if err != nil || size > min(maxSource, limit) {
		return false
	}
	sum := sha256.New()
	if f.Bytes, err = io.Copy(sum, io.LimitReader(in, maxSource)); err != nil {
		return false
	}
	f.SHA256 = hex.EncodeToString(sum.Sum(nil))
	times := files.TimesIn(info)
	f.Touched = started.IsZero() || times.Text.After(started) || times.Any.After(started)
	return true
}
