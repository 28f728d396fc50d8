package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

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
	namedDump(t, dump, hostileName, hostileName)
	describe(t, dump, wire.Origin{
		Host: hostileName, PID: 7, Command: []string{hostileName}, WorkDir: hostileName,
		Files:  []wire.OriginFile{{Recorded: hostileName, SHA256: hostileName}},
		Memory: &wire.Memory{RSSBytes: 9, Parts: []wire.MemoryPart{{Name: hostileName, Bytes: 9}}},
	})
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
