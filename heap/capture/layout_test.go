package capture

import (
	"io/fs"
	"testing"
)

// TestLayouts reads every table, and what reading a heap needs of it.
func TestLayouts(t *testing.T) {
	names, err := fs.Glob(layouts, "layouts/*.txt")
	if err != nil || len(names) < 30 {
		t.Fatal(err, names)
	}
	for _, name := range names {
		p := parseName(name)
		if p.version[0] != 5 || p.version[1] < 10 {
			t.Errorf("%s: version %v", name, p.version)
		}
		if p.version[1] < oldestMinor {
			continue
		}
		l, err := chooseLayout(p.version, p.threaded, p.arch)
		if err != nil {
			t.Error(err)
			continue
		}
		o, err := l.offsets()
		if err != nil {
			t.Error(err)
			continue
		}
		if o.svSize != 24 || o.svAny != 0 || o.svFlags != 12 {
			t.Errorf("%s: an SV of %d bytes", name, o.svSize)
		}
	}
}
