package lsp

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"go.lsp.dev/protocol"

	"github.com/perlheap/perlheap/heap/wire"
)

const leak = "p536-amd64-d046-leak."

// series is a workspace with three dumps of one process, ten minutes apart,
// and an older one of another.
func series(t *testing.T) string {
	t.Helper()
	names := []string{"p536-amd64-d046-gadget", leak + "1", leak + "2", leak + "3"}
	dir := workspace(t, names...)
	at := time.Date(2026, 3, 4, 10, 21, 0, 0, time.Local)
	for _, name := range names {
		if err := os.Chtimes(filepath.Join(dir, name+".pmat.gz"), at, at); err != nil {
			t.Fatal(err)
		}
		at = at.Add(10 * time.Minute)
	}
	return dir
}

const seriesOptions = `{"status": true, "dumps": ["*.pmat.gz"], "codeLens": {"kinds": ["closure"], "minimumCount": 20}, "diagnostics": {"minimumCount": 50, "minimumShare": 0.01}}`

// states are the states of all dumps by name, the baseline with a star.
func (e *editor) states() map[string]string {
	e.t.Helper()
	var list wire.Dumps
	if err := e.execute("perlheap.dumps", "{}", &list); err != nil {
		e.t.Fatal(err)
	}
	states := map[string]string{}
	for _, d := range list.Dumps {
		name := strings.TrimPrefix(strings.TrimSuffix(filepath.Base(d.Path), ".pmat.gz"), "p536-amd64-d046-")
		states[name] = string(d.State)
		if d.Baseline {
			states[name] += "*"
		}
		if d.Reason != "" {
			states[name] += " because " + d.Reason[strings.LastIndex(d.Reason, ": ")+1:]
		}
	}
	return states
}

func (e *editor) wantStates(want map[string]string) {
	e.t.Helper()
	got := e.states()
	for name, state := range want {
		if got[name] != state {
			e.t.Errorf("%s is %q, want %q", name, got[name], state)
		}
	}
}

// Dumps that were copied all at once are those of their process still: gzip noted when
// they were written.
func TestCopiedSeries(t *testing.T) {
	dir := series(t)
	now := time.Now()
	for n := 1; n <= 3; n++ {
		name := filepath.Join(dir, fmt.Sprintf("%s%d.pmat.gz", leak, n))
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		binary.LittleEndian.PutUint32(b[4:], uint32(now.Add(time.Duration(n-9)*time.Hour).Unix()))
		if err := os.WriteFile(name, b, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(name, now, now); err != nil {
			t.Fatal(err)
		}
	}
	e := startAnalysing(t, dir, seriesOptions)
	e.status("ready")
	e.analysed()
	e.wantStates(map[string]string{"leak.1": "series*", "leak.2": "series", "leak.3": "shown"})
}

func TestSeries(t *testing.T) {
	e := startAnalysing(t, series(t), seriesOptions)
	e.status("ready")
	e.analysed()
	wantLenses(t, e, app, []string{
		"27: 70 closures alive · 11.7 % of 596 subs · ≥ 43.9 KiB retained · +20 since 10:31",
		"121: 180 closures alive · 30.2 % of 596 subs · ≥ 104.4 KiB retained · +120 since 10:31",
	})
	e.wantStates(map[string]string{
		"gadget": "other because  the program was gadget.pl and is leak.pl",
		"leak.1": "series*", "leak.2": "series", "leak.3": "shown",
	})
	text := e.hover(app, 121).Contents.(*protocol.MarkupContent).Value
	for _, want := range []string{
		"If all of them went away, at least 104.4 KiB would be freed, 10.8 % of the heap.",
		"Alive in each dump: 60 (10:31) → 120 (10:41) → 180 (10:51); the number grows in every step.",
		"**Suspect, high**: the closures made here stay in {events}{error} of Leaky::Redis ← {main} of %Leaky::Redis::POOL, each with $app, $redis_name.\n",
		"**Cure**: remove the closure",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the hover lacks %q:\n%s", want, text)
		}
	}
	if held := strings.Count(text, "{events}{error} of Leaky::Redis ← "); held != 1 {
		t.Errorf("the hover says %d times what holds it:\n%s", held, text)
	}
	if text := e.hover(app, 27).Contents.(*protocol.MarkupContent).Value; !strings.Contains(text, "unheld: nothing in the dump holds it") {
		t.Errorf("the hover does not tell that the cycles are unreachable:\n%s", text)
	}
}

// Where the client shows problems in hovers, a hover says nothing that the problem
// says, and what the problem does not.
func TestHoverBesideProblem(t *testing.T) {
	e := launchWith(t, series(t), Options{})
	e.initialize(withHeapFeatures(true, true), seriesOptions)
	e.notify("initialized", "{}")
	e.status("ready")
	e.analysed()
	text := e.hover(app, 121).Contents.(*protocol.MarkupContent).Value
	for _, said := range []string{"180 closures alive", "Suspect", "Cure", "would be freed"} {
		if strings.Contains(text, said) {
			t.Errorf("the problem says %q, and the hover does again:\n%s", said, text)
		}
	}
	for _, want := range []string{"Alive in each dump: 60", "Each captures `$app`", "is:\n└─element"} {
		if !strings.Contains(text, want) {
			t.Errorf("the hover lacks %q:\n%s", want, text)
		}
	}
}

func wantLenses(t *testing.T, e *editor, file string, want []string) {
	t.Helper()
	if got := e.lenses(file); !slices.Equal(got, want) {
		t.Errorf("lenses\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestBaseline(t *testing.T) {
	e := startAnalysing(t, series(t), seriesOptions)
	e.status("ready")
	e.analysed()
	var answer wire.Baseline
	err := e.execute("perlheap.setBaseline", `{"dump": "`+"p536-amd64-d046-gadget"+`.pmat.gz"}`, &answer)
	if err == nil || !strings.Contains(err.Error(), "not a dump of the same process: the program was gadget.pl and is leak.pl") || strings.Contains(err.Error(), "force") {
		t.Errorf("a dump of another process is refused with %v", err)
	}
	if err := e.execute("perlheap.setBaseline", `{"dump": "`+leak+`2.pmat.gz"}`, &answer); err != nil {
		t.Fatal(err)
	}
	if filepath.Base(*answer.Baseline) != leak+"2.pmat.gz" || answer.Since.Local().Format("15:04") != "10:41" {
		t.Errorf("the baseline is %s of %s", *answer.Baseline, answer.Since)
	}
	// What is shown follows at once.
	since := "121: 180 closures alive · 30.2 % of 596 subs · ≥ 104.4 KiB retained · +60 since 10:41"
	if got := e.lenses(app); got[len(got)-1] != since {
		t.Errorf("the lens says %q, want %q", got[len(got)-1], since)
	}
	got := e.analysed()
	if len(got.Dumps) != 2 || !slices.ContainsFunc(got.Suspects, func(s wire.Suspect) bool { return s.Kind == "closures" && *s.Growth == 60 }) {
		t.Errorf("%d dumps are compared, and no closures grew by 60: %+v", len(got.Dumps), got.Suspects)
	}
	e.wantStates(map[string]string{"leak.1": "before", "leak.2": "series*", "leak.3": "shown"})

	if err := e.execute("perlheap.setBaseline", `{"dump": "p536-amd64-d046-gadget.pmat.gz", "force": true}`, &answer); err != nil {
		t.Fatal(err)
	}
	e.analysed()
	e.wantStates(map[string]string{"gadget": "series* because forced", "leak.1": "series"})
	var both wire.Histogram
	if err := e.execute("perlheap.histogram", `{}`, &both); err != nil || len(both.Dumps) < 2 || !strings.Contains(both.Dumps[0], "gadget") {
		t.Errorf("the histogram of two processes is of %v: %v", both.Dumps, err)
	}
	if got := e.lenses(app); !strings.HasSuffix(got[len(got)-1], "+180 since 10:21") {
		t.Errorf("against another process the lens says %q", got[len(got)-1])
	}

	if err := e.execute("perlheap.setBaseline", `{"dump": null}`, &answer); err != nil || filepath.Base(*answer.Baseline) != leak+"1.pmat.gz" {
		t.Errorf("unset: %v %v", err, answer)
	}
	if code := e.code("workspace/executeCommand", `{"command":"perlheap.setBaseline","arguments":[{"dump":""}]}`); code != -32602 {
		t.Errorf("an empty dump answers %d", code)
	}
}

func TestGrowthCommand(t *testing.T) {
	e := startAnalysing(t, series(t), seriesOptions)
	e.status("ready")
	var got wire.SeriesGrowth
	if err := e.execute("perlheap.growth", `{"limit": 1}`, &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Lines) != 1 || len(got.Series) != 3 || got.Lines[0].RecordedLine != 122 || !slices.Equal(got.Lines[0].Counts, []int64{60, 120, 180}) || got.Lines[0].Trend != "grows" {
		t.Errorf("growth %+v", got)
	}
	if len(got.Holders) != 1 || got.Holders[0].Name != "%Leaky::Redis:: → %Leaky::Redis::POOL → {main} Leaky::Redis → {events}{error}[…] sub lib/Leaky/App.pm:121" {
		t.Errorf("holders %+v", got.Holders)
	}
	if err := e.execute("perlheap.unloadDump", `{"path": "`+leak+`3.pmat.gz"}`, nil); err != nil {
		t.Fatal(err)
	}
	if err := e.execute("perlheap.growth", `{}`, nil); err == nil || !strings.Contains(err.Error(), "no dump is loaded") {
		t.Errorf("without a dump growth answers %v", err)
	}
}

// A file that is no dump is told, and the entries of a variable that grew.
func TestSeriesWithOthers(t *testing.T) {
	dir := series(t)
	broken := filepath.Join(dir, "broken.pmat")
	if err := os.WriteFile(broken, []byte("this is not a heap dump"), 0o600); err != nil {
		t.Fatal(err)
	}
	old := time.Date(2026, 3, 4, 9, 0, 0, 0, time.Local)
	if err := os.Chtimes(broken, old, old); err != nil {
		t.Fatal(err)
	}
	e := startAnalysing(t, dir, `{"status": true, "dumps": ["*.pmat", "*.pmat.gz"]}`)
	e.status("ready")
	e.analysed()
	if got := e.states()["broken.pmat"]; !strings.HasPrefix(got, "failed because ") {
		t.Errorf("the broken dump is %q", got)
	}
}

// A dump alone has nothing to be compared with, and what was counted in the
// file before it was written over is kept.
func TestDumpWrittenOver(t *testing.T) {
	dir := workspace(t)
	path := filepath.Join(dir, "worker.pmat")
	unpackDump(t, leak+"1", path)
	before := time.Now().Add(-time.Hour)
	if err := os.Chtimes(path, before, before); err != nil {
		t.Fatal(err)
	}
	e := startAnalysing(t, dir, `{"status": true, "dumps": ["worker.pmat"], "codeLens": {"kinds": ["closure"], "minimumCount": 20}}`)
	e.status("ready")
	e.analysed()
	wantLenses(t, e, app, []string{
		"27: 50 closures alive · 11.0 % of 456 subs · ≥ 31.3 KiB retained",
		"121: 60 closures alive · 13.2 % of 456 subs · ≥ 34.8 KiB retained",
	})
	if err := e.execute("perlheap.growth", "{}", nil); err == nil || !strings.Contains(err.Error(), "no earlier dump of its process is known") {
		t.Errorf("growth of a single dump answers %v", err)
	}
	unpackDump(t, leak+"3", path)
	for !slices.ContainsFunc(e.lenses(app), func(l string) bool { return strings.HasPrefix(l, "121: 180 closures alive") }) {
		time.Sleep(20 * time.Millisecond)
	}
	e.analysed()
	if got := e.lenses(app); !strings.Contains(got[len(got)-1], " · +120 since ") {
		t.Errorf("the lens says %q", got[len(got)-1])
	}
}

func TestSuspectsCommand(t *testing.T) {
	e := startAnalysing(t, series(t), seriesOptions)
	e.open(app)
	e.change(app, 2, 0, 0, "# a new line\n")
	var raw struct {
		Suspects []map[string]json.RawMessage `json:"suspects"`
	}
	e.status("ready")
	if err := e.execute("perlheap.suspects", `{"limit": 1}`, &raw); err != nil {
		t.Fatal(err)
	}
	if len(raw.Suspects) != 1 {
		t.Fatalf("%d suspects, not 1", len(raw.Suspects))
	}
	for key, want := range map[string]string{
		"rank": "1", "level": `"high"`, "kind": `"closures"`, "file": `"lib/Leaky/App.pm"`, "line": "122", "recordedLine": "122",
		"class": `"Leaky::App"`, "captured": `"$app, $redis_name"`, "holder": `"{events}{error} of Leaky::Redis ← {main} of %Leaky::Redis::POOL"`,
		"count": "180", "growth": "120", "retainedBytes": "106920", "cycle": "[]",
		"counts": "[60,120,180]", "trend": `"grows"`,
	} {
		if got := string(raw.Suspects[0][key]); got != want {
			t.Errorf("%s is %s, want %s", key, got, want)
		}
	}
	var holder wire.Place
	if err := json.Unmarshal(raw.Suspects[0]["holderPlace"], &holder); err != nil || holder.File != "lib/Leaky/Redis.pm" || holder.Line != 34 {
		t.Errorf("the holder stands at %+v (%v)", holder, err)
	}
	if got := string(raw.Suspects[0]["numbers"]); !strings.HasPrefix(got, `"180 alive · `) {
		t.Errorf("numbers are %s", got)
	}
	for _, key := range []string{"score", "why", "fix", "path", "address"} {
		if len(raw.Suspects[0][key]) == 0 {
			t.Errorf("the suspect has no %s", key)
		}
	}
	all := e.analysed()
	if c := all.Unreachable[0]; c.Count != 70 || !c.Cycle || !slices.Equal(c.Classes, []string{"Leaky::Session"}) || !slices.Equal(c.Lines, []string{"lib/Leaky/App.pm line 27"}) {
		t.Errorf("unreachable is %+v", c)
	}
}

func TestWhyCommand(t *testing.T) {
	e := startAnalysing(t, series(t), seriesOptions)
	e.status("ready")
	e.analysed()
	for line, want := range map[int]string{
		121: `180 closures of line 121 are:
└─180 × element of ARRAY(180) at 0x555555ac7a10, which is: ← they collect here
  └─180 × value {error} of HASH(2) at 0x555555ac7538, which is:
    └─180 × value {events} of HASH(3)=Leaky::Redis at 0x555555ac7650, which is:
      └─180 × value {main} of HASH(1) at 0x555555a19810, which is:
        └─180 × the symbol '%Leaky::Redis::POOL'

Suspect, high: the closures made here stay in {events}{error} of Leaky::Redis, each with $app, $redis_name.
Held by {events}{error} of Leaky::Redis ← {main} of %Leaky::Redis::POOL at lib/Leaky/Redis.pm line 34.
Cure: remove the closure from there when it is no longer needed, or let it capture weakened copies; it is stored there at lib/Leaky/Redis.pm line 14.
`,
		27: `70 closures of line 27 are:
└─70 × not found from any root

One that was not found from any root:

CODE(PP,closure) at 0x555555b57d40 (lib/Leaky/App.pm line 27) is:
└─value {cb} of HASH(2)=Leaky::Session at 0x555555b57e18, which is:
  └─the lexical $self of CODE(PP,closure) at 0x555555b57d40 (lib/Leaky/App.pm line 27), which is:
    └─already found circularly

Suspect, medium: the closure captures $self, which leads back to the closure, and nothing outside the cycle holds it.
  the closure at lib/Leaky/App.pm line 27 has $self → Leaky::Session
  Leaky::Session ->{cb} → the closure at lib/Leaky/App.pm line 27
Cure: let the closure capture a weak copy of $self, or remove the closure from {cb} of Leaky::Session when it is no longer needed there.
`,
	} {
		var got wire.WhyResult
		if err := e.execute("perlheap.why", `{"file": "`+string(e.uri(app))+`", "line": `+jsonOf(line)+`}`, &got); err != nil {
			t.Fatal(err)
		}
		if got.Text != want {
			t.Errorf("line %d:\n%s\nwant\n%s", line, got.Text, want)
		}
		if (got.Example != nil) != (line == 27) || got.Tree.Count == 0 {
			t.Errorf("line %d has the tree %+v and example %v", line, got.Tree, got.Example)
		}
	}
	if err := e.execute("perlheap.why", `{"file": "lib/Leaky/App.pm", "line": 2}`, nil); err == nil || !strings.Contains(err.Error(), "nothing that is alive was made on line 2") {
		t.Errorf("an innocent line answers %v", err)
	}
	if err := e.execute("perlheap.why", `{"file": "Missing.pm", "line": 2}`, nil); err == nil || !strings.Contains(err.Error(), "cannot be read") {
		t.Errorf("a missing file answers %v", err)
	}
}

func jsonOf(v any) string {
	raw, _ := json.Marshal(v)
	return string(raw)
}

// Package variables and lexicals that grow say by how many entries.
func TestVariablesThatGrow(t *testing.T) {
	if err := exec.Command("perl", "-MDevel::MAT::Dumper", "-e1").Run(); err != nil {
		t.Skip("needs perl with Devel::MAT::Dumper")
	}
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	const program = `package App;
our %cache;
my @log;
sub work {
    my ($class, $n) = @_;
    $cache{$n} = "answer $n";
    push @log, "asked $n";
    return;
}
1;
`
	if err := os.WriteFile(filepath.Join(dir, "App.pm"), []byte(program), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("perl", filepath.Join("..", "testdata", "leaks", "run.pl"), dir, dir).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	at := time.Date(2026, 3, 4, 10, 21, 0, 0, time.Local)
	for _, name := range []string{"early", "mid", "late"} {
		if err := os.Chtimes(filepath.Join(dir, name+".pmat"), at, at); err != nil {
			t.Fatal(err)
		}
		at = at.Add(10 * time.Minute)
	}
	e := startAnalysing(t, dir, `{"status": true, "dumps": ["*.pmat"], "codeLens": {"kinds": ["variable"], "minimumCount": 800}}`)
	e.status("ready")
	e.analysed()
	got := e.lenses("App.pm")
	if len(got) != 2 || !strings.HasPrefix(got[0], "2: %App::cache: 850 keys · ") || !strings.HasSuffix(got[0], " retained · +800 since 10:21") ||
		!strings.HasPrefix(got[1], "3: @log: 850 elements · ") || !strings.HasSuffix(got[1], " retained · +800 since 10:21") {
		t.Errorf("lenses\n%s", strings.Join(got, "\n"))
	}
	text := e.hover("App.pm", 2).Contents.(*protocol.MarkupContent).Value
	if want := "Entries in each dump: 50 (10:21) → 450 (10:31) → 850 (10:41); the number grows in every step."; !strings.Contains(text, want) {
		t.Errorf("the hover lacks %q:\n%s", want, text)
	}
}

// Files that were unpacked all at once are in the order of their names, and a
// dump is one, packed or not.
func TestSeriesOfOneTime(t *testing.T) {
	dir := series(t)
	at := time.Date(2026, 3, 4, 10, 21, 0, 0, time.Local)
	for from, to := range map[string]string{leak + "1": "w.9", leak + "2": "w.10", leak + "3": "w.11"} {
		if err := os.Rename(filepath.Join(dir, from+".pmat.gz"), filepath.Join(dir, to+".pmat.gz")); err != nil {
			t.Fatal(err)
		}
		if to == "w.10" {
			content, err := os.ReadFile(filepath.Join(dir, to+".pmat.gz"))
			if err != nil || os.WriteFile(filepath.Join(dir, to+".pmat"), content, 0o600) != nil {
				t.Fatal(err)
			}
		}
	}
	files, err := filepath.Glob(filepath.Join(dir, "w.*"))
	if err != nil || len(files) != 4 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		if err := os.Chtimes(f, at, at); err != nil {
			t.Fatal(err)
		}
	}
	e := startAnalysing(t, dir, strings.Replace(seriesOptions, "*.pmat.gz", "w.*", 1))
	e.status("ready")
	e.analysed()
	got := e.states()
	for name, want := range map[string]string{"w.9": "series*", "w.11": "shown"} {
		if got[name] != want {
			t.Errorf("%s is %q, want %q", name, got[name], want)
		}
	}
	one, copied := got["w.10"], got["w.10.pmat"]
	if one != "series" {
		one, copied = copied, one
	}
	if one != "series" || !strings.HasPrefix(copied, "other because it is the same dump as ") {
		t.Errorf("the dump that is there twice: %v", got)
	}
}
