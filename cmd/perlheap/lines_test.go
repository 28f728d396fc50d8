package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/wire"
)

var aliveSource = filepath.Join(testdata, "dumps", "src")

func linesJSON(t *testing.T, s *session, args ...string) wire.Lines {
	t.Helper()
	var j wire.Lines
	if err := json.Unmarshal([]byte(s.ask(t, "lines", append(args, "--json")...)), &j); err != nil {
		t.Fatal(err)
	}
	return j
}

func lineOf(t *testing.T, j wire.Lines, kind, name string) wire.Line {
	t.Helper()
	k := slices.IndexFunc(j.Lines, func(l wire.Line) bool { return string(l.Kind) == kind && l.Name == name })
	if k < 0 {
		t.Fatalf("no %s %s", kind, name)
	}
	return j.Lines[k]
}

// The table has one row for each item, most bytes first, and no small ones.
func TestLinesTable(t *testing.T) {
	s := loaded(t, dumpPath("p536-amd64-d046-alive"))
	out := s.ask(t, "lines", "--root", aliveSource, "--min-bytes", "1100")
	for _, want := range []string{
		`300.9 KiB +34.2 % +1  0x[0-9a-f]+  variable  %Alive::Cache::cache, 1,200 entries +lib/Alive/Cache.pm:6`,
		` 18.5 KiB +2.1 % +1  0x[0-9a-f]+  sub       &Alive::Cache::TABLE, a constant, 100 entries +lib/Alive/Cache.pm:11`,
		` 17.0 KiB +1.9 % +1  0x[0-9a-f]+  variable  @main::tasks, 40 elements +alive.pl:27`,
		`  9.4 KiB +1.1 % +40  0x[0-9a-f]+  closure   &Alive::Tasks::__ANON__, 13.2 % of all subs +lib/Alive/Tasks.pm:11`,
		`  5.5 KiB +0.6 % +25  0x[0-9a-f]+  closure   an anonymous sub, 8.2 % of all subs, of 25 evals \(eval 1 … 25\) +lib/Alive/Tasks.pm:22`,
		`  4.2 KiB +0.5 % +30  0x[0-9a-f]+  object    Alive::Circle +lib/Alive/Shapes.pm:11`,
		`  7.4 KiB +0.8 % +1  0x[0-9a-f]+  sub       the program, 26 constants +alive.pl:1`,
		`  1.3 KiB +0.1 % +6  0x[0-9a-f]+  closure   an anonymous sub, 2.0 % of all subs, of 6 evals \(eval 38 … 43\) +lib/Alive/Tasks.pm:29 \(one of 5 lines\)`,
		`  1.1 KiB +0.1 % +5  0x[0-9a-f]+  closure   an anonymous sub, 1.6 % of all subs, compiled 5 times +hello.html.tmpl:7`,
		`  1.6 KiB +0.2 % +1  0x[0-9a-f]+  variable  %main::INC, 13 entries +–`,
	} {
		if !regexp.MustCompile(`(?m)^` + want + `$`).MatchString(out) {
			t.Errorf("no %s in\n%s", want, out)
		}
	}
	if strings.Contains(out, "%feature::feature_fallback") || strings.Contains(out, "bytes ") {
		t.Errorf("something small is there:\n%s", out)
	}
	if out := s.ask(t, "lines", "--root", aliveSource); strings.Contains(out, "&warnings::__chk") || !strings.Contains(out, "%warnings::Bits") {
		t.Errorf("not what takes 4 KiB at least:\n%s", out)
	}
	out = s.ask(t, "lines", "--root", aliveSource, "--kind", "closure,object", "--sort", "count", "--min-bytes", "0", "--limit", "3")
	if want := `(?s)^ *BYTES [^\n]*\n[^\n]* 40 [^\n]*closure [^\n]*\n[^\n]* 30 [^\n]*object [^\n]*Circle[^\n]*\n[^\n]* 25 [^\n]*closure[^\n]*\n… and \d+ more\n$`; !regexp.MustCompile(want).MatchString(out) {
		t.Errorf("not by count:\n%s", out)
	}
	if out := s.ask(t, "lines", "--root", aliveSource, "--kind", "allocation"); !strings.HasPrefix(out, "None of what was asked for is alive") {
		t.Errorf("allocations of a perl that does not know them:\n%s", out)
	}
}

func TestLinesJSON(t *testing.T) {
	s := loaded(t, dumpPath("p536-amd64-d046-alive"))
	j := linesJSON(t, s, "--root", aliveSource)
	if j.Total != len(j.Lines) || j.Codes != 304 || j.Bytes == 0 {
		t.Errorf("%d of %d lines, %d CODEs, %d bytes", len(j.Lines), j.Total, j.Codes, j.Bytes)
	}
	root, err := filepath.Abs(aliveSource)
	if err != nil {
		t.Fatal(err)
	}
	cache := lineOf(t, j, "variable", "%Alive::Cache::cache")
	if cache.Path != filepath.Join(root, "lib/Alive/Cache.pm") || cache.File != cache.Path || cache.Line != 6 || cache.State != "exact" || cache.Role != "declaration" ||
		cache.Attributed || cache.RecordedFile != "lib/Alive/Cache.pm" || cache.RecordedLine != 6 || cache.Scope != "package" || cache.Type != "HASH" ||
		cache.Count != 1 || cache.Elements != 1200 || cache.Share != 0 || cache.ByteShare < 0.34 || cache.ByteShare > 0.35 {
		t.Errorf("%+v", cache)
	}
	point := lineOf(t, j, "object", "Alive::Point")
	if point.Class != "Alive::Point" || point.Count != 15 || point.Role != "package" || point.Line != 16 || len(point.Also) != 2 ||
		point.Also[0].Line != 20 || point.Also[1].Line != 23 || !point.Also[0].Attributed || point.Also[0].Of != 2 || point.Also[0].Role != "bless" || point.Also[0].Path != point.Path {
		t.Errorf("%+v", point)
	}
	tasks := lineOf(t, j, "closure", "&Alive::Tasks::__ANON__")
	if tasks.Line != 11 || tasks.RecordedLine != 12 || tasks.Count != 40 || !slices.Equal(tasks.Captures, []string{"$label", "$state"}) || tasks.Share < 0.13 || tasks.Share > 0.14 || tasks.Evals != nil {
		t.Errorf("%+v", tasks)
	}
	if g := lineOf(t, j, "sub", "&Alive::Tasks::generated_1"); g.Evals == nil || *g.Evals != (wire.Evals{Texts: 12, First: 26, Last: 37}) || g.Count != 12 {
		t.Errorf("%+v", g)
	}
	if len(j.Missing) != 1 || j.Missing[0].RecordedFile != "hello.html.tmpl" || j.Missing[0].Count != 2 || j.Missing[0].Candidates == nil {
		t.Errorf("missing: %+v", j.Missing)
	}

	dbg := linesJSON(t, loaded(t, dumpPath("p540dbg-amd64-d050")), "--root", aliveSource, "--kind", "allocation")
	k := slices.IndexFunc(dbg.Lines, func(l wire.Line) bool { return l.RecordedFile == "lib/Leaky/App.pm" && l.RecordedLine == 10 })
	if k < 0 || dbg.Lines[k].Parts[0].Class != "Leaky::Session" || dbg.Lines[k].Parts[0].Count != 50 || dbg.Lines[k].Parts[0].FirstSerial >= dbg.Lines[k].Parts[0].LastSerial {
		t.Errorf("line 10: %d", k)
	}
}

// What is not found is told once, with what it may be; a mapping finds it.
func TestLinesMissing(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"a/Alive/Tasks.pm", "b/Alive/Tasks.pm"} {
		text, err := os.ReadFile(filepath.Join(aliveSource, "lib/Alive/Tasks.pm"))
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := loaded(t, dumpPath("p536-amd64-d046-alive"))
	_, errs, status := perlheap(withSession(t.Context(), s), "lines", s.path, "--root", folder, "--kind", "closure")
	want := "  lib/Alive/Tasks.pm; it may be " + filepath.Join(folder, "a/Alive/Tasks.pm") + " or " + filepath.Join(folder, "b/Alive/Tasks.pm") + "\n"
	if status != 0 || strings.Count(errs, want) != 1 || !strings.Contains(errs, "--map PREFIX=FOLDER") {
		t.Errorf("status %d, %q\nwant %q", status, errs, want)
	}
	j := linesJSON(t, s, "--root", folder, "--map", "lib="+filepath.Join(folder, "b"), "--kind", "closure")
	if tasks := lineOf(t, j, "closure", "&Alive::Tasks::__ANON__"); tasks.Path != filepath.Join(folder, "b/Alive/Tasks.pm") || tasks.Line != 11 {
		t.Errorf("%+v", tasks)
	}
}

func TestLinesMistakes(t *testing.T) {
	dump := dumpPath("p536-amd64-d046-alive")
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{"--kind", "closures"}, "--kind closures: must be one of"},
		{[]string{"--sort", "name"}, "--sort name: must be bytes or count"},
		{[]string{"--min-bytes", "much"}, "--min-bytes much: must be a size"},
		{[]string{"--root", dump}, "not a folder"},
	} {
		if _, errs, status := perlheap(t.Context(), append([]string{"lines", dump}, c.args...)...); status != 2 || !strings.Contains(errs, c.says) {
			t.Errorf("%v: status %d, %s", c.args, status, errs)
		}
	}
}
