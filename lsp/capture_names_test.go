package lsp

import (
	"os"
	"path/filepath"
	"testing"
)

// A name is given to one of two servers, the numbers go on, and what is no number
// of ours counts for nothing.
func TestClaimCapture(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"worker-7-2.pmat.gz", "worker-7-9223372036854775807.pmat", "worker-7-99999999999999999999.pmat", "worker-7-i1-8.pmat", "worker-77-9.pmat"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range []string{"worker-7-3.pmat", "worker-7-4.pmat"} {
		path, before, release, err := claimCapture(dir, "worker-7-", ".pmat")
		if err != nil {
			t.Fatal(err)
		}
		defer release()
		if filepath.Base(path) != want || filepath.Base(before) != "worker-7-2.pmat.gz" {
			t.Errorf("%s after %s, want %s", path, before, want)
		}
	}
	if _, _, release, err := claimCapture(dir, "other-7-", ".pmat"); err != nil {
		t.Error(err)
	} else {
		release()
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*"+claimExtension)); len(left) != 2 {
		t.Errorf("claimed are %v", left)
	}
}
