package editors

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Kate draws on a screen of memory, in pixels: what can be read is what it and
// the server tell each other, and whether a window comes up with the answer.
func TestKate(t *testing.T) {
	p := workspace(t)
	x, sent, received := p.kate()

	var got struct {
		Params struct {
			URI         string
			Diagnostics []struct {
				Range struct{ Start struct{ Line int } }
				Code  string
			}
		}
	}
	eventually(t, "Kate is told of the problem", func() bool {
		for _, m := range messages(sent) {
			if strings.Contains(m, "textDocument/publishDiagnostics") && strings.Contains(m, "many-closures") {
				return json.Unmarshal([]byte(m), &got) == nil
			}
		}
		return false
	})
	if d := got.Params.Diagnostics; len(d) != 1 || d[0].Range.Start.Line != p.line || got.Params.URI != "file://"+p.file {
		t.Errorf("Kate is told %+v, not of line %d of %s", got.Params, p.line, p.file)
	}

	var initialize struct {
		Params struct {
			RootURI string `json:"rootUri"`
		}
	}
	first := messages(received)[0]
	if err := json.Unmarshal([]byte(first), &initialize); err != nil || initialize.Params.RootURI != "file://"+p.dir {
		t.Errorf("Kate starts with %s, not with root %s", first, p.dir)
	}

	windows := x.windows()
	x.pointAtLine(p.line, received)
	var hover string
	eventually(t, "Kate is told what is alive", func() bool {
		for _, m := range messages(sent) {
			if strings.Contains(m, "20,000 closures alive** ") {
				hover = m
			}
		}
		return hover != ""
	})
	contains(t, "hover", hover, "captures `$app`, `$redis_name`", holder, holderRoot)
	eventually(t, "Kate shows it in a window", func() bool {
		return slices.ContainsFunc(x.windows(), func(w string) bool { return !slices.Contains(windows, w) })
	})
}

// kate starts Kate on the file; what the server sends and receives is kept.
func (p *place) kate() (x *display, sent, received string) {
	p.t.Helper()
	program := need(p.t, "kate", "kate")
	server, sent, received := p.tap()
	p.write(filepath.Join(p.home, "config", "kate", "lspclient", "settings.json"), p.text(snippet(p.t, "kate-lsp.json")))
	// A person is asked once whether this command may be run.
	p.write(filepath.Join(p.home, "config", "katerc"),
		"[Kate Plugins]\nlspclientplugin=true\n\n[lspclient]\nAllowedServerCommandLines="+server+" lsp\n")
	x = p.display()
	x.start(program, "--startanon", "--new", p.file)
	return x, sent, received
}

// From a leak to the proof of its cure, all by code actions: Kate has no other way
// to the commands of a server, and tells where the answers are.
func TestKateFromLeakToProof(t *testing.T) {
	p := leaking(t)
	pid := p.worker()
	x, sent, _ := p.kate()
	told := func(text string) string {
		t.Helper()
		var first string
		eventually(t, "Kate is told "+text, func() bool {
			all := messages(sent)
			at := slices.IndexFunc(all, func(m string) bool { return strings.Contains(m, text) })
			if at >= 0 {
				first = all[at]
			}
			return at >= 0
		})
		return first
	}
	told("nothing outside the cycle holds it")
	x.must("mousemove", "300", "400", "click", "1") // into the text
	x.toLine(p.line)
	x.choose(sent, cureTitle)
	x.save(p, "weaken(my $weak_self = $self);")
	p.runProgram("after")
	told("after-late.pmat") // it is being loaded
	x.choose(sent, "Verify the cure")
	document := regexp.MustCompile(`The heap document is ([^"]+)`).FindStringSubmatch(told("verify.perlheap"))
	if document == nil {
		t.Fatal("it is not told where the proof is")
	}
	p.checkVerified(p.text(document[1]))
	x.choose(sent, "Compare the shown dump with dumps/before-late.pmat")
	told("histogram.perlheap")
	x.choose(sent, "Take a heap dump of worker of a test · pid "+pid)
	checkTaken(t, p, pid, told("as many as perl counts"))
}

func (x *display) must(words ...string) {
	x.p.t.Helper()
	if out, err := x.do(words...); err != nil {
		x.p.t.Fatalf("xdotool %s: %v\n%s", words[0], err, out)
	}
}

// toLine puts the cursor on a 0-based line.
func (x *display) toLine(line int) {
	x.p.t.Helper()
	x.must("key", "ctrl+g")
	x.must("sleep", "1", "type", strconv.Itoa(line+1))
	x.must("key", "Return", "Escape")
}

// choose takes a code action of the line of the cursor. What the menu has is what
// the server answers.
func (x *display) choose(sent, title string) {
	x.p.t.Helper()
	type actions struct{ Result []struct{ Title string } }
	answers := func() (all []actions) {
		for _, m := range messages(sent) {
			var a actions
			if json.Unmarshal([]byte(m), &a) == nil && len(a.Result) > 0 && a.Result[0].Title != "" {
				all = append(all, a)
			}
		}
		return all
	}
	before, windows := len(answers()), len(x.windows())
	x.must("key", "alt+Return")
	eventually(x.p.t, "the menu of code actions", func() bool { return len(answers()) > before && len(x.windows()) > windows })
	last := answers()[before].Result
	at := slices.IndexFunc(last, func(a struct{ Title string }) bool { return strings.HasPrefix(a.Title, title) })
	if at < 0 {
		x.p.t.Fatalf("the menu has no %q: %+v", title, last)
	}
	for range at + 1 { // nothing is chosen at first
		x.must("key", "Down")
	}
	x.must("key", "Return")
}

// save saves the text until the file has a part.
func (x *display) save(p *place, part string) {
	p.t.Helper()
	eventually(p.t, "the saved file has "+part, func() bool {
		x.must("key", "ctrl+s", "sleep", "0.5")
		return strings.Contains(p.text(p.file), part)
	})
}

// pointAtLine rests the mouse on the text until the editor asks for a hover of
// a 0-based line. Every question tells where it points at.
func (x *display) pointAtLine(line int, received string) {
	x.p.t.Helper()
	const height = 16 // of a line, roughly
	for y, tries := 200, 0; tries < 40; tries++ {
		asked := hovered(received)
		// Away from a window that came up, and to the text, moving, to be a rest.
		for _, at := range [][2]int{{600, 10}, {165, y}, {168, y}} {
			if _, err := x.do("mousemove", strconv.Itoa(at[0]), strconv.Itoa(at[1])); err != nil {
				x.p.t.Fatalf("xdotool: %v", err)
			}
		}
		now := asked
		for until := time.Now().Add(1200 * time.Millisecond); len(now) == len(asked) && time.Now().Before(until); {
			time.Sleep(50 * time.Millisecond)
			now = hovered(received)
		}
		switch {
		case len(now) == len(asked): // there is no text
			y += height / 2
		case now[len(now)-1] == line:
			return
		default:
			y += (line - now[len(now)-1]) * height
		}
	}
	x.p.t.Fatalf("the mouse does not find line %d, only %d", line, hovered(received))
}

// hovered are the lines that an editor has asked hovers of.
func hovered(received string) (lines []int) {
	for _, m := range messages(received) {
		var hover struct {
			Method string
			Params struct{ Position struct{ Line int } }
		}
		if json.Unmarshal([]byte(m), &hover) == nil && hover.Method == "textDocument/hover" {
			lines = append(lines, hover.Params.Position.Line)
		}
	}
	return lines
}

// tap puts a server before the other in $PATH that keeps what it sends and
// receives.
func (p *place) tap() (server, sent, received string) {
	p.t.Helper()
	real, err := binary()
	if err != nil {
		p.t.Fatal(err)
	}
	bin := filepath.Join(p.home, "bin")
	server, sent, received = filepath.Join(bin, "perlheap"), filepath.Join(p.home, "sent"), filepath.Join(p.home, "received")
	p.write(server, "#!/bin/sh\ntee '"+received+"' | '"+filepath.Join(real, "perlheap")+"' \"$@\" | tee '"+sent+"'\n")
	if err := os.Chmod(server, 0o755); err != nil {
		p.t.Fatal(err)
	}
	for i, v := range p.env {
		if path, ok := strings.CutPrefix(v, "PATH="); ok {
			p.env[i] = "PATH=" + bin + string(os.PathListSeparator) + path
		}
	}
	return server, sent, received
}

// messages are the whole messages that a file has so far.
func messages(path string) (all []string) {
	raw, _ := os.ReadFile(path)
	for rest := string(raw); ; {
		var length int
		header, body, ok := strings.Cut(rest, "\r\n\r\n")
		if !ok {
			return all
		}
		for line := range strings.Lines(header) {
			if value, ok := strings.CutPrefix(line, "Content-Length:"); ok {
				_ = json.Unmarshal([]byte(strings.TrimSpace(value)), &length)
			}
		}
		if length == 0 || length > len(body) {
			return all
		}
		all, rest = append(all, body[:length]), body[length:]
	}
}
