package editors

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Kate draws on a screen of memory, in pixels: what can be read is what it and
// the server tell each other, and whether a window comes up with the answer.
func TestKate(t *testing.T) {
	program := need(t, "kate", "kate")
	p := workspace(t)
	server, sent, received := p.tap()
	p.write(filepath.Join(p.home, "config", "kate", "lspclient", "settings.json"), p.text(snippet(t, "kate-lsp.json")))
	// A person is asked once whether this command may be run.
	p.write(filepath.Join(p.home, "config", "katerc"),
		"[Kate Plugins]\nlspclientplugin=true\n\n[lspclient]\nAllowedServerCommandLines="+server+" lsp\n")
	x := p.display()
	x.start(program, "--startanon", "--new", p.file)

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
