package pmat

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

// Wherever an input is asked to go, it gives what stands there, and while the
// places lie near each other it reads few times.
func TestSeek(t *testing.T) {
	content := make([]byte, 3<<20)
	for i := range content {
		content[i] = byte(i * 7 >> 3)
	}
	source := &counted{Reader: bytes.NewReader(content)}
	in := newInput(source, int64(len(content)), recordBuffer, false)
	look := func(off int64) {
		t.Helper()
		in.seek(off)
		got := in.window(100)
		want := make([]byte, 100)
		copy(want, content[min(off, int64(len(content))):])
		if !bytes.Equal(got, want) || in.offset() != off {
			t.Fatalf("at %d stands something else", off)
		}
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		look(rng.Int64N(int64(len(content))))
	}
	look(int64(len(content)) - 1)
	for _, step := range []int64{300, -300} {
		source.reads = 0
		for off := int64(len(content)/2) - 3000*step/2; off > 0 && off < int64(len(content))-1000; off += step {
			look(off)
		}
		if source.reads > 40 {
			t.Errorf("%d reads for a way in steps of %d", source.reads, step)
		}
	}
	source.reads = 0
	const arena = 13 << 10 // backwards, each of them forwards
	for begin := int64(2 << 20); begin > 1<<20; begin -= arena {
		for off := begin; off < begin+arena; off += 100 {
			look(off)
		}
	}
	if source.reads > 40 {
		t.Errorf("%d reads for arenas in the opposite order", source.reads)
	}
}

type counted struct {
	*bytes.Reader
	reads int
}

func (c *counted) ReadAt(b []byte, off int64) (int, error) {
	c.reads++
	return c.Reader.ReadAt(b, off)
}
