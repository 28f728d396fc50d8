package session

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/source"
)

// A dump may name anything: what is in no folder of the person is not read, and
// the person is told why.
func TestDumpNamesWhatIsNotRead(t *testing.T) {
	dir, mapped, other := t.TempDir(), t.TempDir(), t.TempDir()
	write(t, filepath.Join(dir, "lib", "A.pm"), []byte("1;\n"), 0)
	write(t, filepath.Join(mapped, "B.pm"), []byte("1;\n"), 0)
	write(t, filepath.Join(other, "C.pm"), []byte("1;\n"), 0)
	where := Workspace{Folders: []string{dir}, Sources: SourceSettings{PathMappings: map[string]string{"/srv/x": mapped}}}
	reader := where.reader(t.Context())
	r := source.NewResolver(source.Config{Folders: where.Folders, Mappings: where.mappings(), PWD: other, Files: reader})
	for name, want := range map[string]source.How{
		filepath.Join(dir, "lib", "A.pm"): source.Exact, "/srv/x/B.pm": source.Mapped,
		filepath.Join(other, "C.pm"): source.Refused, "C.pm": source.Refused, filepath.Join(other, "D.pm"): source.NotFound,
		"/proc/kmsg": source.Refused, "/dev/zero": source.Refused, `\\host\share\C.pm`: source.NotFound,
	} {
		got := r.Resolve(name)
		if got.How != want || (got.Reason != nil) != (want == source.Refused) || want == source.Refused && got.Path != "" {
			t.Errorf("%s: %v %q, %v, want %v", name, got.How, got.Path, got.Reason, want)
		}
	}
	if reason := r.Resolve(filepath.Join(other, "C.pm")).Reason; !strings.Contains(reason.Error(), "outside of the workspace folders") {
		t.Error(reason)
	}
	if _, err := reader.Read(filepath.Join(other, "C.pm")); err == nil {
		t.Error("it is read all the same")
	}
}
