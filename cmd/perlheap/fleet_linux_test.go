package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/parquet"
)

// shop leaks from release 1.4 on.
const shop = `use strict; $| = 1; my ($release) = @ARGV; my (@open, @kept);
sub order { my $n = shift; return sub { $n } }
for (my $n = 1; ; $n++) {
    push @open, order($n);
    shift @open if @open > 50;
    push @kept, sub { $n } if $release >= 1.4;
    print "go\n" if $n == 200;
    select undef, undef, undef, .001 if $n > 200;
}
`

// TestFleetOverReleases goes the way of the page: three processes of two releases
// are watched, their series exported, and one question asked.
func TestFleetOverReleases(t *testing.T) {
	if testing.Short() {
		t.Skip("it starts a database")
	}
	requireTool(t, "perl", "perl", "-e1")
	const duckdb = "../../heap/parquet/testdata/duckdb"
	if _, err := os.Stat(filepath.Join(duckdb, "node_modules")); err != nil {
		if os.Getenv("PERLHEAP_REQUIRE_TOOLS") == "1" {
			t.Fatal(err)
		}
		t.Skip("DuckDB is not installed: run npm ci --ignore-scripts in heap/parquet/testdata/duckdb")
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "shop.pl"), []byte(shop), 0o600); err != nil {
		t.Fatal(err)
	}
	for i, release := range []string{"1.3", "1.4", "1.4"} {
		host := fmt.Sprintf("web%d", i+1)
		cmd := exec.Command("perl", "shop.pl", release)
		cmd.Dir = dir
		out, err := cmd.StdoutPipe()
		if err == nil {
			err = cmd.Start()
		}
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
		if _, err := out.Read(make([]byte, 3)); err != nil {
			t.Fatal(err)
		}
		watched := filepath.Join(dir, host)
		if _, errs, status := perlheap(t.Context(), "watch", strconv.Itoa(cmd.Process.Pid), "--every", "30ms", "--count", "3", "--keep", "1", "--out", watched); status != 0 {
			t.Fatalf("watch: status %d: %s", status, errs)
		}
		args := append([]string{"export", "--format", "parquet", "--out", filepath.Join(dir, "lake"), "--label", "host=" + host, "--label", "release=" + release}, matching(t, watched, "*.series.jsonl")...)
		for range 2 { // again replaces
			if _, errs, status := perlheap(t.Context(), args...); status != 0 {
				t.Fatalf("export: status %d: %s", status, errs)
			}
		}
	}
	query := regexp.MustCompile("(?s)```sql\n-- Which line grew, on how many hosts, since which release\\?\n(.*?)```").FindStringSubmatch(parquet.README)
	if query == nil {
		t.Fatal("the README does not ask it")
	}
	program, err := filepath.Abs(filepath.Join(duckdb, "query.mjs"))
	if err != nil {
		t.Fatal(err)
	}
	asked, err := json.Marshal([]string{query[1],
		"SELECT count(DISTINCT process), count(DISTINCT dump), count(DISTINCT host), count(*) FROM 'lake/populations/*.parquet' WHERE parent IS NULL",
		"SELECT count(*) FROM 'lake/populations/*.parquet' c JOIN 'lake/populations/*.parquet' p ON p.dump = c.dump AND p.id = c.parent WHERE c.retained_bytes > p.retained_bytes"})
	if err != nil {
		t.Fatal(err)
	}
	var errs bytes.Buffer
	cmd := exec.CommandContext(t.Context(), "node", program)
	cmd.Dir, cmd.Stdin, cmd.Stderr = dir, bytes.NewReader(asked), &errs
	out, err := cmd.Output()
	var answers []struct{ Rows [][]string }
	if err == nil {
		err = json.Unmarshal(out, &answers)
	}
	if err != nil || len(answers) != 3 {
		t.Fatalf("DuckDB: %v\n%s%s", err, out, errs.Bytes())
	}
	if got := strings.Join(answers[0].Rows[0], " "); !strings.HasPrefix(got, "shop.pl 6 closure &main::__ANON__ 2 1.4 ") {
		t.Errorf("the first answer is %s, of %v", got, answers[0].Rows)
	}
	for i, want := range []string{"3 9 3 9", "0"} {
		if got := strings.Join(answers[1+i].Rows[0], " "); got != want {
			t.Errorf("answer %d is %s, want %s", 1+i, got, want)
		}
	}
	if left := matching(t, dir, "lake", "*", ".*"); len(left) > 0 {
		t.Errorf("files are left: %v", left)
	}
}
