package parquet

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/series"
	words "github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// identity is what every row says of its dump.
type identity struct {
	file    string // name of its files: that of the dump or series, with a hash
	dump    string // name of the dump's file, with a part of its SHA-256
	host    string
	process string
	pid     int64 // 0 if it is not known
	program string
	time    time.Time
	labels  []label // other than host, process and time, by name
}

type label struct{ name, value string }

// The labels that replace what the dump and its file tell.
const (
	labelHost    = "host"
	labelProcess = "process"
	labelTime    = "time"
)

var labelName = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// CheckLabels returns the reason why labels cannot be columns: a name contains
// anything but a-z, 0-9 and _, a table already has a column of that name, or
// the time is not a time.
func CheckLabels(labels map[string]string) error {
	for _, name := range slices.Sorted(maps.Keys(labels)) {
		value := labels[name]
		if value == "" {
			return fmt.Errorf("label %s: has no value", name)
		}
		switch {
		case name == labelTime:
			if _, err := time.Parse(time.RFC3339, value); err != nil {
				return fmt.Errorf("label time: must be like 2026-11-22T10:31:00Z: %w", err)
			}
		case name == labelHost, name == labelProcess:
		case !labelName.MatchString(name):
			return fmt.Errorf("label %q: a name begins with a-z and has only a-z, 0-9 and _", name)
		case isColumn(name):
			return fmt.Errorf("label %s: the tables have a column of that name; choose another", name)
		}
	}
	return nil
}

// identify says which dump a heap is, of which process and host.
func identify(ctx context.Context, h *heap.Heap, labels map[string]string) (*identity, error) {
	if err := CheckLabels(labels); err != nil {
		return nil, fmt.Errorf("parquet: %w", err)
	}
	sum, err := sumOf(ctx, h.File().Contents())
	if err != nil {
		return nil, fmt.Errorf("parquet: %w", err)
	}
	id := &identity{
		dump: dumpName(h.File().Path()) + "-" + sum[:12], time: h.File().ModTime(), pid: pidOf(h), program: programOf(h),
	}
	id.file = id.dump
	id.label(labels, func() string { return envOf(h, "HOSTNAME") }, func(host string) string { return fingerprint(h, host, id.pid) })
	if t := labels[labelTime]; t != "" {
		id.time, _ = time.Parse(time.RFC3339, t) // it was checked
	}
	return id, nil
}

// ofSeries says which process a series is of. The dump and the time are those of
// each point.
func ofSeries(path string, head wire.SeriesHead, labels map[string]string) (*identity, error) {
	if err := CheckLabels(labels); err != nil {
		return nil, fmt.Errorf("parquet: %w", err)
	}
	if labels[labelTime] != "" {
		return nil, errors.New("parquet: label time: is that of one dump, and a series has many")
	}
	id := &identity{pid: int64(head.PID), program: programIn(head.Name)}
	sum := sha256.Sum256(fmt.Appendf(nil, "%s|%d|%s", head.Host, head.PID, head.Started.UTC().Format(time.RFC3339Nano)))
	hash := hex.EncodeToString(sum[:8])
	id.label(labels, func() string { return words.Safe(head.Host) }, func(string) string { return hash })
	id.file = dumpName(strings.TrimSuffix(path, series.Ending)) + "-" + hash[:12]
	return id, nil
}

// label gives an identity the labels, and for want of them host and process.
func (id *identity) label(labels map[string]string, host func() string, process func(host string) string) {
	if id.host = labels[labelHost]; id.host == "" {
		id.host = host()
	}
	if id.process = labels[labelProcess]; id.process == "" {
		id.process = process(id.host)
	}
	for _, name := range slices.Sorted(maps.Keys(labels)) {
		if name != labelHost && name != labelProcess && name != labelTime {
			id.labels = append(id.labels, label{name, labels[name]})
		}
	}
}

var notInNames = regexp.MustCompile(`[^A-Za-z0-9._-]+`)

// dumpName is the name of a dump's file as a part of another file's name.
func dumpName(path string) string {
	if path == pmat.Stdin {
		path = "stdin"
	}
	name := pmat.PlainName(filepath.Base(path))
	name = notInNames.ReplaceAllString(strings.TrimSuffix(name, ".pmat"), "_")
	return strings.TrimLeft(name, "._") // Spark passes over files that begin so
}

// sumOf returns the SHA-256 of what a reader has, in hexadecimal.
func sumOf(ctx context.Context, r io.Reader) (string, error) {
	sum := sha256.New()
	for {
		_, err := io.CopyN(sum, r, 1<<24)
		if errors.Is(err, io.EOF) {
			return hex.EncodeToString(sum.Sum(nil)), nil
		}
		if err := errors.Join(err, ctx.Err()); err != nil {
			return "", err
		}
	}
}

// fingerprint names a process by what is the same in all of its dumps and
// seldom in those of others: the perl, where its roots lie, which address
// space randomisation sets anew for every perl that is started, and $$ for
// those that were forked. It holds no secret.
func fingerprint(h *heap.Heap, host string, pid int64) string {
	hdr := h.File().Header
	text := fmt.Sprintf("%s|%d|%s|%d|%t|%t", host, pid, hdr.PerlVersion(), hdr.PtrLen, hdr.BigEndian, hdr.Ithreads)
	for _, name := range []string{"defstash", "main_cv"} {
		if sv, ok := h.Roots().Find(name); ok {
			text += "|" + h.Addr(sv).String()
		}
	}
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:8])
}

// pidOf is what $$ was when the process last read it: perl notes it then, so
// that it can be that of the parent, or be missing.
func pidOf(h *heap.Heap) int64 {
	sv, err := h.Symbols().Find("$main::$")
	if err != nil {
		return 0
	}
	v, err := h.Scalar(sv)
	if err != nil || !v.HasInteger() {
		return 0
	}
	return max(0, v.IV())
}

// programOf is the name of the file in $0, without what programs write behind
// it to tell ps how they are.
func programOf(h *heap.Heap) string {
	return programIn(h.Process().Program())
}

func programIn(name string) string {
	command := strings.Fields(name)
	if len(command) == 0 {
		return ""
	}
	return words.Safe(path.Base(command[0]))
}

func envOf(h *heap.Heap, name string) string {
	env, err := h.Symbols().Find("%main::ENV")
	if err != nil {
		return ""
	}
	sv, ok := h.Hash(env).Value(name)
	if !ok {
		return ""
	}
	text, _ := h.Text(sv, 256) // what is not readable is not known
	return words.Safe(strings.TrimRight(string(text), "\x00"))
}
