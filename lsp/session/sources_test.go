package session

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/files"
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
	r := files.NewResolver(files.Config{Folders: where.Folders, Mappings: where.mappings(), PWD: other, Files: reader})
	for name, want := range map[string]files.How{
		filepath.Join(dir, "lib", "A.pm"): files.Exact, "/srv/x/B.pm": files.Mapped,
		filepath.Join(other, "C.pm"): files.Refused, "C.pm": files.Refused, filepath.Join(other, "D.pm"): files.NotFound,
		"/proc/kmsg": files.Refused, "/dev/zero": files.Refused, `\\host\share\C.pm`: files.NotFound,
	} {
		got := r.Resolve(name)
		if got.How != want || (got.Reason != nil) != (want == files.Refused) || want == files.Refused && got.Path != "" {
			t.Errorf("%s: %v %q, %v, want %v", name, got.How, got.Path, got.Reason, want)
		}
	}
	if reason := r.Resolve(filepath.Join(other, "C.pm")).Reason; !strings.Contains(reason.Error(), "outside the workspace folders") {
		t.Error(reason)
	}
	if _, err := reader.Read(filepath.Join(other, "C.pm")); err == nil {
		t.Error("it is read all the same")
	}
	where.Sources.Own = []string{"vendor", other}
	if own := where.own(); len(own) != 2 || own[0] != filepath.Join(dir, "vendor") || own[1] != other {
		t.Errorf("its own are %q", own)
	}
	if _, err := where.reader(t.Context()).Read(filepath.Join(other, "C.pm")); err != nil {
		t.Errorf("what was named as its own is not read: %v", err)
	}
	if without := (Workspace{Folders: where.Folders}); where.equal(without) || !where.equal(where.clone()) {
		t.Error("another folder of its own is no other workspace")
	}
}
