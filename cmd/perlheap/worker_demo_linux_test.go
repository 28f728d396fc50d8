package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestWorkerDemo runs the commands of the picture in the README: a Mojolicious
// worker without any module is captured, its leak found, cured, and the cure
// verified.
func TestWorkerDemo(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	t.Parallel()
	if err := exec.Command("perl", "-MMojolicious", "-e1").Run(); err != nil {
		if os.Getenv("PERLHEAP_REQUIRE_TOOLS") == "1" {
			t.Fatal(err)
		}
		t.Skip("this perl has no Mojolicious")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	folder := filepath.Dir(program(t))
	cmd := exec.CommandContext(ctx, "bash", "../../testdata/demo/demo.sh", t.TempDir())
	cmd.Env = append(os.Environ(), "PATH="+folder+":"+os.Getenv("PATH"))
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	said := string(out)
	for _, want := range []string{"news.pl daemon", "before-3.pmat: process ", "as many as perl counts", "1. news.pl line 11  [high, closures]", "900 alive", "$hub->unsubscribe", "gone: +600", "1 gone"} {
		if !strings.Contains(said, want) {
			t.Errorf("it does not say %q:\n%s", want, said)
		}
	}
}
