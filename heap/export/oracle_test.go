package export_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/export"
)

const testdata = "../../testdata"

// record is one line, its values still JSON.
type record map[string]json.RawMessage

func (r record) text(key string) string {
	var s string
	_ = json.Unmarshal(r[key], &s) // what is no text is none
	return s
}

// TestAgainstDevelMAT holds what is known of every SV against what Devel::MAT
// says of it. The differences that there may be are excused one by one.
func TestAgainstDevelMAT(t *testing.T) {
	oracles, err := filepath.Glob(filepath.Join(testdata, "oracle", "*.oracle.jsonl.gz"))
	if err != nil || len(oracles) == 0 {
		t.Fatalf("no oracles in testdata: %v", err)
	}
	for _, path := range oracles {
		name := strings.TrimSuffix(filepath.Base(path), ".oracle.jsonl.gz")
		if testing.Short() && !strings.HasPrefix(name, "p540") {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f, err := os.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close() //nolint:errcheck // it is only read
			zr, err := gzip.NewReader(f)
			if err != nil {
				t.Fatal(err)
			}
			compare(t, filepath.Join(testdata, "dumps", name+".pmat.gz"), records(t, zr))
		})
	}
}

// records reads lines whose strings are Latin-1.
func records(t *testing.T, r io.Reader) map[string]record {
	t.Helper()
	byAddr := map[string]record{}
	lines := bufio.NewReaderSize(r, 1<<20)
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) > 0 {
			var rec record
			if err := json.Unmarshal(toUTF8(line), &rec); err != nil {
				t.Fatalf("%v in %.200s", err, line)
			}
			key := rec.text("addr")
			if _, twice := byAddr[key]; twice {
				t.Fatalf("%q stands twice", key)
			}
			byAddr[key] = rec
		}
		if err == io.EOF {
			return byAddr
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func toUTF8(latin1 []byte) []byte {
	if !bytes.ContainsFunc(latin1, func(r rune) bool { return r >= 0x80 }) {
		return latin1
	}
	runes := make([]rune, len(latin1))
	for i, b := range latin1 {
		runes[i] = rune(b)
	}
	return []byte(string(runes))
}

// compare exports a dump and reports every value that is not as wanted and
// not excused.
func compare(t *testing.T, dump string, want map[string]record) {
	t.Helper()
	h, err := heap.Open(t.Context(), dump, heap.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close() //nolint:errcheck // it is only read
	var out bytes.Buffer
	if err := export.Write(t.Context(), &out, h, export.Options{Owned: true}); err != nil {
		t.Fatal(err)
	}
	got := records(t, &out)
	if len(want) < 2 {
		t.Fatal("the oracle is empty")
	}
	excused, compared, reported := map[string]int{}, 0, 0
	for _, addr := range keys(want, got) {
		w, g := want[addr], got[addr]
		if w == nil || g == nil {
			t.Errorf("%s: in the oracle: %t, in the export: %t", addr, w != nil, g != nil)
			continue
		}
		for _, key := range keys(w, g) {
			compared++
			if same(w[key], g[key]) {
				continue
			}
			if reason := excuse(t, h, addr, key, w, g); reason != "" {
				excused[reason]++
				continue
			}
			if reported++; reported <= 20 {
				t.Errorf("%s %s.%s:\nwant %.500s\ngot  %.500s", addr, g.text("type"), key, w[key], g[key])
			}
		}
	}
	if reported > 20 {
		t.Errorf("… and %d more values differ", reported-20)
	}
	t.Logf("%d values compared, excused: %v", compared, excused)
}

func keys[V any](a, b map[string]V) []string {
	all := map[string]bool{}
	for k := range a {
		all[k] = true
	}
	for k := range b {
		all[k] = true
	}
	var list []string
	for k := range all {
		list = append(list, k)
	}
	slices.Sort(list)
	return list
}

// same compares JSON values; one that is absent equals nothing else.
func same(a, b json.RawMessage) bool {
	if a == nil || b == nil || bytes.Equal(a, b) {
		return bytes.Equal(a, b) && (a == nil) == (b == nil)
	}
	return reflect.DeepEqual(decoded(a), decoded(b))
}

func decoded(raw json.RawMessage) any {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		return fmt.Sprint(err)
	}
	return v
}
