package editors

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

// Snippets for editors that are not driven here are at least well formed, and
// start the server in the same way as all others.
func TestSnippetsOfJSON(t *testing.T) {
	for name, where := range map[string][]string{
		"kate-lsp.json":        {"servers", "perl"},
		"coc-settings.json":    {"languageserver", "perlheap"},
		"LSP.sublime-settings": {"clients", "perlheap"},
	} {
		t.Run(name, func(t *testing.T) {
			raw, err := os.ReadFile(snippet(t, name))
			if err != nil {
				t.Fatal(err)
			}
			text := string(raw)
			if filepath.Ext(name) != ".json" { // Sublime Text takes comments
				text = regexp.MustCompile(`(?m)^\s*//.*$`).ReplaceAllString(text, "")
			}
			var value any
			if err := json.Unmarshal([]byte(text), &value); err != nil {
				t.Fatal(err)
			}
			for _, key := range where {
				object, _ := value.(map[string]any)
				value = object[key]
			}
			checkServer(t, value)
		})
	}
}

// checkServer checks how an editor is told to start the server: with its
// command in one list or in two, and with dumps to look for.
func checkServer(t *testing.T, value any) {
	t.Helper()
	server, ok := value.(map[string]any)
	if !ok {
		t.Fatalf("the server is %v, not an object", value)
	}
	var words []string
	for _, key := range []string{"command", "args"} {
		switch v := server[key].(type) {
		case string:
			words = append(words, v)
		case []any:
			for _, word := range v {
				text, _ := word.(string)
				words = append(words, text)
			}
		}
	}
	if want := []string{"perlheap", "lsp"}; !slices.Equal(words, want) {
		t.Errorf("the command is %q, not %q", words, want)
	}
	options, _ := server["initializationOptions"].(map[string]any)
	if options == nil {
		options, _ = server["config"].(map[string]any) // Helix's word for it
	}
	if dumps, _ := options["dumps"].([]any); len(dumps) == 0 {
		t.Errorf("it looks for no dumps: %v", server)
	}
}

func TestSnippetForHelix(t *testing.T) {
	var file struct {
		LanguageServer map[string]any `toml:"language-server"`
		Language       []struct {
			Name            string
			LanguageServers []string `toml:"language-servers"`
		}
	}
	meta, err := toml.DecodeFile(snippet(t, "helix-languages.toml"), &file)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, l := range file.Language {
		names = append(names, l.Name)
		if !slices.Contains(l.LanguageServers, "perlheap") {
			t.Errorf("perlheap is not among the servers of %s: %v", l.Name, meta.Keys())
		}
	}
	if want := []string{"perl", "perlheap"}; !slices.Equal(names, want) {
		t.Errorf("it is for %q, not for %q", names, want)
	}
	checkServer(t, file.LanguageServer["perlheap"])
}

// TestSnippetForVimLSP has Vim read the file, with a stand-in for the plugin
// that writes down what it is given.
func TestSnippetForVimLSP(t *testing.T) {
	program := need(t, "vim", "vim-nox")
	dir := t.TempDir()
	facts := filepath.Join(dir, "facts.json")
	stand := `function! lsp#register_server(server) abort
    call writefile([json_encode(filter(copy(a:server), {key -> key !=# 'root_uri'}))], $PERLHEAP_FACTS)
endfunction
function! lsp#register_command(name, handler) abort
    call writefile([a:name], $PERLHEAP_FACTS, 'a')
endfunction
`
	if err := os.MkdirAll(filepath.Join(dir, "autoload"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "autoload", "lsp.vim"), []byte(stand), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), program, "-Nes", "-u", "NONE", "-i", "NONE", "--cmd", "set rtp^="+dir,
		"-S", snippet(t, "vim-lsp.vim"), "-c", "doautocmd User lsp_setup", "-c", "qall!")
	cmd.Env = append(os.Environ(), "PERLHEAP_FACTS="+facts)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("vim: %v\n%s", err, out)
	}
	raw, err := os.ReadFile(facts)
	if err != nil {
		t.Fatalf("the snippet registers nothing: %v\n%s", err, out)
	}
	first, second, _ := strings.Cut(string(raw), "\n")
	var server map[string]any
	if err := json.Unmarshal([]byte(first), &server); err != nil {
		t.Fatal(err)
	}
	server["command"], server["initializationOptions"] = server["cmd"], server["initialization_options"]
	checkServer(t, server)
	if strings.TrimSpace(second) != "perlheap.why" {
		t.Errorf("the snippet registers the command %q", second)
	}
}

// Every snippet is checked by some test.
func TestEverySnippetIsTested(t *testing.T) {
	sources, err := filepath.Glob("*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	var code strings.Builder
	for _, name := range sources {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		code.Write(raw)
	}
	files, err := os.ReadDir(filepath.Dir(snippet(t, "any")))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !strings.Contains(code.String(), `"`+f.Name()+`"`) {
			t.Errorf("no test names %s", f.Name())
		}
	}
}
