package diagnose_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/diagnose"
)

// TestTemporary: what an operator keeps in the pad of a sub after the call is
// told as that, at the sub; and one dump shows no growth.
func TestTemporary(t *testing.T) {
	if err := exec.Command("perl", "-MDevel::MAT::Dumper", "-e1").Run(); err != nil {
		t.Skip("needs perl with Devel::MAT::Dumper")
	}
	dir := t.TempDir()
	script := filepath.Join(dir, "prog.pl")
	text := "use strict; use warnings; use Devel::MAT::Dumper;\nsub render {\n    my ($rows) = @_;\n    return length(\"<li>row</li>\\n\" x $rows . 'end');\n}\n" +
		"render(300_000); our $page = 'entry ' x (100_000 + @ARGV);\nDevel::MAT::Dumper::dump($ARGV[0]);\n"
	if err := os.WriteFile(script, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	p := &program{name: "temporary", dir: dir, dumps: dir}
	if out, err := exec.Command("perl", script, filepath.Join(dir, "late.pmat")).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	found := p.find(t, "late")
	i := 0
	for i < len(found) && !strings.Contains(found[i].Why.String(), "a temporary of &main::render keeps a string of 3.7 MiB") {
		i++
	}
	if i == len(found) || found[i].Place.Line != 2 || found[i].Kind != diagnose.Text {
		t.Errorf("no temporary at line 2 among %+v", found)
	}
	for _, s := range found {
		if strings.Contains(s.Why.String(), "grows") || s.Place.Line == 0 {
			t.Errorf("one dump, and %q at line %d", s.Why, s.Place.Line)
		}
	}
}
