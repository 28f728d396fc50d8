package site_test

import (
	"os"
	"runtime"
	"testing"

	"github.com/perlheap/perlheap/heap/site"
)

// Thousands of closures of one sub hang in one ARRAY. Placing each of them must not
// read that ARRAY again.
func TestManyClosuresOfASub(t *testing.T) {
	const file = "lib/Helpers.pm"
	h, table := collect(t, "../../testdata/article/article.pmat.gz")
	prog := site.NewProgram(h, site.Workspace{Files: fakeFiles{
		func(recorded string) (string, bool) { return file, recorded == "/srv/chat/"+file },
		func(string) ([]byte, error) { return os.ReadFile("../../testdata/article/" + file) },
	}})
	optree, _ := h.Code(find(t, table, "/srv/chat/"+file, 19).Example).Optree()
	closures := h.Codes().ClosuresOf(optree)
	if len(closures) != 3000 {
		t.Fatalf("%d closures", len(closures))
	}
	first := prog.PlaceCode(closures[0])
	if first.Line != 18 {
		t.Fatalf("line %d", first.Line)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for _, cv := range closures {
		if p := prog.PlaceCode(cv); p.Line != first.Line || p.State != first.State {
			t.Fatalf("%+v", p)
		}
	}
	runtime.ReadMemStats(&after)
	// The elements alone take 12 KB.
	if each := (after.TotalAlloc - before.TotalAlloc) / uint64(len(closures)); each > 6000 {
		t.Errorf("%d bytes allocated to place each", each)
	}
}
