package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"runtime/metrics"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat/pmatmutate"
	"github.com/perlheap/perlheap/heap/wire"
)

// onDamaged are calls of every command that reads a dump. SV stands for an SV,
// DUMP for the damaged dump, WHOLE for the whole one, OUT for a file to be
// written.
var onDamaged = []string{
	"summary DUMP", "count DUMP", "count --blessed --scalars --owned DUMP", "counts DUMP", "counts WHOLE DUMP", "count --struct DUMP",
	"largest DUMP", "largest --struct DUMP", "largest --owned DUMP 3 2 1", "largest --retained DUMP", "lines DUMP", "lines --min-bytes 0 DUMP",
	"show --pad DUMP SV", "identify DUMP SV", "identify --all --depth 3 DUMP SV", "inrefs --all DUMP SV", "outrefs --all DUMP SV",
	"size DUMP SV", "elems DUMP SV", "values DUMP SV", "find DUMP num", "find DUMP pv a", "find DUMP cv", "find DUMP magic --vtbl 1",
	"query DUMP retained>0 and refcnt>1 or class~. or unreached", "query --count DUMP type=CODE and not package~^main",
	"symbols --recurse DUMP", "packages --versions DUMP", "roots DUMP", "callers --pad DUMP", "stack DUMP", "strtab DUMP",
	"list-dangling-ptrs DUMP", "reachable DUMP", "reachable DUMP SV", "reachable --list none DUMP", "orphans DUMP",
	"diff WHOLE DUMP", "leakreport WHOLE DUMP", "growth --force WHOLE DUMP", "population DUMP", "waste DUMP", "histogram DUMP", "histogram --sort growth --limit 0 WHOLE DUMP", "population --sort growth --limit 0 WHOLE DUMP",
	"suspects DUMP", "suspects --force WHOLE DUMP", "verify --level low WHOLE DUMP", "verify --level low DUMP WHOLE",
	"check --force WHOLE DUMP", "check --format sarif DUMP", "check --format junit DUMP", "report -o OUT DUMP", "report --force -o OUT WHOLE DUMP",
	"pprof -o OUT DUMP", "export --owned DUMP", "export --format parquet --values --out OUT DUMP",
}

// withoutJSON are the commands without --json, as those above call them.
var withoutJSON = []string{"export", "check", "report", "pprof"}

// readsNoDump are the commands that are not called: they read no dump, or do
// what another one does. The tools of mcp are called on their own (see assist).
var readsNoDump = []string{"bench", "cache", "capture", "demo", "help", "lsp", "man-pages", "mcp", "ps", "run", "schema", "shell", "test-module", "time", "tools", "version", "watch"}

const (
	mutationTime   = 10 * time.Second
	mutationMemory = 1 << 30
)

var (
	// negative are numbers of bytes or SVs below 0, which no command prints
	// that compares nothing.
	negative = regexp.MustCompile(`-[0-9][0-9.,]* (?:bytes|[KMGTPE]iB)\b|"[a-z_]*(?i:size|bytes|count|retained|owned|total)[a-z_]*": ?-`)
	internal = regexp.MustCompile(`unsupported value|runtime error|out of range|nil pointer|goroutine `)
)

// TestMutations lets every command answer on dumps that were damaged in their
// fields: it may fail with an error, and must neither crash, nor hang, nor
// take much memory, nor print what makes no sense. PERLHEAP_MUTATE=1h goes on
// for that long; the dump that led to a finding is kept.
func TestMutations(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	for _, c := range newRoot().Commands() {
		called := slices.ContainsFunc(onDamaged, func(line string) bool { return strings.HasPrefix(line, c.Name()+" ") })
		if c.Runnable() && !called && !slices.Contains(readsNoDump, c.Name()) {
			t.Errorf("%s is called on no damaged dump", c.Name())
		}
	}
	whole, dumps := t.TempDir(), map[string]*pmatmutate.Dump{}
	for _, name := range pmatmutate.Bases {
		d, err := pmatmutate.Open(filepath.Join(testdata, "dumps"), name)
		if err != nil {
			t.Fatal(err)
		}
		dumps[name] = d
	}
	seeds, end := pmatmutate.Seeds(1)
	tried := 0
	for seed := range seeds {
		for i, name := range pmatmutate.Bases {
			if end.IsZero() && i > 3 {
				break // these are larger
			}
			m := mutation{t: t, dir: whole, seed: seed, name: name, rng: rand.New(rand.NewPCG(seed, uint64(i)))}
			m.run(dumps[name])
			tried++
			if t.Failed() {
				t.Fatalf("after %d dumps", tried)
			}
		}
	}
	t.Logf("%d damaged dumps", tried)
}

type mutation struct {
	t    *testing.T
	dir  string
	seed uint64
	name string
	rng  *rand.Rand
	path string
	what string
}

func (m *mutation) run(d *pmatmutate.Dump) {
	b, what := d.Mutate(m.rng)
	m.what = what
	m.path = filepath.Join(m.dir, "damaged.pmat")
	if err := os.WriteFile(m.path, b, 0o600); err != nil {
		m.t.Fatal(err)
	}
	h, err := heap.Open(m.t.Context(), m.path, heap.Options{})
	if err != nil {
		m.call(nil, "summary", m.path) // says why
		return
	}
	s := &session{path: m.path, heap: h, last: heap.NoSV}
	for _, line := range onDamaged {
		words := m.words(line, h)
		m.call(s, words...)
		if !slices.Contains(withoutJSON, words[0]) {
			m.call(s, append([]string{words[0], "--json"}, words[1:]...)...)
		}
	}
	m.assist(h)
	if err := h.Close(); err != nil {
		m.t.Fatal(err)
	}
}

// assist lets an assistant ask about the dump, and how it differs from the whole
// one, with every tool.
func (m *mutation) assist(h *heap.Heap) {
	whole := dumpPath(m.name)
	s := assisted(m.t, nil, nil, true, &sourceFlags{}, m.path, whole)
	defer s.Close() //nolint:errcheck // nothing is sent any more
	tools, err := s.ListTools(m.t.Context(), nil)
	if err != nil {
		m.t.Fatal(err)
	}
	one, both := []string{filepath.Base(m.path)}, []string{filepath.Base(m.path), filepath.Base(whole)}
	sv := m.words("SV", h)[0]
	why := map[string]any{"dump": one[0], "file": "x.pl", "line": 1}
	if got, err := s.CallTool(m.t.Context(), &mcp.CallToolParams{Name: "lines", Arguments: map[string]any{"dump": one[0]}}); err == nil && !got.IsError {
		var a struct{ Result wire.Lines }
		if err := json.Unmarshal([]byte(got.Content[0].(*mcp.TextContent).Text), &a); err != nil {
			m.t.Fatal(err)
		}
		if i := slices.IndexFunc(a.Result.Lines, func(l wire.Line) bool { return l.Line > 0 }); i >= 0 {
			why["file"], why["line"] = a.Result.Lines[i].File, a.Result.Lines[i].Line
		}
	}
	for _, tool := range tools.Tools {
		args, ok := map[string]map[string]any{
			"dumps": {}, "summary": {"dump": one[0]}, "suspects": {"dumps": one}, "population": {"dumps": one},
			"lines": {"dump": one[0]}, "why": why, "identify": {"dump": one[0], "sv": sv},
			"show": {"dump": one[0], "sv": sv}, "find": {"dump": one[0], "query": "size>0 and retained>=0"},
			"compare": {"dumps": both}, "verify": {"before": both[1:], "after": one},
		}[tool.Name]
		if !ok {
			m.t.Fatalf("the tool %s is called on no damaged dump", tool.Name)
		}
		got, err := s.CallTool(m.t.Context(), &mcp.CallToolParams{Name: tool.Name, Arguments: args})
		switch {
		case err != nil:
			m.found([]string{"mcp", tool.Name}, "fails: %v", err)
		case got.IsError && (internal.MatchString(got.Content[0].(*mcp.TextContent).Text) || strings.Contains(got.Content[0].(*mcp.TextContent).Text, "a bug in perlheap") || strings.HasPrefix(got.Content[0].(*mcp.TextContent).Text, "validating")):
			m.found([]string{"mcp", tool.Name}, "says %.500s", got.Content[0].(*mcp.TextContent).Text)
		}
	}
}

// words fills in what a call is about.
func (m *mutation) words(line string, h *heap.Heap) []string {
	words := strings.Fields(line)
	for i, w := range words {
		switch w {
		case "DUMP":
			words[i] = m.path
		case "WHOLE":
			words[i] = dumpPath(m.name)
		case "OUT":
			words[i] = filepath.Join(m.dir, "out")
			if err := os.RemoveAll(words[i]); err != nil {
				m.t.Fatal(err)
			}
		case "SV":
			words[i] = "0x10000" // a damaged dump may have none
			if n := h.Count(); n > 0 {
				words[i] = h.Addr(heap.SV(m.rng.IntN(n))).String()
			}
		}
	}
	return words
}

// call runs a command and looks at what it says.
func (m *mutation) call(s *session, words ...string) {
	type answer struct {
		out, errs string
		crash     any
	}
	done := make(chan answer, 1)
	ctx := context.Background()
	if s != nil {
		ctx = withSession(ctx, s)
	}
	began, worked := time.Now(), processorTime()
	go func() {
		var a answer
		defer func() {
			if p := recover(); p != nil {
				a.crash = fmt.Sprintf("%v\n%s", p, debug.Stack())
			}
			done <- a
		}()
		a.out, a.errs, _ = perlheap(ctx, words...)
	}()
	for {
		select {
		case a := <-done:
			switch {
			case a.crash != nil:
				m.found(words, "crashed: %v", a.crash)
			case processorTime()-worked > mutationTime:
				m.found(words, "took %s", processorTime()-worked)
			case internal.MatchString(a.errs):
				m.found(words, "says %.500s", a.errs)
			case slices.Contains(words, "--json") && a.out != "" && !json.Valid([]byte(a.out)):
				m.found(words, "prints no JSON: %.500s", a.out)
			case !slices.ContainsFunc(words, func(w string) bool { return w == dumpPath(m.name) }) && negative.MatchString(a.out):
				m.found(words, "prints %q", negative.FindString(a.out))
			}
			return
		case <-time.After(50 * time.Millisecond):
		}
		if used := memoryInUse(); used > mutationMemory {
			m.found(words, "uses %d MiB", used>>20)
			debug.SetTraceback("all")
			panic("a command takes too much memory")
		}
		if processorTime()-worked > 3*mutationTime || time.Since(began) > 30*mutationTime {
			m.found(words, "does not end")
			debug.SetTraceback("all")
			panic("a command does not end")
		}
	}
}

func memoryInUse() uint64 {
	s := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(s)
	return s[0].Value.Uint64()
}

// found reports a finding, and keeps the dump.
func (m *mutation) found(words []string, format string, args ...any) {
	kept := filepath.Join(os.TempDir(), fmt.Sprintf("perlheap-mutation-%s-%d.pmat", m.name, m.seed))
	b, err := os.ReadFile(m.path)
	if err == nil {
		err = os.WriteFile(kept, b, 0o600)
	}
	m.t.Errorf("%s, seed %d (%s): %q %s\nkept as %s (%v)", m.name, m.seed, m.what, words, fmt.Sprintf(format, args...), kept, err)
	fmt.Fprintf(os.Stderr, "%s, seed %d: %q\n", m.name, m.seed, words) // should all end
}
