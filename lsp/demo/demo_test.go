package demo

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"
)

// The lens stands above the line of the sub, not of its first statement, and
// what holds the closures is named up to the variable of the program.
func TestDemoShowsTheLeak(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	var out bytes.Buffer
	if err := Run(context.Background(), &out, false); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(out.String(), "\n")
	found := false
	for i, line := range lines {
		if strings.Contains(line, "3,000 closures alive") && i+1 < len(lines) && strings.Contains(lines[i+1], "18          error => sub {") {
			found = true
		}
	}
	if !found {
		t.Errorf("no lens above the sub:\n%s", &out)
	}
	for _, want := range []string{
		"perlheap(many-closures)",
		"Each captures $app, $redis_name",
		"{events}{error} of Hub ← {ws_redis_master} of the lexical %singleton of &Helpers::redis",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, &out)
		}
	}
	if strings.Contains(out.String(), "\x1b") {
		t.Error("colors although none were asked for")
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}
