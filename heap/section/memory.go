package section

import (
	"fmt"
	"os"
	"runtime"
	"sync"
	"unsafe"
)

// Memory is where columns are made. Where the system allows, large ones are
// outside of Go's own memory: they do not count when Go decides how much of its
// own it leaves unused, and can become a map of a file. They are given back when
// nothing leads to the Memory any more, so whoever has a column must have it too.
// The nil Memory gives Go's own.
type Memory struct {
	regions *regions
}

// regions are pieces of memory of the system.
type regions struct {
	mu  sync.Mutex
	all []region
}

type region struct {
	at     unsafe.Pointer
	size   uintptr
	mapped uintptr // bytes of it that are a map of a file
}

// outside is from how many bytes on a column is outside of Go's memory.
const outside = 1 << 18

// NewMemory gives a place for columns.
func NewMemory() *Memory {
	m := &Memory{regions: new(regions)}
	runtime.AddCleanup(m, (*regions).free, m.regions)
	return m
}

// Make makes a column of n zeros. T must hold no pointers.
func Make[T any](m *Memory, n int) []T {
	var v T
	size := uintptr(n) * unsafe.Sizeof(v)
	if m == nil || size < outside {
		return make([]T, n)
	}
	at := m.regions.make(size)
	if at == nil {
		return make([]T, n)
	}
	return unsafe.Slice((*T)(at), n)
}

func (r *regions) make(size uintptr) unsafe.Pointer {
	at := allocate(size)
	if at == nil {
		return nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.all = append(r.all, region{at: at, size: size})
	return at
}

func (r *regions) free() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, g := range r.all {
		release(g.at, g.size)
	}
	r.all = nil
}

// Free gives the memory back at once. No column of it may be used any more.
func (m *Memory) Free() { m.regions.free() }

// Become makes those columns that were written to a file with w a map of that
// file. They stay where they are, and whoever reads them meanwhile sees no
// difference; nobody may write to them any more, nor change the file. Where the
// system cannot do that, nothing happens.
func (m *Memory) Become(file *os.File, w *Writer) error {
	if m == nil {
		return nil
	}
	m.regions.mu.Lock()
	defer m.regions.mu.Unlock()
	for k := range m.regions.all {
		g := &m.regions.all[k]
		for i, column := range w.columns {
			if len(column) == 0 || unsafe.Pointer(unsafe.SliceData(column)) != g.at {
				continue
			}
			if err := mapOver(file, w.begin()+w.entries[i].offset, g.at, uintptr(len(column))); err != nil {
				return fmt.Errorf("section: %w", err)
			}
			g.mapped = uintptr(len(column))
		}
	}
	return nil
}

// Rest lets go of the pages of files that the columns are a map of. They are
// mapped again when somebody reads them.
func (m *Memory) Rest() {
	if m == nil {
		return
	}
	m.regions.mu.Lock()
	defer m.regions.mu.Unlock()
	for _, g := range m.regions.all {
		if g.mapped > 0 {
			rest(g.at, g.mapped)
		}
	}
}
