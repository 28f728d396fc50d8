package export_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestFreshDumps lets the perl of the machine write dumps and holds them
// against its Devel::MAT. With PERLHEAP_REQUIRE_TOOLS=1 it fails where these
// are not installed.
func TestFreshDumps(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	if out, err := exec.Command("perl", "-MDevel::MAT", "-MDevel::MAT::Dumper", "-MJSON::PP", "-e1").CombinedOutput(); err != nil {
		if os.Getenv("PERLHEAP_REQUIRE_TOOLS") == "1" {
			t.Fatalf("Devel::MAT is needed (Debian: libdevel-mat-perl and libdevel-mat-dumper-perl): %v\n%s", err, out)
		}
		t.Skip("Devel::MAT is not installed (Debian: libdevel-mat-perl and libdevel-mat-dumper-perl)")
	}
	src, err := filepath.Abs(filepath.Join(testdata, "dumps", "src"))
	if err != nil {
		t.Fatal(err)
	}
	oracle, err := filepath.Abs(filepath.Join(testdata, "oracle", "devel-mat.pl"))
	if err != nil {
		t.Fatal(err)
	}
	for name, env := range map[string]string{"small": "LEAKY_=", "full": "LEAKY_FULL=1"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dump := filepath.Join(t.TempDir(), name+".pmat")
			program := exec.Command("perl", "-Ilib", "leak.pl", dump)
			program.Dir = src
			program.Env = append(os.Environ(), env)
			if out, err := program.CombinedOutput(); err != nil {
				t.Fatalf("cannot write a dump: %v\n%s", err, out)
			}
			var want, warnings bytes.Buffer
			ask := exec.Command("perl", oracle, dump)
			ask.Env = append(os.Environ(), "PERL_HASH_SEED=0", "PERL_PERTURB_KEYS=0")
			ask.Stdout, ask.Stderr = &want, &warnings
			if err := ask.Run(); err != nil {
				t.Fatalf("Devel::MAT cannot read the dump: %v\n%s", err, warnings.Bytes())
			}
			compare(t, dump, records(t, &want))
		})
	}
}
