package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/parquet"
)

// shop leaks from release 1.4 on. It takes 100 orders for each line that it reads, and
// waits in between.
const shop = `use strict; $| = 1; my ($release) = @ARGV; my (@open, @kept);
sub order { my $n = shift; return sub { $n } }
my $n = 0;
while (<STDIN>) {
    for (1 .. 100) {
        $n++;
        push @open, order($n);
        shift @open if @open > 50;
        push @kept, sub { $n } if $release >= 1.4;
    }
    print "ok\n";
}
`

// shopOf starts the shop of a release. What is returned lets it take 100 orders.
func shopOf(t *testing.T, dir, release string) (pid string, takeOrders func()) {
	t.Helper()
	cmd := exec.Command("perl", "shop.pl", release)
	cmd.Dir = dir
	orders, err := cmd.StdinPipe()
	var taken io.Reader
	if err == nil {
		taken, err = cmd.StdoutPipe()
	}
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	return strconv.Itoa(cmd.Process.Pid), func() {
		_, err := io.WriteString(orders, "\n")
		if err == nil {
			_, err = io.ReadFull(taken, make([]byte, len("ok\n")))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

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
		pid, takeOrders := shopOf(t, dir, release)
		watched := filepath.Join(dir, host)
		for range 3 {
			takeOrders()
			if _, errs, status := perlheap(t.Context(), "watch", pid, "--count", "1", "--keep", "1", "--out", watched); status != 0 {
				t.Fatalf("watch: status %d: %s", status, errs)
			}
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
	if got := fmt.Sprint(answers[0].Rows); got != "[[shop.pl 9 closure &main::__ANON__ 2 1.4 400]]" {
		t.Errorf("the answer is %s", got)
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
