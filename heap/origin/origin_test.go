package origin

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/pmat/pmatbuild"
)

// What stands beside a dump under the name of its description may be anything:
// it is read to a limit, and refused with its name.
func TestNoDescription(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.pmat")
	b := pmatbuild.New(pmatbuild.Default, pmat.Root{Name: "defstash", Addr: 0x1000})
	b.Stash(pmatbuild.SV{Addr: 0x1000, Refcnt: 1, Size: 100}, "main")
	b.End()
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	h, err := heap.Open(t.Context(), path, heap.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.Close() })
	beside := PathOf(path)
	if o, err := Of(h); o != nil || err != nil {
		t.Errorf("none: %v, %v", o, err)
	}
	for text, want := range map[string]string{
		"": "it is not a description of a dump", "[1]": "it is not a description of a dump",
		`{"format":99}`: "its format is 99", `{"format":1}`: "",
		`{"format":1,"memory":{"rssBytes":9223372036854775807,"swappedBytes":9223372036854775807}}`: "9223372036854775807 bytes, which no process can have",
		`{"format":1,"memory":{"parts":[{"name":"c","bytes":-5}]}}`:                                 "-5 bytes",
		`{"format":1,"memory":{"parts":[` + strings.Repeat("{},", 300) + `{}]}}`:                    "301 parts",
		strings.Repeat(" ", maxBytes+1):                                                             "it has more than 16777216 bytes",
	} {
		if err := os.WriteFile(beside, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		o, err := Of(h)
		if o != nil || (err == nil) != (want == "") || err != nil && (!strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), beside)) {
			t.Errorf("%.20q: %v, %v, want %q", text, o, err, want)
		}
	}
	if err := os.Remove(beside); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(beside, 0o700); err != nil {
		t.Fatal(err)
	}
	if o, err := Of(h); o != nil || err != nil {
		t.Errorf("a folder: %v, %v", o, err)
	}
}
