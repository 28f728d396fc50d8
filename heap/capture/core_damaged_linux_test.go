package capture

import (
	"bytes"
	"encoding/binary"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"path/filepath"
	"runtime"
	"testing"
)

// damaged is how many damaged cores are read.
var damaged = flag.Int("damaged", 20000, "how many damaged cores are read")

// TestDamagedCores reads cores that were cut, of which bits were flipped, and of
// which headers say absurd things: there is an error or a dump, in bounded memory.
// Most are small, so that the damage hits what says where things are; one of two
// hundred has the heap of a real perl.
func TestDamagedCores(t *testing.T) {
	cmd, _ := startScript(t, `$| = 1; our @kept = ({ n => 1 }) x 3; print "go\n"; sleep 1000`)
	real, exe := coreOfProcess(t, cmd.Process.Pid)
	opt := CoreOptions{Exe: exe}
	if s, err := readCore(t, real, opt); err != nil || s.SVs < 300 || s.SVs != s.Count {
		t.Fatalf("the whole core: %+v, %v", s, err)
	}
	small := smallCore()
	var before, now runtime.MemStats
	runtime.ReadMemStats(&before)
	var read, highest uint64
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	for n := range *damaged {
		random := rand.New(rand.NewPCG(seed, uint64(n)))
		whole, o := small, CoreOptions{Exe: "/nowhere"}
		if n%200 == 199 {
			whole, o = real, opt
		}
		undo := damageAt(random, whole)
		cut := whole
		if random.IntN(6) == 0 {
			cut = whole[:random.IntN(len(whole))]
		}
		if _, err := readCore(t, cut, o); err == nil {
			read++
		}
		undo()
		if t.Failed() {
			t.Fatalf("input %d of seed %d", n, seed)
		}
		if n%1000 == 0 {
			runtime.ReadMemStats(&now)
			highest = max(highest, now.HeapInuse)
		}
	}
	runtime.ReadMemStats(&now)
	if highest > before.HeapInuse+256<<20 {
		t.Errorf("%d bytes were in use", highest)
	}
	t.Logf("%d damaged cores, of which %d were read all the same; %d MB in use at most, %d KB for each", *damaged, read, highest>>20, (now.TotalAlloc-before.TotalAlloc)/uint64(max(1, *damaged))>>10)
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
	err = c.each(t.Context(), opt, func(_ int, dump func(io.Writer) (Summary, error)) error {
		s, err = dump(io.Discard)
		return err
	})
	return s, err
}

// damageAt changes a few bytes or words of a core in place, more often in its
// headers, and gives what takes that back.
func damageAt(random *rand.Rand, b []byte) (undo func()) {
	type change struct {
		at  int
		was [8]byte
	}
	var changes []change
	le := binary.LittleEndian
	headers := min(len(b), 64+56*int(le.Uint16(b[56:]))+512)
	for range random.IntN(6) {
		within := len(b)
		if random.IntN(3) > 0 {
			within = headers
		}
		at := random.IntN(within-8) &^ (random.IntN(2) * 7)
		c := change{at: at}
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
			copy(b[changes[i].at:], changes[i].was[:])
		}
	}
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
	header(4, 4, 0, uint64(len(note)))
	for _, s := range c.image.segments {
		header(1, 6, s.start, uint64(len(s.data)))
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
