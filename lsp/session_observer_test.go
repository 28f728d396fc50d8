package lsp

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"

	"github.com/perlheap/perlheap/heap/wire"
)

func TestProgress(t *testing.T) {
	e := start(t, workspace(t, leaky), everything, options)
	e.await("window/workDoneProgress/create", nil)
	kinds := map[string]int{}
	last := -1
	e.await("$/progress", func(raw json.RawMessage) bool {
		var p struct {
			Value struct {
				Kind, Message string
				Percentage    *int
				Cancellable   bool
			}
		}
		if err := json.Unmarshal(raw, &p); err != nil {
			t.Fatal(err)
		}
		kinds[p.Value.Kind]++
		if n := p.Value.Percentage; n != nil {
			if *n < last || *n > 100 || p.Value.Message == "" || !p.Value.Cancellable {
				t.Errorf("progress %s after %d %%", raw, last)
			}
			last = *n
		}
		return p.Value.Kind == "end"
	})
	if kinds["begin"] != 1 || kinds["report"] < 1 || last != 100 {
		t.Errorf("progress: %v, last %d %%", kinds, last)
	}
}

func TestProgressIsNotSentToClientsThatDoNotWantIt(t *testing.T) {
	e := start(t, workspace(t, leaky), `{}`, options)
	e.status("ready")
	e.open(app)
	expectLenses(t, e, appLenses)
	for _, method := range []string{"window/workDoneProgress/create", "$/progress", "workspace/codeLens/refresh", "workspace/configuration", "client/registerCapability"} {
		if e.count(method) > 0 {
			t.Errorf("the server sent %s", method)
		}
	}
}

func TestOthersAreAnsweredDuringALoad(t *testing.T) {
	e := start(t, workspace(t, leaky), everything, `{"status":true,"dumps":["`+leaky+`.pmat.gz"],"codeLens":{"kinds":["closure"],"minimumCount":1}}`)
	e.open(app)
	e.status("ready")
	release := e.hold()
	copyDump(t, leaky+"-leak.3", e.path("other"))
	loaded := make(chan error, 1)
	go func() { loaded <- e.execute(commandLoadDump, `{"path":"other"}`, nil) }()
	e.status("loading")

	// A thousand edits, each putting a line before the last one put.
	for i := range 1000 {
		e.change(app, i+2, 0, 0, fmt.Sprintf("# edit %d\n", i))
		if i%100 == 0 && e.hover(app, 121+i+1) == nil {
			t.Errorf("no hover after edit %d", i)
		}
	}
	var want []string
	for _, l := range appLenses {
		n, rest, _ := strings.Cut(l, ":")
		line := 0
		fmt.Sscan(n, &line)
		want = append(want, fmt.Sprintf("%d:%s", line+1000, rest))
	}
	expectLenses(t, e, want)
	select {
	case err := <-loaded:
		t.Fatalf("the load has ended: %v", err)
	default:
	}
	release()
	if err := <-loaded; err != nil {
		t.Fatal(err)
	}
	if s := e.status("ready"); s.Path != e.path("other") {
		t.Errorf("status %+v", s)
	}
	if got := e.lenses(app); len(got) == 0 || !strings.HasPrefix(got[0], "1027: 70 closures") {
		t.Errorf("lenses %q", got)
	}
}

func TestCancelLoad(t *testing.T) {
	for _, how := range []string{"progress", "request"} {
		t.Run(how, func(t *testing.T) {
			e := start(t, workspace(t, leaky), everything, `{"status":true,"dumps":["`+leaky+`.pmat.gz"],"codeLens":{"kinds":["closure"],"minimumCount":1}}`)
			e.status("ready")
			e.await("$/progress", func(raw json.RawMessage) bool { return strings.Contains(string(raw), `"end"`) })
			release := e.hold()
			copyDump(t, leaky+"-leak.3", e.path("other"))
			result := make(chan jsonrpc2.Code, 1)
			go func() {
				result <- e.code("workspace/executeCommand", fmt.Sprintf(`{"command":%q,"arguments":[{"path":"other"}]}`, commandLoadDump))
			}()
			e.status("loading")
			if how == "progress" {
				var p struct{ Token json.RawMessage }
				e.await("$/progress", func(raw json.RawMessage) bool {
					return strings.Contains(string(raw), `"begin"`) && json.Unmarshal(raw, &p) == nil
				})
				e.notify("window/workDoneProgress/cancel", `{"token":`+string(p.Token)+`}`)
			} else {
				e.notify("$/cancelRequest", `{"id":2}`) // the second call after initialize
			}
			// What follows is handled after the cancellation.
			if code := e.code("perlheap/unknown", "{}"); code != jsonrpc2.MethodNotFound {
				t.Errorf("code %d", code)
			}
			release()
			if code := <-result; code != protocol.CodeRequestCancelled {
				t.Errorf("code %d, want %d", code, protocol.CodeRequestCancelled)
			}
			if s := e.status("ready"); s.Path != e.path(leaky+".pmat.gz") {
				t.Errorf("after the cancellation %+v is shown", s)
			}
			e.await("$/progress", func(raw json.RawMessage) bool { return strings.Contains(string(raw), `"message":"cancelled"`) })
			if n := e.count("window/showMessage"); n != 0 {
				t.Errorf("%d messages about what the person did", n)
			}
		})
	}
}

func TestBrokenDumps(t *testing.T) {
	e := start(t, workspace(t, leaky), everything, options)
	e.open(app)
	e.status("ready")
	if err := os.WriteFile(e.path("junk"), []byte("no dump at all"), 0o644); err != nil {
		t.Fatal(err)
	}
	err := e.execute(commandLoadDump, `{"path":"junk"}`, nil)
	if err == nil || strings.Contains(err.Error(), "\n") || !strings.Contains(err.Error(), e.path("junk")) {
		t.Errorf("error %v", err)
	}
	if s := e.status("failed"); s.Path != e.path("junk") || s.Message == "" {
		t.Errorf("status %+v", s)
	}
	e.await("window/showMessage", nil)
	expectLenses(t, e, appLenses)

	copyDump(t, "p540-amd64-d050-classcrash", e.path("crash"))
	var loaded wire.LoadDumpResult
	if err := e.execute(commandLoadDump, `{"path":"crash"}`, &loaded); err != nil {
		t.Fatal(err)
	}
	want := "755 SVs were read; the file ends inside the ARRAY record at offset 0xef97"
	if tr := loaded.Truncated; tr == nil || tr.Record != "ARRAY record" && tr.Record != "ARRAY" || tr.SVs != 755 || !strings.Contains(tr.Message, want) {
		t.Errorf("truncated %+v", tr)
	}
	if s := e.status("ready"); s.Truncated == nil {
		t.Errorf("status %+v", s)
	}
	if got := e.lenses("class.pl"); len(got) != 2 {
		t.Errorf("lenses of a truncated dump: %q", got)
	}
	if err := e.execute(commandUnloadDump, `{"path":"crash"}`, nil); err != nil {
		t.Error(err)
	}
	expectLenses(t, e, appLenses)
}

// A process may write its next dump to the path of the one that is shown. What
// is read from the file again is not believed then; a packed dump was unpacked
// to where nobody writes.
func TestDumpThatIsBeingRewritten(t *testing.T) {
	for name, want := range map[string]string{"plain.pmat": "cannot be read", "packed.pmat.gz": "%Leaky::Redis::POOL"} {
		t.Run(name, func(t *testing.T) {
			dir := workspace(t)
			put := func(dump string) {
				if name == "plain.pmat" {
					unpackDump(t, dump, filepath.Join(dir, name))
				} else {
					copyDump(t, dump, filepath.Join(dir, name))
				}
			}
			put(leaky)
			e := start(t, dir, everything, `{"status":true,"dumps":["*.pmat*"],"codeLens":{"kinds":["closure"],"minimumCount":1}}`)
			e.open(app)
			e.status("ready")
			release := e.hold()
			put(leaky + "-leak.3")
			h := e.hover(app, 121)
			if h == nil {
				t.Fatal("no hover")
			}
			if text := h.Contents.(*protocol.MarkupContent).Value; !strings.Contains(text, "300 closures alive") || !strings.Contains(text, want) {
				t.Errorf("hover\n%s", text)
			}
			expectLenses(t, e, appLenses)
			release()
			e.status("loading")
			e.status("ready")
			if got := e.lenses(app); len(got) == 0 || !strings.HasPrefix(got[0], "27: 70 closures") {
				t.Errorf("lenses %q", got)
			}
		})
	}
}
