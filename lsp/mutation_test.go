package lsp

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.lsp.dev/jsonrpc2"
	"go.uber.org/zap"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat/pmatmutate"
)

// onDamaged are arguments of the server's commands; SV stands for an SV, FILE
// for a source, WHOLE for the whole dump.
var onDamaged = map[string][]string{
	commandLines:    {`{}`, `{"limit":5,"sort":"count"}`},
	commandIdentify: {`{"address":"SV"}`, `{"address":"SV","all":true,"depth":4}`},
	commandShow:     {`{"address":"SV"}`},
	commandLocate:   {`{"address":"SV"}`},
	commandFind:     {`{"filters":["cv"]}`, `{"filters":["num"]}`, `{"filters":["pv","a"]}`},
	commandQuery:    {`{"query":"class~. or retained>100 and refcnt>1"}`},
	commandLargest:  {`{}`, `{"owned":true}`, `{"retained":true}`, `{"struct":true}`},
	commandSummary:  {`{}`}, commandPopulation: {`{"depth":4}`, `{"address":"SV"}`}, commandHistogram: {`{}`}, commandInstances: {`{"name":"HASH"}`}, commandFindNames: {`{"query":"a"}`, `{"query":"SV"}`}, commandWaste: {`{"texts":true}`}, commandCount: {`{"blessed":true,"owned":true}`},
	commandInrefs: {`{"address":"SV","all":true}`}, commandOutrefs: {`{"address":"SV","all":true}`},
	commandElems: {`{"address":"SV"}`}, commandValues: {`{"address":"SV"}`},
	commandSymbols: {`{"recurse":true}`}, commandRoots: {`{}`}, commandCallers: {`{}`},
	commandSuspects: {`{}`}, commandGrowth: {`{}`}, commandSetBaseline: {`{"path":"WHOLE","force":true}`}, commandDumps: {`{}`},
	commandFindDumps: {`{}`}, commandMapSources: {`{"folder":"/nowhere"}`}, commandWhy: {`{"file":"FILE","line":20}`},
	commandVerify: {`{"before":["WHOLE"],"after":["WHOLE"],"level":"low"}`, `{}`},
	commandOpen: {
		`{"kind":"overview","show":false}`, `{"kind":"histogram","show":false}`, `{"kind":"sv","address":"SV","show":false}`,
		`{"kind":"identify","address":"SV","show":false}`, `{"kind":"line","file":"FILE","line":20,"show":false}`,
	},
}

// notOnDamaged load or unload the dump, ask the processes of this machine, or write
// what the command line is tested to write of damaged dumps.
var notOnDamaged = []string{commandLoadDump, commandUnloadDump, commandPs, commandCapture, commandReport}

// asked are requests about a text.
var asked = map[string]string{
	"textDocument/codeLens":   `{"textDocument":{"uri":"URI"}}`,
	"textDocument/inlayHint":  `{"textDocument":{"uri":"URI"},"range":{"start":{"line":0,"character":0},"end":{"line":200,"character":0}}}`,
	"textDocument/codeAction": `{"textDocument":{"uri":"URI"},"range":{"start":{"line":0,"character":0},"end":{"line":200,"character":0}},"context":{"diagnostics":[]}}`,
	"workspace/symbol":        `{"query":"#"}`,
}

// TestMutations loads damaged dumps into a server and asks it everything. It
// may refuse, and must neither crash nor keep anyone waiting. PERLHEAP_MUTATE=1h
// goes on for that long; the dump that led to a finding is kept.
func TestMutations(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	for _, name := range commandNames() {
		if onDamaged[name] == nil && !slices.Contains(notOnDamaged, name) {
			t.Errorf("%s is not run on damaged dumps", name)
		}
	}
	e := launchWith(t, workspace(t), Options{})
	e.initialize(everything, `{"status":true}`)
	e.notify("initialized", "{}")
	sources := []string{"lib/Leaky/App.pm", "lib/Leaky/Redis.pm", "leak.pl"}
	for _, name := range sources {
		e.open(name)
	}
	bases := pmatmutate.Bases[:6]
	dumps := make([]*pmatmutate.Dump, len(bases))
	for i, name := range bases {
		var err error
		if dumps[i], err = pmatmutate.Open(filepath.Join("..", "testdata", "dumps"), name); err != nil {
			t.Fatal(err)
		}
	}
	seeds, end := pmatmutate.Seeds(1)
	tried := 0
	for seed := range seeds {
		for i, d := range dumps {
			if end.IsZero() && i > 4 {
				break
			}
			rng := rand.New(rand.NewPCG(seed, uint64(i)))
			b, what := d.Mutate(rng)
			walkDamaged(t, e, b, rng, sources, func(request, format string, args ...any) {
				kept := filepath.Join(os.TempDir(), fmt.Sprintf("perlheap-mutation-%s-%d.pmat", bases[i], seed))
				err := os.WriteFile(kept, b, 0o600)
				t.Errorf("%s, seed %d (%s): %s %s\nkept as %s (%v)", bases[i], seed, what, request, fmt.Sprintf(format, args...), kept, err)
			})
			tried++
			if t.Failed() {
				t.Fatalf("after %d dumps", tried)
			}
		}
	}
	t.Logf("%d damaged dumps", tried)
}

func walkDamaged(t *testing.T, e *editor, b []byte, rng *rand.Rand, sources []string, found func(request, format string, args ...any)) {
	t.Helper()
	path := e.path("damaged.dump")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	argument := fmt.Sprintf(`{"path":%q}`, path)
	ask := func(name string, call func() error) {
		err := call() // one that is not answered within patience fails
		var wire *jsonrpc2.Error
		switch {
		case errors.As(err, &wire) && wire.Code != jsonrpc2.InternalError:
		case err != nil && !strings.Contains(err.Error(), "pmat"):
			found(name, "gives %v", err)
		}
		for _, entry := range e.log.TakeAll() {
			if strings.Contains(entry.Message, "panic") || entry.Level >= zap.DPanicLevel {
				found(name, "logs %s %v", entry.Message, entry.ContextMap())
			}
		}
	}
	if e.execute(commandLoadDump, argument, nil) != nil {
		return // it says why; nothing is shown
	}
	h, err := heap.Open(t.Context(), path, heap.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close() //nolint:errcheck // it is only read
	fill := func(text string) string {
		sv := "0x10000" // a damaged dump may have none
		if n := h.Count(); n > 0 {
			sv = h.Addr(heap.SV(rng.IntN(n))).String()
		}
		return strings.NewReplacer("SV", sv, "FILE", e.path(sources[rng.IntN(len(sources))]), "WHOLE", path, "URI", string(e.uri(sources[rng.IntN(len(sources))]))).Replace(text)
	}
	for name, arguments := range onDamaged {
		for _, a := range arguments {
			ask(name+" "+a, func() error { return e.execute(name, fill(a), nil) })
		}
	}
	for method, params := range asked {
		ask(method, func() error { return e.call(method, fill(params), nil) })
	}
	for line := range 20 {
		params := fmt.Sprintf(`{"textDocument":{"uri":"URI"},"position":{"line":%d,"character":4}}`, 3*line)
		ask("hover", func() error { return e.call("textDocument/hover", fill(params), nil) })
	}
	ask(commandUnloadDump, func() error { return e.execute(commandUnloadDump, argument, nil) })
}
