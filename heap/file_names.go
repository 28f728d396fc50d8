package heap

import (
	"sync/atomic"

	"github.com/perlheap/perlheap/heap/pmat"
)

// fileNames are the file names of CODEs, each once. Those of a heap that was
// saved are read from the dump when somebody asks.
type fileNames struct {
	known []atomic.Pointer[string]
	of    []SV // a CODE of each
}

// maxFileName bounds the name of a file.
const maxFileName = 1 << 16

func unknown(n int) []atomic.Pointer[string] { return make([]atomic.Pointer[string], n) }

// namesOf gives names that are known.
func namesOf(names []string) fileNames {
	f := fileNames{known: unknown(len(names))}
	for i := range names {
		f.known[i].Store(&names[i])
	}
	return f
}

// fileName gives the name of a number; none if the dump cannot be read any more.
func (h *Heap) fileName(n uint32) string {
	if name := h.files.known[n].Load(); name != nil {
		return *name
	}
	d, err := h.record(h.files.of[n])
	if err != nil {
		return ""
	}
	defer d.Release()
	b, err := d.Text(d.Record().Strs[pmat.CodeFile], maxFileName)
	if err != nil {
		return ""
	}
	name := string(b)
	h.files.known[n].Store(&name)
	return name
}

// filesOf gives a CODE of each file.
func (h *Heap) filesOf() []SV {
	of := make([]SV, len(h.files.known))
	for i := range of {
		of[i] = NoSV
	}
	for i := range h.codes {
		if c := &h.codes[i]; of[c.file] == NoSV {
			of[c.file] = c.sv
		}
	}
	return of
}
