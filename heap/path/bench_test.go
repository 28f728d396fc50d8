package path_test

import (
	"runtime"
	"strconv"
	"testing"

	"github.com/perlheap/perlheap/heap/path"
)

// BenchmarkThen goes on from a path by a step that others took before, and by
// one that is new.
func BenchmarkThen(b *testing.B) {
	p := path.New(object, key("events"), anyElem)
	b.Run("known", func(b *testing.B) {
		kept := p.Then(field)
		b.ReportAllocs()
		for b.Loop() {
			if p.Then(field) != kept {
				b.Fatal("not the same")
			}
		}
	})
	b.Run("new", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			p.Then(key(strconv.Itoa(i)))
		}
	})
	b.Run("kept", func(b *testing.B) {
		b.ReportAllocs()
		var kept []path.Path
		for i := 0; b.Loop(); i++ {
			kept = append(kept, p.Then(key(strconv.Itoa(i))))
		}
		runtime.KeepAlive(kept)
	})
}
