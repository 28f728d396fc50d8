package capture

import (
	"cmp"
	"encoding/hex"
	"maps"
	"slices"

	"github.com/perlheap/perlheap/heap/origin"
	"github.com/perlheap/perlheap/heap/wire"
)

// recordedNames are the names of files that a heap has recorded.
type recordedNames struct {
	at    map[uint64]bool // where they were read: many CODEs share one
	names map[string]bool
}

// maxNames bounds the names that are kept.
const maxNames = 1 << 16

// file writes the name of a file and keeps it.
func (d *dump) file(addr uint64) {
	name, ok := d.m.cstring(addr)
	d.optional(name, ok)
	if r := &d.recorded; ok && !r.at[addr] && len(r.at) < maxNames {
		r.at[addr], r.names[string(name)] = true, true
	}
}

// origin describes what the image and the heap say; callers add what else they know
// about the process. Files have only their names.
func (d *dump) origin() wire.Origin {
	o := wire.Origin{
		Format:  origin.Format,
		Dump:    wire.OriginDump{SVs: d.summary.SVs, DefStash: d.defStash()},
		Perl:    wire.OriginPerl{Version: d.summary.Perl, Threads: d.l.threaded, Arch: d.l.arch, Options: slices.Sorted(maps.Keys(d.options()))},
		Command: []string{}, Files: []wire.OriginFile{},
	}
	if d.program != nil {
		o.Perl.Path, o.Perl.BuildID = d.program.path, hex.EncodeToString(d.program.id)
	}
	for _, name := range slices.Sorted(maps.Keys(d.recorded.names)) {
		o.Files = append(o.Files, wire.OriginFile{Recorded: name})
	}
	slices.SortFunc(o.Files, func(a, b wire.OriginFile) int { return cmp.Compare(a.Recorded, b.Recorded) })
	return o
}
