package capture

import (
	"io"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/wire"
)

// TestMemory: what a process's memory is made of adds up to what the system says,
// and each part has what the program made of it.
func TestMemory(t *testing.T) {
	for _, perl := range perls(t) {
		t.Run(perl.String(), func(t *testing.T) {
			cmd, _ := start(t, perl, `our %h = map { ("key$_" => "x" x 200) } 1 .. 50000; our @a = (1 .. 100000);
				our $shared = "y" x 20000000; our @copies = ($shared) x 5; our @spare = map { my $s = "z" x 1000; substr($s, 10) = ""; $s } 1 .. 5000;
				our @lost = map { "w" x 100 } 1 .. 50000; our $after = "v"; @lost = (); `+waits)
			s, err := Process(t.Context(), cmd.Process.Pid, io.Discard, Options{Describe: true})
			if err != nil {
				t.Fatal(err)
			}
			m := s.Origin.Memory
			if m == nil {
				t.Fatal("nothing is said of the memory")
			}
			of, sum := map[wire.MemoryName]int64{}, int64(0)
			for _, p := range m.Parts {
				of[p.Name] += p.Bytes
				sum += p.Bytes
			}
			if sum != m.RSSBytes+m.SwappedBytes {
				t.Errorf("the parts add up to %d, of %d", sum, m.RSSBytes+m.SwappedBytes)
			}
			if rss := rssOf(t, cmd); m.RSSBytes < rss*9/10 || m.RSSBytes > rss*11/10 {
				t.Errorf("%d bytes in memory, the system says %d", m.RSSBytes, rss)
			}
			for _, part := range []struct {
				name      wire.MemoryName
				low, high int64 // MB
			}{
				{wire.MemoryHeads, 4, 9}, {wire.MemoryStrings, 10, 60}, {wire.MemoryArrays, 0, 8}, {wire.MemoryHashes, 0, 5}, {wire.MemoryKeys, 1, 5},
				{wire.MemoryFiles, 1, 20}, {wire.MemoryFree, 0, 30}, {wire.MemoryHeadsFree, 1, 5}, {wire.MemoryC, 0, 2},
			} {
				if mb := of[part.name] >> 20; mb < part.low || mb > part.high {
					t.Errorf("%d MB %s, want %d to %d: %+v", mb, part.name, part.low, part.high, of)
				}
			}
		})
	}
}

func rssOf(t *testing.T, cmd *exec.Cmd) int64 {
	t.Helper()
	kb, err := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(statusField(cmd.Process.Pid, "VmRSS"), "kB")), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return kb << 10
}

// Chunks that lead nowhere are left alone.
func TestMemoryOfNonsense(t *testing.T) {
	for _, size := range []uint64{0, 8, 33, 1 << 62, ^uint64(0), 64} {
		m := &Image{}
		data := make([]byte, 4096)
		for i := 0; i+8 <= len(data); i += 8 {
			for k := range 8 {
				data[i+k] = byte(size >> (8 * k))
			}
		}
		m.add(segment{start: 0x1000, end: 0x2000, data: data})
		m.sort()
		w := newMemory(m, []mapping{{start: 0x1000, end: 0x2000, path: "[heap]"}, {start: 0x1000, end: 0x2000, private: true, write: true}, {start: 0x5000, end: 0x6000, path: "[heap]"}})
		for addr := uint64(0x0fe0); addr < 0x2020; addr += 8 {
			w.claim(addr, wire.MemoryC)
			w.claimAround(addr, wire.MemoryC)
		}
		if w.bytes[wire.MemoryC] > 2*4096 || w.free > 4096 {
			t.Errorf("chunks of %#x: %d bytes claimed, %d free", size, w.bytes[wire.MemoryC], w.free)
		}
	}
}
