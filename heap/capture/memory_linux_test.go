package capture

import (
	"encoding/binary"
	"io"
	"math/rand/v2"
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
				our @lost = map { "w$_" x 16 } 1 .. 100000; our $after = "v" x 5000; @lost = (); `+waits)
			of := memoryOf(t, cmd)
			for _, part := range []struct {
				name      wire.MemoryName
				low, high int64 // MB
			}{
				{wire.MemoryHeads, 4, 9}, {wire.MemoryStrings, 0, 60}, {wire.MemoryStringsShared, 19, 40}, {wire.MemoryArrays, 0, 8}, {wire.MemoryHashes, 0, 5}, {wire.MemoryKeys, 1, 5},
				{wire.MemoryFiles, 1, 20}, {wire.MemoryFree, 8, 30}, {wire.MemoryHeadsFree, 1, 8}, {wire.MemoryC, 0, 1},
			} {
				if mb := of[part.name] >> 20; mb < part.low || mb > part.high {
					t.Errorf("%d MB %s, want %d to %d: %+v", mb, part.name, part.low, part.high, of)
				}
			}
		})
	}
}

// memoryOf captures a process, and gives the parts of its memory, which add up to
// what the system says.
func memoryOf(t *testing.T, cmd *exec.Cmd) map[wire.MemoryName]int64 {
	t.Helper()
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
	return of
}

// What threads have is told apart: the heaps of their interpreters, which malloc
// keeps elsewhere, and their stacks.
func TestMemoryOfThreads(t *testing.T) {
	for _, perl := range somePerls(t) {
		if strings.Contains(perl.path, "debug") {
			continue // the same malloc
		}
		t.Run(perl.String(), func(t *testing.T) {
			if perl.command("-Mthreads", "-e1").Run() != nil {
				t.Skip("it has no threads")
			}
			cmd, _ := start(t, perl, `use threads; use threads::shared; our $made :shared = 0; sub wait_for { { lock $made; $made++; cond_broadcast $made } sleep 1000 }
				my @t = map { threads->create(sub { my @kept = map { "thread $_" x 10 } 1 .. 20000; { my @lost = map { "lost $_" x 10 } 1 .. 20000 } wait_for() }) } 1 .. 3;
				{ lock $made; cond_wait $made while $made < 3 } `+waits)
			of := memoryOf(t, cmd)
			if n := of[wire.MemoryThreads] >> 20; n < 3*4 || n > 3*30 {
				t.Errorf("threads have %d MB: %v", n, of)
			}
			if c, other, free := of[wire.MemoryC]>>20, of[wire.MemoryAnonymous]>>20, of[wire.MemoryFree]>>20; c > 4 || other > 1 || free < 3*2 {
				t.Errorf("C has %d MB, what could not be told apart %d, and free are %d: %v", c, other, free, of)
			}
			if of[wire.MemoryStack] < 4*8<<10 {
				t.Errorf("the stacks of four threads have %d bytes", of[wire.MemoryStack])
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

// Heaps, arenas and lists that lead anywhere are read to an end.
func TestMemoryOfAnything(t *testing.T) {
	const at, size = 2 * threadHeap, 1 << 14
	random := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		words := []uint64{0, 0x20, 0x21, 0x25, 0x35, 0x1002, 0x2000, size, at, at + 32, at + 48, at + 64, at + 96, at + 0x898, ^uint64(0), random.Uint64()}
		data := make([]byte, size)
		for i := 0; i < size; i += 8 {
			word := words[random.IntN(len(words))]
			if random.IntN(2) == 0 { // of a list that is empty, or leads on
				word = at + uint64(i) - uint64(8*random.IntN(4))
			}
			binary.LittleEndian.PutUint64(data[i:], word)
		}
		binary.LittleEndian.PutUint64(data, at+32)
		binary.LittleEndian.PutUint64(data[16:], size)
		m := &Image{}
		m.add(segment{start: at, end: at + size, data: data})
		m.sort()
		for _, path := range []string{"", "[heap]", "/lib/libc.so.6"} {
			w := newMemory(m, []mapping{{start: at, end: at + size, path: path, private: true, write: true}, {start: at, end: at + size, path: "[heap]", private: true, write: true}})
			w.threadHeaps(at, at+size)
			for top := uint64(at); top < at+size; top += 8 {
				w.freeFast(top)
			}
		}
	}
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
