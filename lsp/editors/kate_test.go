package editors

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// Kate draws on no screen here, so that what can be checked is what it and the
// server tell each other.
func TestKate(t *testing.T) {
	program, err := exec.LookPath("kate")
	if err != nil {
		// It brings all of KDE's libraries along: nobody has to have them.
		t.Skip("kate is missing: install kate to run this test")
	}
	p := workspace(t)
	server, sent, received := p.tap()
	p.write(filepath.Join(p.home, "config", "kate", "lspclient", "settings.json"), p.text(snippet(t, "kate-lsp.json")))
	// A person is asked once whether this command may be run.
	p.write(filepath.Join(p.home, "config", "katerc"),
		"[Kate Plugins]\nlspclientplugin=true\n\n[lspclient]\nAllowedServerCommandLines="+server+" lsp\n")

	cmd := exec.Command(program, "--startanon", "--new", p.file)
	cmd.Dir, cmd.Env = p.dir, append(p.env, "QT_QPA_PLATFORM=offscreen")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
		_ = cmd.Wait()
	})

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
