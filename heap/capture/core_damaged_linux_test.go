package capture

import (
	"bytes"
	"encoding/binary"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"path/filepath"
	"runtime/metrics"
	"slices"
	"testing"
)

// damaged is how many damaged cores are read.
var damaged = flag.Int("damaged", 10000, "how many damaged cores are read")

// allocates bounds, in bytes, what the reading of one core of 8 MB may allocate.
const allocates = 128 << 20

// TestDamagedCores reads cores that were cut, of which bits were flipped, and of
// which headers say absurd things: there is an error or a dump, in bounded memory.
// Most are small, so that the damage hits what says where things are; one of ten
// has the heap of a real perl, and most of its damage.
func TestDamagedCores(t *testing.T) {
	cmd, _ := startScript(t, `$| = 1; our @kept = ({ n => 1 }) x 3; print "go\n"; sleep 1000`)
	real, exe := coreOfProcess(t, cmd.Process.Pid)
	opt := CoreOptions{Exe: exe}
	if s, err := readCore(t, real, opt); err != nil || s.SVs < 300 || s.SVs != s.Count {
		t.Fatalf("the whole core: %+v, %v", s, err)
	}
	small := smallCore()
	heap := writableParts(real)
	allocated := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(allocated)
	before := allocated[0].Value.Uint64()
	var read, most, last uint64 = 0, 0, before
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	for n := range *damaged {
		random := rand.New(rand.NewPCG(seed, uint64(n)))
		whole, o := small, CoreOptions{Exe: "/nowhere"}
		parts := [][]byte{whole[:min(len(whole), 64+56*2)]}
		if n%10 == 9 {
			whole, o, parts = real, opt, heap
		}
		undo := damageAt(random, whole, parts)
		cut := whole
		if random.IntN(6) == 0 {
			cut = whole[:random.IntN(len(whole))]
		}
		if _, err := readCore(t, cut, o); err == nil {
			read++
		}
		undo()
		metrics.Read(allocated)
		now := allocated[0].Value.Uint64()
		most, last = max(most, now-last), now
		if most > allocates {
			t.Errorf("it allocated %d bytes", most)
		}
		if t.Failed() {
			t.Fatalf("input %d of seed %d", n, seed)
		}
	}
	t.Logf("%d damaged cores, of which %d were read all the same; %d MB allocated for one at most, %d KB on average", *damaged, read, most>>20, (last-before)/uint64(max(1, *damaged))>>10)
}

// readCore reads a core in memory. What panics fails the test.
func readCore(t *testing.T, data []byte, opt CoreOptions) (s Summary, err error) {
	defer func() {
		if bug := recover(); bug != nil {
			t.Errorf("%v", bug)
		}
	}()
	c := &core{path: "core", data: data}
	defer func() {
		for _, f := range c.files {
			_ = f.Close()
		}
	}()
	err = c.each(t.Context(), opt, func(_ Interpreter, dump func(io.Writer) (Summary, error)) error {
		s, err = dump(io.Discard)
		return err
	})
	return s, err
}

// damageAt changes a few bytes or words of a core in place, most of them in one of
// its parts, of which the first are its headers, and gives what takes that back.
func damageAt(random *rand.Rand, whole []byte, parts [][]byte) (undo func()) {
	type change struct {
		of  []byte
		at  int
		was [8]byte
	}
	var changes []change
	le := binary.LittleEndian
	for range random.IntN(6) {
		b := parts[0]
		switch random.IntN(4) {
		case 0:
			b = whole
		case 1, 2:
			b = parts[random.IntN(len(parts))]
		}
		at := random.IntN(len(b)-8) &^ (random.IntN(2) * 7)
		c := change{of: b, at: at}
		copy(c.was[:], b[at:])
		changes = append(changes, c)
		switch random.IntN(5) {
		case 0:
			b[at] ^= 1 << random.IntN(8)
		case 1:
			b[at] = byte(random.Uint32())
		case 2:
			le.PutUint64(b[at:], random.Uint64()>>random.IntN(64))
		case 3:
			absurd := []uint64{0, 1, 1 << 31, 1<<32 - 1, 1 << 47, 1<<63 - 1, 1 << 63, ^uint64(0), uint64(len(b)), uint64(len(b)) - 1}
			le.PutUint64(b[at:], absurd[random.IntN(len(absurd))])
		case 4: // what is right elsewhere
			copy(b[at:at+8], bytes.Clone(b[random.IntN(len(b)-8):][:8]))
		}
	}
	return func() {
		for i := len(changes) - 1; i >= 0; i-- {
			copy(changes[i].of[changes[i].at:], changes[i].was[:])
		}
	}
}

// writableParts are the headers of a core and the pages that its process could
// write: the interpreter and its heap.
func writableParts(core []byte) [][]byte {
	le := binary.LittleEndian
	headers := 64 + 56*int(le.Uint16(core[56:]))
	parts := [][]byte{core[:headers]}
	for at := 64; at < headers; at += 56 {
		if flags := le.Uint32(core[at+4:]); flags&2 != 0 {
			parts = slices.AppendSeq(parts, slices.Chunk(core[le.Uint64(core[at+8:]):][:le.Uint64(core[at+32:])], 4096))
		}
	}
	return parts
}

// coreOfProcess makes a core of a process, with a note of the files that were
// mapped, and gives the program beside it.
func coreOfProcess(t *testing.T, pid int) (core []byte, exe string) {
	t.Helper()
	c, err := copyProcess(t.Context(), pid, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer c.close()
	exe, err = filepath.EvalSymlinks(fmt.Sprintf("/proc/%d/exe", pid))
	if err != nil {
		t.Fatal(err)
	}
	maps, err := readMaps(pid)
	if err != nil {
		t.Fatal(err)
	}
	le := binary.LittleEndian
	var ranges, names []byte
	files := uint64(0)
	for _, m := range maps {
		if m.path == exe {
			ranges = le.AppendUint64(le.AppendUint64(le.AppendUint64(ranges, m.start), m.end), m.offset)
			names = append(append(names, m.path...), 0)
			files++
		}
	}
	desc := append(append(le.AppendUint64(le.AppendUint64(nil, files), 1), ranges...), names...)
	note := le.AppendUint32(le.AppendUint32(le.AppendUint32(nil, 5), uint32(len(desc))), 0x46494c45)
	note = append(append(append(note, "CORE\x00\x00\x00\x00"...), desc...), make([]byte, -len(desc)&3)...)
	b := append([]byte("\x7fELF\x02\x01\x01"), make([]byte, 9)...)
	b = le.AppendUint16(le.AppendUint16(b, 4), 62)
	b = le.AppendUint32(b, 1)
	b = le.AppendUint64(le.AppendUint64(le.AppendUint64(b, 0), 64), 0)
	b = le.AppendUint32(b, 0)
	for _, v := range []uint16{64, 56, uint16(1 + len(c.image.segments)), 64, 0, 0} {
		b = le.AppendUint16(b, v)
	}
	at := uint64(64 + 56*(1+len(c.image.segments)))
	header := func(kind, flags uint32, addr, size uint64) {
		b = le.AppendUint32(le.AppendUint32(b, kind), flags)
		for _, v := range []uint64{at, addr, addr, size, size, 1} {
			b = le.AppendUint64(b, v)
		}
		at += size
	}
	const readable, writable = 4, 2
	header(4, readable, 0, uint64(len(note)))
	for _, s := range c.image.segments {
		flags := uint32(readable)
		if s.writable {
			flags |= writable
		}
		header(1, flags, s.start, uint64(len(s.data)))
	}
	b = append(b, note...)
	for _, s := range c.image.segments {
		b = append(b, s.data...)
	}
	if len(b) > 16<<20 {
		t.Fatalf("the core has %d bytes", len(b))
	}
	return b, exe
}

// smallCore is the least that is a core: one segment, and the notes that are read.
func smallCore() []byte {
	le := binary.LittleEndian
	desc := le.AppendUint64(le.AppendUint64(nil, 1), 4096)
	for _, v := range []uint64{0x400000, 0x402000, 0} {
		desc = le.AppendUint64(desc, v)
	}
	desc = append(desc, "/bin/perl\x00"...)
	const prpsinfo, auxv, file = 3, 6, 0x46494c45
	var note []byte
	for _, n := range []struct {
		kind uint32
		desc []byte
	}{{file, desc}, {prpsinfo, make([]byte, 136)}, {auxv, le.AppendUint64(le.AppendUint64(nil, 9), 0x400010)}} {
		note = le.AppendUint32(le.AppendUint32(le.AppendUint32(note, 5), uint32(len(n.desc))), n.kind)
		note = append(append(append(note, "CORE\x00\x00\x00\x00"...), n.desc...), make([]byte, -len(n.desc)&3)...)
	}
	b := append([]byte("\x7fELF\x02\x01\x01"), make([]byte, 9)...)
	b = le.AppendUint16(le.AppendUint16(b, 4), 62) // a core, of amd64
	b = le.AppendUint32(b, 1)
	b = le.AppendUint64(le.AppendUint64(le.AppendUint64(b, 0), 64), 0)
	b = le.AppendUint32(b, 0)
	for _, v := range []uint16{64, 56, 2, 64, 0, 0} {
		b = le.AppendUint16(b, v)
	}
	for _, p := range []struct{ kind, at, addr, size uint64 }{{4, 176, 0, uint64(len(note))}, {1, 176, 0x400000, uint64(len(note))}} {
		b = le.AppendUint32(le.AppendUint32(b, uint32(p.kind)), 6)
		for _, v := range []uint64{p.at, p.addr, p.addr, p.size, p.size, 1} {
			b = le.AppendUint64(b, v)
		}
	}
	return append(b, note...)
}

// FuzzCore reads what may be a core: there is an error or a dump.
func FuzzCore(f *testing.F) {
	f.Add(smallCore())
	f.Add([]byte("\x7fELF"))
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, b []byte) {
		_, _ = readCore(t, b, CoreOptions{Exe: "/nowhere", Sysroot: dir})
	})
}
