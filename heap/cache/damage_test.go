package cache

import (
	"bytes"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"testing"
)

// An index that is damaged in any way is not used and not shown to anybody, or
// says all the same.
func TestDamage(t *testing.T) {
	ways := 10_000
	if testing.Short() {
		ways = 300
	}
	var logged []string
	c := cache(t, &logged)
	path, other := dump(t, "p536-amd64-d046-leak.1"), dump(t, "p536-amd64-d046-leak.2")
	h, _ := open(t, c, other)
	_ = c.Keep(t.Context(), h)
	foreign, err := os.ReadFile(only(t, c, heapPart))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Clear(); err != nil {
		t.Fatal(err)
	}
	h, _ = open(t, c, path)
	_ = c.Keep(t.Context(), h)
	file, want := only(t, c, heapPart), digest(t, h.Save)
	whole, err := os.ReadFile(file)
	if err != nil || len(logged) > 0 {
		t.Fatal(err, logged)
	}
	rng := rand.New(rand.NewPCG(3, 4))
	used := 0
	for n := range ways {
		what, b := damage(rng, whole, foreign)
		if err := os.WriteFile(file, b, 0o600); err != nil {
			t.Fatal(err)
		}
		got := c.Heap(t.Context(), h.File())
		switch _, err := os.Stat(file); {
		case got == nil && !errors.Is(err, fs.ErrNotExist):
			t.Fatalf("%d, %s: it was not used, and is still there", n, what)
		case got != nil && digest(t, got.Save) != want:
			t.Fatalf("%d, %s: it says something else", n, what)
		case got != nil:
			used++ // between sections there is nothing
		}
	}
	if used > ways/2 || len(logged) < ways/2 {
		t.Errorf("%d of %d were used, %d refused", used, ways, len(logged))
	}
}

// damage gives an index as it must never be.
func damage(rng *rand.Rand, whole, foreign []byte) (what string, b []byte) {
	b = bytes.Clone(whole)
	// Most of a small file is between sections; what is not is where bytes are.
	place := func() int {
		for range 64 {
			if at := rng.IntN(len(b)); b[at] != 0 {
				return at
			}
		}
		return rng.IntN(len(b))
	}
	const page = 1 << 12
	switch rng.IntN(9) {
	case 0:
		b[place()] ^= 1 << rng.IntN(8)
		return "a bit", b
	case 1:
		for range 1 + rng.IntN(64) {
			b[place()] = byte(rng.Uint32())
		}
		return "some bytes", b
	case 2:
		return "cut", b[:rng.IntN(len(b))]
	case 3:
		return "longer", append(b, make([]byte, 1+rng.IntN(page))...)
	case 4:
		at := place() &^ (page - 1)
		clear(b[at:min(len(b), at+page)])
		return "an empty page", b
	case 5:
		x, y := place()&^(page-1), place()&^(page-1)
		for i := range page {
			if x+i < len(b) && y+i < len(b) && x != y {
				b[x+i], b[y+i] = b[y+i], b[x+i]
			}
		}
		return "two pages, each for the other", b
	case 6:
		b[rng.IntN(2048)] ^= 1 << rng.IntN(8)
		return "a bit of the header", b
	case 7:
		from := rng.IntN(len(foreign))
		n := copy(b[min(len(b), from):], foreign[from:])
		return "the rest of another dump's", b[:min(len(b), from+n)]
	}
	return "another dump's", bytes.Clone(foreign)
}
