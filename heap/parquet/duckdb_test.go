package parquet_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/parquet"
	"github.com/perlheap/perlheap/heap/text"
)

// answer is what DuckDB answers to a statement.
type answer struct {
	Columns, Types []string
	Rows           [][]string
}

// ask runs statements in DuckDB, with file names relative to a folder.
func ask(t *testing.T, dir string, statements ...string) []answer {
	t.Helper()
	const folder = "testdata/duckdb"
	if _, err := os.Stat(filepath.Join(folder, "node_modules")); err != nil {
		const how = "DuckDB is not installed: run npm ci --ignore-scripts in heap/parquet/" + folder
		if os.Getenv("PERLHEAP_REQUIRE_TOOLS") == "1" {
			t.Fatal(how)
		}
		t.Skip(how)
	}
	program, err := filepath.Abs(filepath.Join(folder, "query.mjs"))
	if err != nil {
		t.Fatal(err)
	}
	input, err := json.Marshal(statements)
	if err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	cmd := exec.CommandContext(t.Context(), "node", program)
	cmd.Dir, cmd.Stdin, cmd.Stdout, cmd.Stderr = dir, bytes.NewReader(input), &out, &errs
	if err := cmd.Run(); err != nil {
		t.Fatalf("DuckDB: %v\n%s", err, errs.Bytes())
	}
	var answers []answer
	if err := json.Unmarshal(out.Bytes(), &answers); err != nil || len(answers) != len(statements) {
		t.Fatalf("DuckDB answers %v\n%s", err, out.Bytes())
	}
	return answers
}

// queries are the statements of the README, by the text of its first line.
func queries() map[string]string {
	found := map[string]string{}
	for _, m := range regexp.MustCompile("(?s)```sql\n-- ([^\n]*)\n(.*?)```").FindAllStringSubmatch(parquet.README, -1) {
		found[m[1]] = m[2]
	}
	return found
}

// fleet exports dumps of three hosts: two on which a program leaks, one of
// which there is only the first dump.
func fleet(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for host, dumps := range map[string]string{"web1": "123", "web2": "13", "web3": "1"} {
		for _, n := range dumps {
			written := time.Date(2026, 11, 22, 10, int(n-'0'), 0, 0, time.UTC)
			path := unpacked(t, filepath.Join(dir, "dumps", host), fmt.Sprintf("p536-amd64-d046-leak.%c", n), host)
			if err := os.Chtimes(path, written, written); err != nil {
				t.Fatal(err)
			}
			h, err := heap.Open(t.Context(), path, heap.Options{})
			if err != nil {
				t.Fatal(err)
			}
			err = parquet.Export(context.Background(), h, filepath.Join(dir, "lake"), parquet.Options{Labels: map[string]string{"host": host}, Keys: text.AllKeys})
			_ = h.Close() // it was only read
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	return dir
}

// unpacked copies a dump of testdata. The host is in its $ENV{PATH}, so that it is
// another dump on every host, as dumps of different processes are.
func unpacked(t *testing.T, dir, name, host string) string {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "testdata", "dumps", name+".pmat.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // it was only read
	zr, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(zr)
	if err != nil {
		t.Fatal(err)
	}
	const was = "/usr/bin:/bin"
	now := "/usr/" + host + "/bin"
	if len(now) != len(was) || !bytes.Contains(b, []byte(was)) {
		t.Fatalf("%s has no %s to become %s", name, was, now)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, name+".pmat")
	if err := os.WriteFile(path, bytes.Replace(b, []byte(was), []byte(now), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestQueriesOfREADME asks DuckDB what the README says can be asked.
func TestQueriesOfREADME(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	asked := queries()
	var questions, statements, wants []string
	for question, want := range map[string]string{
		// The closures of line 122 went from 60 to 180 on web1 and web2.
		"Which line grew, and on how many hosts?":        "lib/Leaky/App.pm 122 closure &Leaky::App::__ANON__ 2 2 240",
		"Which fields of which classes hold the memory?": "Leaky::Redis events 3 3 6 ",
		"Which populations grew, and on how many hosts?": "",
		"Which suspects do several hosts have?":          "lib/Leaky/App.pm 27 closure cycle 3 70 remove the closure from {cb} of Leaky::Session",
	} {
		if asked[question] == "" {
			t.Fatalf("the README does not ask %q", question)
		}
		questions, statements, wants = append(questions, question), append(statements, asked[question]), append(wants, want)
	}
	for i, a := range ask(t, fleet(t), statements...) {
		var got []string
		for _, row := range a.Rows {
			got = append(got, strings.Join(row, " "))
		}
		t.Logf("%s\n%s\n%s", questions[i], a.Columns, strings.Join(got, "\n"))
		if len(got) == 0 || !strings.HasPrefix(got[0], wants[i]) {
			t.Errorf("%s: first is not %s", questions[i], wants[i])
		}
	}
	if len(asked) != 5 { // TestFleetOverReleases of cmd/perlheap asks the fifth
		t.Errorf("the README has %d queries, 5 are tested", len(asked))
	}
}

// TestEncodings: Spark 3.3 reads these, and no others of what the library has.
func TestEncodings(t *testing.T) {
	got := ask(t, fleet(t), "SELECT DISTINCT unnest(string_split(encodings, ', ')) AS e FROM parquet_metadata('lake/*/*.parquet') ORDER BY e")
	if want := "[[DELTA_BINARY_PACKED] [PLAIN] [RLE] [RLE_DICTIONARY]]"; fmt.Sprint(got[0].Rows) != want {
		t.Errorf("the encodings are %v, want %s", got[0].Rows, want)
	}
}

// TestDuckDBReadsEverything compares the types and numbers of what DuckDB
// reads with what was written.
func TestDuckDBReadsEverything(t *testing.T) {
	dir := fleet(t)
	a := ask(t, dir,
		"SELECT * FROM 'lake/svs/*.parquet' LIMIT 0", "SELECT * FROM 'lake/references/*.parquet' LIMIT 0",
		"SELECT * FROM 'lake/lines/*.parquet' LIMIT 0", "SELECT * FROM 'lake/suspects/*.parquet' LIMIT 0",
		"SELECT * FROM 'lake/populations/*.parquet' LIMIT 0",
		"SELECT count(*), count(DISTINCT dump), count(DISTINCT host), count(DISTINCT process), min(time) = TIMESTAMPTZ '2026-11-22 10:01:00Z' FROM 'lake/svs/*.parquet'",
		"SELECT sum(size) FROM 'lake/svs/*.parquet' WHERE host = 'web3'",
		"SELECT (SELECT sum(bytes) FROM 'lake/populations/*.parquet') = (SELECT sum(size) FROM 'lake/svs/*.parquet')",
		// What is dominated is less than what dominates it, and every reference is of an SV.
		"SELECT count(*) FROM 'lake/svs/*.parquet' s JOIN 'lake/svs/*.parquet' d ON d.dump = s.dump AND d.addr = s.dominator WHERE s.retained_bytes > d.retained_bytes OR s.reached AND s.retained_bytes = d.retained_bytes",
		"SELECT count(*) FROM 'lake/references/*.parquet' r ANTI JOIN 'lake/svs/*.parquet' s ON s.dump = r.dump AND s.addr = r.addr",
	)
	const of = "dump VARCHAR, host VARCHAR, process VARCHAR, pid BIGINT, program VARCHAR, time TIMESTAMP WITH TIME ZONE, "
	for i, columns := range []string{
		"addr BIGINT, type VARCHAR, class VARCHAR, name VARCHAR, recorded_file VARCHAR, recorded_line BIGINT, length BIGINT, size BIGINT, " +
			"refcnt BIGINT, retained_bytes BIGINT, retained_svs BIGINT, dominator BIGINT, reached BOOLEAN, value VARCHAR",
		"addr BIGINT, target BIGINT, strength VARCHAR, via VARCHAR, index BIGINT, name VARCHAR",
		"file VARCHAR, line BIGINT, state VARCHAR, recorded_file VARCHAR, recorded_line BIGINT, kind VARCHAR, name VARCHAR, type VARCHAR, " +
			"captured VARCHAR, count BIGINT, elements BIGINT, bytes BIGINT, example BIGINT",
		"rank BIGINT, score DOUBLE, level VARCHAR, kind VARCHAR, file VARCHAR, line BIGINT, state VARCHAR, recorded_line BIGINT, class VARCHAR, captured VARCHAR, " +
			"holder VARCHAR, holder_file VARCHAR, holder_line BIGINT, count BIGINT, retained_bytes BIGINT, cycle VARCHAR, why VARCHAR, fix VARCHAR",
		"id BIGINT, parent BIGINT, path VARCHAR, kind VARCHAR, class VARCHAR, type VARCHAR, count BIGINT, svs BIGINT, bytes BIGINT, retained_bytes BIGINT",
	} {
		got := []string{}
		for c := range a[i].Columns {
			got = append(got, a[i].Columns[c]+" "+a[i].Types[c])
		}
		if strings.Join(got, ", ") != of+columns {
			t.Errorf("%s has\n%s\nwant\n%s", parquet.Tables[i], strings.Join(got, ", "), of+columns)
		}
	}
	h, err := heap.Open(t.Context(), filepath.Join(dir, "dumps", "web3", "p536-amd64-d046-leak.1.pmat"), heap.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close() //nolint:errcheck // it was only read
	for i, want := range []string{
		// leak.1 three times, leak.2 once, leak.3 twice
		fmt.Sprint([]int{3*9898 + 10781 + 2*11661, 6, 3, 3}, true), fmt.Sprint([]int64{h.Bytes()}), "[true]", "[0]", "[0]",
	} {
		want = strings.NewReplacer("[", "", "]", "").Replace(want)
		if got := strings.Join(a[len(parquet.Tables)+i].Rows[0], " "); got != want {
			t.Errorf("answer %d is %s, want %s", i, got, want)
		}
	}
}
