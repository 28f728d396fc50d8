package section

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unsafe"
)

var identity = Identity{1, 2, 3, 31: 4}

// write writes a file and opens it.
func write(t testing.TB, w *Writer) *os.File {
	t.Helper()
	file, err := os.Create(filepath.Join(t.TempDir(), "columns"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = file.Close() })
	if err := w.Write(context.Background(), file, identity); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestColumns(t *testing.T) {
	type triple struct {
		A, B uint32
		C    int32
	}
	words := make([]uint64, 3*block/8+5)
	for i := range words {
		words[i] = rand.Uint64()
	}
	triples := []triple{{1, 2, -3}, {4, 5, -6}}
	w := &Writer{}
	Add(w, "triples", triples)
	Add(w, "words", words)
	Add(w, "nothing", []uint8{})
	Add(w, "exactly", make([]uint8, alignment))
	file := write(t, w)
	if info, err := file.Stat(); err != nil || info.Size() != w.Size() {
		t.Fatalf("%v, %v, want %d", info.Size(), err, w.Size())
	}
	r, err := Open(t.Context(), file, identity)
	if err != nil {
		t.Fatal(err)
	}
	c := Columns{Reader: r}
	if got := Take[triple](&c, "triples", 2); !slices.Equal(got, triples) {
		t.Errorf("%v", got)
	}
	if got := Take[uint64](&c, "words", AnyLength); !slices.Equal(got, words) {
		t.Error("the words are not those that were written")
	}
	if got := Take[uint8](&c, "nothing", 0); len(got) != 0 || c.Err != nil {
		t.Errorf("%v, %v", got, c.Err)
	}
	if got := Take[triple](&c, "triples", 3); got != nil || !errors.Is(c.Err, ErrUnusable) {
		t.Errorf("three of two: %v, %v", got, c.Err)
	}
	if got := Take[uint64](&c, "words", AnyLength); got != nil {
		t.Error("there is a column after an error")
	}
	if _, err := Column[uint64](r, "triples"); err != nil { // 24 bytes
		t.Error(err)
	}
	if _, err := Column[[5]uint8](r, "triples"); !errors.Is(err, ErrUnusable) {
		t.Errorf("a column of something else: %v", err)
	}
	if _, err := Column[uint8](r, "none"); !errors.Is(err, ErrUnusable) {
		t.Errorf("a column that is not there: %v", err)
	}
	if _, err := Open(t.Context(), file, Identity{}); !errors.Is(err, ErrUnusable) {
		t.Errorf("a file of something else: %v", err)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if _, err := Open(ended, file, identity); !errors.Is(err, context.Canceled) {
		t.Errorf("when it is to end: %v", err)
	}
	if err := w.Write(ended, file, identity); !errors.Is(err, context.Canceled) {
		t.Errorf("when it is to end: %v", err)
	}
}

// Who reads a column while it becomes a map of a file sees what it was.
func TestBecome(t *testing.T) {
	m := NewMemory()
	big, small := Make[uint32](m, 1<<20), Make[uint16](m, 7)
	for i := range big {
		big[i] = uint32(i * 7)
	}
	small[6] = 5
	w := &Writer{}
	Add(w, "small", small)
	Add(w, "big", big)
	file := write(t, w)
	stop, stopped := make(chan struct{}), make(chan int)
	go func() {
		wrong := 0
		for {
			for i, v := range big {
				if v != uint32(i*7) {
					wrong++
				}
			}
			select {
			case <-stop:
				stopped <- wrong
				return
			default:
			}
		}
	}()
	for range 20 {
		m.Rest() // what is no map yet must stay
		if err := m.Become(file, w); err != nil {
			t.Fatal(err)
		}
		m.Rest()
	}
	close(stop)
	if wrong := <-stopped; wrong > 0 || small[6] != 5 {
		t.Errorf("%d values were others meanwhile, and one is %d", wrong, small[6])
	}
	if runtime.GOOS == "linux" {
		maps, err := os.ReadFile("/proc/self/maps")
		if err != nil || !bytes.Contains(maps, []byte(file.Name())) {
			t.Errorf("the file is not mapped, %v", err)
		}
	}
	m.Free()
}

func TestMemoryIsOptional(t *testing.T) {
	if got := Make[uint64](nil, outside); len(got) != outside || got[outside-1] != 0 {
		t.Error("no memory gives no column")
	}
	var m *Memory
	if err := m.Become(nil, nil); err != nil {
		t.Error(err)
	}
	m.Rest()
	(*Reader)(nil).Rest()
}

// What of a file is in memory is let go, and comes back.
func TestRest(t *testing.T) {
	words := make([]uint64, 1<<20)
	for i := range words {
		words[i] = uint64(i)
	}
	w := &Writer{}
	Add(w, "words", words)
	r, err := Open(t.Context(), write(t, w), identity)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Column[uint64](r, "words")
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if !slices.Equal(got, words) {
			t.Error("the words are not those that were written")
		}
		if runtime.GOOS != "linux" {
			r.Rest()
			continue
		}
		if before := mappedOf(t, r); before < int64(len(words))*8*9/10 {
			t.Errorf("%d bytes of the file are mapped when all of it was read", before)
		}
		r.Rest()
		if after := mappedOf(t, r); after > 0 {
			t.Errorf("%d bytes of the file are mapped still", after)
		}
	}
}

// mappedOf gives how many bytes of a reader's file are mapped to memory: not those
// that the kernel has in its cache, which mincore would tell.
func mappedOf(t *testing.T, r *Reader) int64 {
	t.Helper()
	maps, err := os.ReadFile("/proc/self/smaps")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut("\n"+string(maps), fmt.Sprintf("\n%08x-", uintptr(unsafe.Pointer(unsafe.SliceData(r.m.bytes)))))
	if !ok {
		t.Fatal("the file is not mapped")
	}
	_, rest, _ = strings.Cut(rest, "\nRss:")
	var kib int64
	if _, err := fmt.Sscan(rest, &kib); err != nil {
		t.Fatal(err)
	}
	return kib << 10
}

// A slab gives pieces that do not share memory, and are empty.
func TestSlab(t *testing.T) {
	for _, s := range []*Slab{nil, NewSlab()} {
		pieces := make([][]uint32, 0, 100)
		for i := range cap(pieces) {
			p := Piece[uint32](s, 50_000+i)
			if len(p) != 0 || cap(p) < 50_000+i {
				t.Fatalf("a piece has %d of %d values", len(p), cap(p))
			}
			for range 50_000 + i {
				p = append(p, uint32(i))
			}
			pieces = append(pieces, p)
		}
		for i, p := range pieces {
			if slices.Min(p) != uint32(i) || slices.Max(p) != uint32(i) {
				t.Fatalf("another wrote to piece %d", i)
			}
		}
		if big := Piece[uint64](s, slabBlock); cap(big) != slabBlock {
			t.Error("there is no piece that is larger than a block")
		}
		s.Free()
	}
}

// FuzzOpen takes anything for a file.
func FuzzOpen(f *testing.F) {
	w := &Writer{}
	Add(w, "a", []uint32{1, 2, 3})
	Add(w, "b", []uint8{4})
	whole, err := os.ReadFile(write(f, w).Name())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole[:headerSize+2*entrySize+8], int64(len(whole)))
	f.Add(whole[:headerSize], int64(0))
	f.Fuzz(func(t *testing.T, front []byte, size int64) {
		path := filepath.Join(t.TempDir(), "columns")
		if err := os.WriteFile(path, front, 0o600); err != nil {
			t.Fatal(err)
		}
		if size > int64(len(front)) && size < 1<<20 {
			if err := os.Truncate(path, size); err != nil {
				t.Fatal(err)
			}
		}
		file, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close() //nolint:errcheck // it was only read
		r, err := Open(t.Context(), file, identity)
		if err != nil {
			return
		}
		for _, e := range r.entries {
			if c, err := Column[uint8](r, e.name); err == nil && len(c) > 0 {
				_ = c[len(c)-1]
			}
		}
	})
}
