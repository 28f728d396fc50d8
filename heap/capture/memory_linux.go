package capture

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/perlheap/perlheap/heap/wire"
)

// resident is what of a mapping is in memory, and what is swapped out, in bytes.
type resident struct{ rss, swap int64 }

// readResidents reads /proc/PID/smaps, by where mappings begin.
func readResidents(pid int) map[uint64]resident {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/smaps", pid)) // nothing is said without it
	of := map[uint64]resident{}
	at := uint64(0)
	for line := range strings.Lines(string(text)) {
		fields := strings.Fields(line)
		if len(fields) == 0 {
			continue
		}
		if !strings.HasSuffix(fields[0], ":") {
			from, _, _ := strings.Cut(fields[0], "-")
			at, _ = strconv.ParseUint(from, 16, 64)
			continue
		}
		if fields[0] != "Rss:" && fields[0] != "Swap:" || len(fields) < 2 {
			continue
		}
		kb, _ := strconv.ParseInt(fields[1], 10, 64)
		r := of[at]
		if fields[0] == "Rss:" {
			r.rss = kb << 10
		} else {
			r.swap = kb << 10
		}
		of[at] = r
	}
	return of
}

// stacksOf returns where the stacks of a process's threads are, but that of the
// main thread, which has a name. Threads that are running do not tell.
func stacksOf(pid int) (list []uint64) {
	tids, _ := tasks(pid) // nothing is said without them
	for _, tid := range tids {
		if tid == pid {
			continue
		}
		// The number of the call and its arguments if there is one, the top of the
		// stack, and the next instruction.
		text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/syscall", pid, tid))
		if words := strings.Fields(string(text)); len(words) > 2 {
			if at, err := strconv.ParseUint(words[len(words)-2], 0, 64); err == nil {
				list = append(list, at)
			}
		}
	}
	return list
}

// memoryOrder is the order of the parts: perl's own first.
var memoryOrder = []wire.MemoryName{
	wire.MemoryHeads, wire.MemoryHeadsFree, wire.MemoryBodies, wire.MemoryBodiesFree, wire.MemoryStrings, wire.MemoryStringsShared, wire.MemoryStringsFree,
	wire.MemoryArrays, wire.MemoryHashes, wire.MemoryKeys, wire.MemoryCode, wire.MemoryOtherPerl,
	wire.MemoryThreads, wire.MemoryC, wire.MemoryFree, wire.MemoryAnonymous, wire.MemoryStack, wire.MemoryFiles, wire.MemoryShared,
}

// sum adds what the system says about the mappings to what their content shows. For
// mappings that were copied, the copy has what was in memory at its moment; what is
// swapped out, and all others, are as they were shortly before.
//
// stacks are where the stacks of threads are.
func (w *memory) sum(maps []mapping, residents map[uint64]resident, stacks []uint64) *wire.Memory {
	if len(residents) == 0 {
		return nil
	}
	w.bytes[wire.MemoryC] = max(0, w.used-w.claimed())
	w.bytes[wire.MemoryFree] = w.free
	total, anonymous := &wire.Memory{}, int64(0)
	for _, m := range maps {
		r := residents[m.start]
		if m.read && m.write && m.private {
			r.rss = max(0, w.resident(m.start, m.end-m.start)-r.swap)
		}
		total.RSSBytes += r.rss
		total.SwappedBytes += r.swap
		switch n := r.rss + r.swap; {
		case m.path == "[stack]", slices.ContainsFunc(stacks, func(at uint64) bool { return at >= m.start && at < m.end }):
			w.bytes[wire.MemoryStack] += n
		case strings.HasPrefix(m.path, "/") && !strings.HasPrefix(m.path, "/dev/"), strings.HasPrefix(m.path, "[v"):
			w.bytes[wire.MemoryFiles] += n
		case !m.private:
			w.bytes[wire.MemoryShared] += n
		default:
			anonymous += n
		}
	}
	w.bytes[wire.MemoryAnonymous] = max(0, anonymous-w.used-w.free)
	for _, name := range memoryOrder {
		if n := w.bytes[name]; n > 0 {
			total.Parts = append(total.Parts, wire.MemoryPart{Name: name, Bytes: n})
		}
	}
	return total
}
