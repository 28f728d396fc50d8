package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/origin"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/pmat/pmatbuild"
	"github.com/perlheap/perlheap/heap/wire"
)

// hostileName tries to move the cursor, to turn the direction of writing, and to
// begin a line that others believe.
const hostileName = "x\nFORGED\r# ok 9\x1b[2J\x1b]8;;https://example.invalid\x1b\\\u202egnp.exe\u2066\u009b31m\u200b\u2028FORGED\x00<script>pwned()</script>"

// No command prints what a name, a value or a file beside a dump would do to a
// terminal or to a reader of lines, and JSON has none of these characters as they are.
func TestHostileNames(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	dir := t.TempDir()
	dump := filepath.Join(dir, "hostile.pmat")
	hostileDump(t, dump)
	course := filepath.Join(dir, "1-20260102T030405Z.series.jsonl")
	quoted := strings.NewReplacer(`\`, `\\`, "\n", `\n`, "\r", `\r`, "\x1b", `\u001b`, "\x00", `\u0000`).Replace(hostileName)
	point := func(n, bytes int) string {
		return strings.NewReplacer("NAME", quoted, "MINUTE", fmt.Sprint(n), "BYTES", fmt.Sprint(bytes)).Replace(`{"time":"2026-01-02T03:0MINUTE:00Z","dump":"NAME","svs":9,"bytes":BYTES,` +
			`"newShapes":[{"parent":0,"step":{"kind":"symbol","text":"NAME"},"class":{"kind":"object","text":"NAME"}},{"parent":1,"step":{"kind":"key","text":"NAME"}}],` +
			`"newLines":[{"name":"NAME","recordedFile":"NAME","recordedLine":3}],"newClasses":["NAME"],` +
			`"shapes":[[1,BYTES,BYTES,BYTES],[2,BYTES,BYTES,BYTES]],"lines":[[0,BYTES,BYTES]],"classes":[[0,BYTES,BYTES]],"memory":{"rssBytes":BYTES,"parts":[{"name":"NAME","bytes":5}]}}` + "\n")
	}
	again := strings.NewReplacer("newShapes", "x", "newLines", "y", "newClasses", "z")
	text := `{"series":1,"pid":1,"started":"2026-01-02T03:04:05Z","host":"` + quoted + `","name":"` + quoted + `","perl":"5.36.0","defStash":"0x1000"}` + "\n" +
		point(1, 1000) + again.Replace(point(2, 900_000))
	if err := os.WriteFile(course, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "out")
	forged := regexp.MustCompile(`(?m)^[\s"]*FORGED`)
	for _, line := range append(slices.Clone(onDamaged), "growth SERIES", "report -o OUT SERIES", "report -o OUT --keys SERIES", "growth --keys SERIES", "report -o OUT --keys DUMP", "suspects --keys --explain DUMP", "pprof --keys -o OUT DUMP", "summary DUMP") {
		for _, address := range []string{"0x1400", "0x1500", "0x1600", "0x1700"} {
			if address != "0x1400" && !strings.Contains(line, "SV") || strings.Contains(line, "parquet") {
				continue
			}
			words := strings.Fields(strings.NewReplacer("SERIES", course, "DUMP", dump, "WHOLE", dump, "OUT", out, "SV", address).Replace(line))
			for _, json := range []bool{false, true} {
				args := words
				if json {
					if slices.Contains(withoutJSON, words[0]) {
						continue
					}
					args = append([]string{words[0], "--json"}, words[1:]...)
				}
				if err := os.RemoveAll(out); err != nil {
					t.Fatal(err)
				}
				said, errs, _ := perlheap(t.Context(), args...)
				if _, err := os.Stat(out); err == nil && words[0] != "pprof" { // a profile is no text
					said += contents(t, out)
				}
				said += errs
				if i := strings.IndexFunc(said, acts); i >= 0 {
					t.Errorf("perlheap %q prints %q", args, said[max(0, i-80):min(len(said), i+80)])
				}
				if words[0] == "report" && strings.Contains(said, "<script>pwned") {
					t.Errorf("perlheap %q writes a script", args)
				}
				if f := forged.FindString(said); f != "" {
					t.Errorf("perlheap %q prints %q", args, f)
				}
			}
		}
	}
}

// acts reports whether a character does something to a terminal or to the
// direction of writing.
func acts(r rune) bool {
	return r != '\n' && r != '\t' && unicode.In(r, unicode.Cc, unicode.Bidi_Control, unicode.Zl, unicode.Zp)
}

// hostileDump writes a dump all of whose names are hostile, and a description.
func hostileDump(t *testing.T, path string) {
	t.Helper()
	sv := func(addr pmat.Addr) pmatbuild.SV { return pmatbuild.SV{Addr: addr, Refcnt: 1, Size: 100} }
	b := pmatbuild.New(pmatbuild.Default, pmat.Root{Name: "defstash", Addr: 0x1000})
	b.Stash(sv(0x1000), "main", pmatbuild.Pair{Key: hostileName + "::", Value: 0x1100}, pmatbuild.Pair{Key: "main::", Value: 0x1150}, pmatbuild.Pair{Key: "0", Value: 0x1900})
	b.Glob(sv(0x1100), hostileName+"::", hostileName, 1, map[int]pmat.Addr{pmat.GlobStash: 0x1000, pmat.GlobHash: 0x1200})
	b.Glob(sv(0x1150), "main::", "x.pl", 1, map[int]pmat.Addr{pmat.GlobStash: 0x1000, pmat.GlobHash: 0x1000})
	b.Glob(sv(0x1900), "0", "x.pl", 1, map[int]pmat.Addr{pmat.GlobStash: 0x1000, pmat.GlobScalar: 0x1950})
	b.Scalar(sv(0x1950), 0x08, 0, 0, hostileName)
	b.Stash(sv(0x1200), hostileName, pmatbuild.Pair{Key: hostileName, Value: 0x1300})
	b.Glob(sv(0x1300), hostileName, hostileName, 7, map[int]pmat.Addr{pmat.GlobStash: 0x1200, pmat.GlobHash: 0x1400, pmat.GlobCode: 0x1500})
	b.Hash(sv(0x1400), 0, pmatbuild.Pair{Key: hostileName, Value: 0x1600}, pmatbuild.Pair{Key: hostileName + "2", Value: 0x1700})
	b.Code(sv(0x1500), pmatbuild.Code{Stash: 0x1200, Glob: 0x1300, File: hostileName, Line: 8})
	object := sv(0x1600)
	object.Blessed = 0x1200
	b.Hash(object, 0, pmatbuild.Pair{Key: hostileName, Value: 0x1800})
	b.Scalar(sv(0x1700), 0x08, 0, 0, hostileName)
	var elems []pmat.Addr
	for i := range 400 {
		at := pmat.Addr(0x10000 + 0x20*i)
		elems = append(elems, at)
		one := sv(at)
		one.Blessed, one.Size = 0x1200, 2000
		b.Hash(one, 0)
	}
	b.Array(pmatbuild.SV{Addr: 0x1800, Refcnt: 1, Size: 4000}, elems...)
	b.End()
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	h, err := heap.Open(t.Context(), path, heap.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close() //nolint:errcheck // it was only read
	beside := wire.Origin{
		Format: origin.Format, Dump: wire.OriginDump{SVs: h.Count(), DefStash: "0x1000"}, Host: hostileName, PID: 7,
		Command: []string{hostileName}, WorkDir: hostileName,
		Files:  []wire.OriginFile{{Recorded: hostileName, SHA256: hostileName}},
		Memory: &wire.Memory{RSSBytes: 9, Parts: []wire.MemoryPart{{Name: hostileName, Bytes: 9}}},
	}
	if err := files.Write(origin.PathOf(path), func(w io.Writer) error { return origin.Write(w, &beside) }); err != nil {
		t.Fatal(err)
	}
	if o, err := origin.Of(h); o == nil || err != nil {
		t.Fatalf("what stands beside the dump is not read: %v", err)
	}
}
