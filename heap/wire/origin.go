package wire

import (
	"fmt"
	"time"
)

// Origin is what a capture knows about a process in addition to its heap. It is
// written next to the dump, to a file with the dump's name and .origin.json
// appended.
type Origin struct {
	Format    int          `json:"format"` // of this description: 1
	Dump      OriginDump   `json:"dump"`
	Time      time.Time    `json:"time"` // when the memory was copied, or the core was written
	Host      string       `json:"host"`
	PID       int          `json:"pid"`
	Parent    int          `json:"parent,omitempty"` // its PID
	Command   []string     `json:"command"`          // as the process has it: a program may have written to $0
	WorkDir   string       `json:"workDir,omitempty"`
	Started   *time.Time   `json:"started,omitempty"`   // when the process began
	StoppedMs float64      `json:"stoppedMs,omitempty"` // for how long it was stopped
	Perl      OriginPerl   `json:"perl"`
	Files     []OriginFile `json:"files"` // that were loaded and could be read
	Memory    *Memory      `json:"memory,omitempty"`
}

// Memory is what the memory of a process consisted of. The parts add up to what was
// in memory and what was swapped out.
type Memory struct {
	RSSBytes     int64        `json:"rssBytes"`
	SwappedBytes int64        `json:"swappedBytes"`
	Parts        []MemoryPart `json:"parts"`
}

// maxMemory is more than any process has, and far from what overflows in a sum.
const maxMemory = 1 << 50

// Check refuses what no process can have: a file may claim anything.
func (m *Memory) Check() error {
	if m == nil {
		return nil
	}
	sizes := []int64{m.RSSBytes, m.SwappedBytes}
	for i := range m.Parts {
		sizes = append(sizes, m.Parts[i].Bytes)
	}
	if len(sizes) > maxParts {
		return fmt.Errorf("its memory has %d parts, more than any description", len(m.Parts))
	}
	for _, n := range sizes {
		if n < 0 || n > maxMemory {
			return fmt.Errorf("a part of its memory has %d bytes, which no process can have", n)
		}
	}
	return nil
}

// maxParts bounds the parts of a memory; those that are known are few.
const maxParts = 1 << 8

// MemoryPart is one part of a process's memory.
type MemoryPart struct {
	Name  MemoryName `json:"name"`
	Text  string     `json:"text,omitempty"` // the name in words; in answers, not in files
	Bytes int64      `json:"bytes"`
}

// MemoryName says what a part of a process's memory is. What perl and C take
// includes the overhead of malloc.
type MemoryName string

const (
	MemoryHeads      MemoryName = "svHeads"
	MemoryHeadsFree  MemoryName = "svHeadsFree" // room for more SVs
	MemoryBodies     MemoryName = "svBodies"    // of SVs, and hash entries
	MemoryBodiesFree MemoryName = "svBodiesFree"
	MemoryStrings    MemoryName = "strings" // that one SV has
	// MemoryStringsShared are strings that several SVs share (copy on write), each once.
	MemoryStringsShared MemoryName = "stringsShared"
	MemoryStringsFree   MemoryName = "stringsSpare" // room behind them
	MemoryArrays        MemoryName = "arrays"       // elements, pads among them
	MemoryHashes        MemoryName = "hashes"       // buckets, and keys that are not shared
	MemoryKeys          MemoryName = "sharedKeys"   // the table of shared strings
	MemoryCode          MemoryName = "code"         // ops, names of variables, lists of pads
	MemoryOtherPerl     MemoryName = "otherPerl"    // globs, magic, caches of methods, perl's stacks
	MemoryThreads       MemoryName = "threads"      // of the interpreters of other threads: all of the above
	MemoryC             MemoryName = "c"            // in use: of XS modules, libraries, regular expressions, I/O buffers
	MemoryFree          MemoryName = "mallocFree"   // free, and not given back to the system
	MemoryAnonymous     MemoryName = "anonymous"    // no heap of malloc's that could be read: memory of libraries, and of an unknown malloc
	MemoryStack         MemoryName = "stack"        // of all threads
	MemoryFiles         MemoryName = "files"        // programs, libraries and other mapped files
	MemoryShared        MemoryName = "shared"       // with other processes, of no file
)

// OriginDump says which dump a description is of.
type OriginDump struct {
	SVs      int    `json:"svs"`
	DefStash string `json:"defStash"` // address of the root
}

// OriginPerl is the perl of a process.
type OriginPerl struct {
	Version string   `json:"version"` // 5.36.0
	Threads bool     `json:"threads"`
	Arch    string   `json:"arch"`    // amd64, arm64
	Options []string `json:"options"` // as perl -V has them: MULTIPLICITY, USE_ITHREADS, …
	Path    string   `json:"path,omitempty"`
	BuildID string   `json:"buildID,omitempty"` // of what has the interpreter
}

// OriginFile is a file of the program, as it was when the memory was copied.
type OriginFile struct {
	Recorded string `json:"recorded"` // as perl recorded its name
	Bytes    int64  `json:"bytes"`
	SHA256   string `json:"sha256"`
	// Touched means that it was written or put there after the process began: its
	// text may differ from the one that was loaded.
	Touched bool `json:"touched,omitempty"`
}
