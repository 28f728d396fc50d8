package origin

import (
	"fmt"
	"strings"
	"time"

	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// memoryWords say what a part of a process's memory is.
var memoryWords = map[wire.MemoryName]string{
	wire.MemoryHeads:         "heads of SVs",
	wire.MemoryHeadsFree:     "spare room for heads, kept by perl",
	wire.MemoryBodies:        "bodies of SVs and entries of hashes",
	wire.MemoryBodiesFree:    "spare room for more of them, kept by perl",
	wire.MemoryStrings:       "strings",
	wire.MemoryStringsShared: "strings that several SVs share (copy on write)",
	wire.MemoryStringsFree:   "spare room behind strings",
	wire.MemoryArrays:        "elements of arrays and pads",
	wire.MemoryHashes:        "buckets of hashes, and keys that are not shared",
	wire.MemoryKeys:          "shared keys",
	wire.MemoryCode:          "code: ops, and the names of variables",
	wire.MemoryOtherPerl:     "globs, magic, stacks and other structures of perl",
	wire.MemoryThreads:       "in use by perl in other threads, each of which has an interpreter of its own",
	wire.MemoryC:             "in use by C: XS modules, libraries, regular expressions, I/O buffers",
	wire.MemoryFree:          "free in malloc, not returned to the system",
	wire.MemoryAnonymous:     "other memory, which could not be told apart",
	wire.MemoryStack:         "stacks of threads",
	wire.MemoryFiles:         "mapped files: programs and libraries",
	wire.MemoryShared:        "shared with other processes",
}

// Describe writes what a capture knows of a process beside its heap.
func Describe(o *wire.Origin) string {
	var b strings.Builder
	fmt.Fprintf(&b, "Captured %s", o.Time.Local().Format(time.DateTime))
	if o.Host != "" {
		fmt.Fprintf(&b, " on %s", text.Safe(o.Host))
	}
	if o.PID != 0 {
		fmt.Fprintf(&b, " from process %d", o.PID)
	}
	if len(o.Command) > 0 {
		fmt.Fprintf(&b, ": %s", text.Safe(strings.Join(o.Command, " ")))
	}
	b.WriteByte('\n')
	if o.Memory != nil {
		b.WriteString(memory(o.Memory))
	}
	return b.String()
}

func memory(m *wire.Memory) string {
	var b strings.Builder
	total := m.RSSBytes + m.SwappedBytes
	fmt.Fprintf(&b, "Memory of the process: %s", text.Bytes(total))
	if m.SwappedBytes > 0 {
		fmt.Fprintf(&b, ", of which %s swapped out", text.Bytes(m.SwappedBytes))
	}
	b.WriteByte('\n')
	for _, p := range m.Parts {
		fmt.Fprintf(&b, "%12s  %8s  %s\n", text.Bytes(p.Bytes), text.Percent(float64(p.Bytes)/float64(max(1, total))), partText(p.Name))
	}
	return b.String()
}

// partText says what a part of a process's memory is.
func partText(name wire.MemoryName) string {
	if what := memoryWords[name]; what != "" {
		return what
	}
	return text.Safe(string(name)) // of a later perlheap
}

// Memory says in a sentence what the memory of a process is made of.
func Memory(m *wire.Memory) string {
	of := map[string]int64{}
	for _, p := range m.Parts {
		switch p.Name {
		case wire.MemoryC, wire.MemoryAnonymous:
			of["c"] += p.Bytes
		case wire.MemoryFree, wire.MemoryHeadsFree, wire.MemoryBodiesFree, wire.MemoryStringsFree:
			of["free"] += p.Bytes
		case wire.MemoryStack, wire.MemoryFiles, wire.MemoryShared:
			of["files"] += p.Bytes
		default:
			of["perl"] += p.Bytes
		}
	}
	return fmt.Sprintf("%s of memory: %s in use by perl, %s by C, %s kept free by perl and malloc, %s files and stacks",
		text.Bytes(m.RSSBytes+m.SwappedBytes), text.Bytes(of["perl"]), text.Bytes(of["c"]), text.Bytes(of["free"]), text.Bytes(of["files"]))
}
