package session

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/perlheap/perlheap/heap/site"
)

func TestSettingsOverride(t *testing.T) {
	base := DefaultSettings()
	base.Dumps = []string{"a.pmat"}
	for _, tt := range []struct {
		raw    string
		change func(*Settings)
	}{
		{``, func(*Settings) {}},
		{`null`, func(*Settings) {}},
		{`{}`, func(*Settings) {}},
		{`{"server":{"path":"/x"},"dumps":null,"hover":{},"diagnostics":{"enable":null}}`, func(*Settings) {}},
		{`{"dumps":[]}`, func(s *Settings) { s.Dumps = nil }},
		{`{"dumps":["x/*.pmat","/y"]}`, func(s *Settings) { s.Dumps = []string{"x/*.pmat", "/y"} }},
		{`{"codeLens":{"enable":false},"hover":{"enable":false}}`, func(s *Settings) { s.CodeLens.Enable, s.Hover = false, false }},
		{`{"inlayHints":{"enable":true}}`, func(s *Settings) { s.InlayHints = true }},
		{`{"cache":{"size":0}}`, func(s *Settings) { s.CacheSize = 0 }},
		{`{"cache.size":1e9}`, func(s *Settings) { s.CacheSize = 1e9 }},
		{`{"workspaceSymbols":{"enable":false}}`, func(s *Settings) { s.WorkspaceSymbols = false }},
		{`{"callHierarchy":{"enable":false}}`, func(s *Settings) { s.CallHierarchy = false }},
		{`{"codeLens":{"enable":null,"kinds":null}}`, func(*Settings) {}},
		{`{"codeLens":{"kinds":["object","closure"],"minimumCount":1,"minimumBytes":8589934592}}`, func(s *Settings) {
			s.CodeLens = CodeLensSettings{true, []string{"object", "closure"}, 1, 8 << 30}
		}},
		{`{"codeLens":{"kinds":[]}}`, func(s *Settings) { s.CodeLens.Kinds = []string{} }},
		{`{"pathMappings":{"/srv/app":"lib","C:\\app":"/home/x"}}`, func(s *Settings) {
			s.Sources.PathMappings = map[string]string{"/srv/app": "lib", `C:\app`: "/home/x"}
		}},
		{`{"pathMappings":{}}`, func(s *Settings) { s.Sources.PathMappings = map[string]string{} }},
		{`{"pathMappings":null,"revision":null}`, func(*Settings) {}},
		{`{"own":["vendor","~/lib"]}`, func(s *Settings) { s.Sources.Own = []string{"vendor", "~/lib"} }},
		{`{"own":null}`, func(*Settings) {}},
		{`{"revision":" v1.2 "}`, func(s *Settings) { s.Sources.Revision = "v1.2" }},
		{`{"diagnostics":{"enable":false,"minimumCount":1,"minimumShare":0}}`, func(s *Settings) { s.Diagnostics = DiagnosticSettings{false, 1, 0} }},
		{`{"diagnostics":{"minimumShare":1}}`, func(s *Settings) { s.Diagnostics.MinimumShare = 1 }},
		{`{"perlheap":{"hover":{"enable":false}}}`, func(s *Settings) { s.Hover = false }},
		{`{"perlheap.hover.enable":false,"perlheap.codeLens":{"minimumCount":3}}`, func(s *Settings) { s.Hover, s.CodeLens.MinimumCount = false, 3 }},
		{`{"codeLens.enable":false,"codeLens":{"enable":true,"minimumBytes":7}}`, func(s *Settings) { s.CodeLens.Enable, s.CodeLens.MinimumBytes = false, 7 }},
		{`{"perlheap":{"codeLens.enable":false,"pathMappings":{"/srv/a.b":"c.d"}}}`, func(s *Settings) {
			s.CodeLens.Enable, s.Sources.PathMappings = false, map[string]string{"/srv/a.b": "c.d"}
		}},
	} {
		want := base
		tt.change(&want)
		got, err := base.Override([]byte(tt.raw))
		if err != nil {
			t.Errorf("%s: %v", tt.raw, err)
		}
		if len(got.Dumps) == 0 {
			got.Dumps = nil
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.raw, diff)
		}
	}
}

func TestSettingsThatAreWrong(t *testing.T) {
	base := DefaultSettings()
	for raw, want := range map[string]string{
		`[]`:                                    "perlheap: an array is not an object",
		`{`:                                     "perlheap settings are not JSON",
		`{"dumps":"a.pmat"}`:                    "perlheap.dumps: a string is not a list",
		`{"dumps":[1]}`:                         "perlheap.dumps: a number is not a list of paths and globs",
		`{"dumps":[""]}`:                        "perlheap.dumps: an entry is empty",
		`{"hover":true}`:                        "perlheap.hover: true or false is not an object",
		`{"codeLens":{"enable":"yes"}}`:         "perlheap.codeLens.enable: a string is not true or false",
		`{"codeLens":{"kinds":"closure"}}`:      "perlheap.codeLens.kinds: a string is not a list",
		`{"codeLens":{"kinds":["subs"]}}`:       `perlheap.codeLens.kinds: "subs" is not one of closure, sub, object, variable, allocation`,
		`{"codeLens":{"kinds":[1]}}`:            "perlheap.codeLens.kinds: a number is not a list of closure, sub,",
		`{"codeLens":{"minimumCount":0}}`:       "perlheap.codeLens.minimumCount: 0 is not a whole number of at least 1",
		`{"codeLens":{"minimumBytes":1e300}}`:   "perlheap.codeLens.minimumBytes: 1e+300 is not a whole number of at least 1",
		`{"codeLens":{"minimumBytes":0.5}}`:     "perlheap.codeLens.minimumBytes: 0.5 is not a whole number of at least 1",
		`{"pathMappings":"x"}`:                  "perlheap.pathMappings: it must be an object",
		`{"pathMappings":{"":"lib"}}`:           "perlheap.pathMappings: a prefix is empty",
		`{"pathMappings":{"/srv":7}}`:           `perlheap.pathMappings: "/srv" must be given the path of a folder`,
		`{"pathMappings":{"/srv":""}}`:          `perlheap.pathMappings: "/srv" must be given the path of a folder`,
		`{"own":"vendor"}`:                      "perlheap.own: a string is not a list",
		`{"own":[7]}`:                           "perlheap.own: a number is not a list of folders",
		`{"own":[" "]}`:                         "perlheap.own: an entry is empty, it must be the path of a folder",
		`{"revision":7}`:                        "perlheap.revision: a number is not a string",
		`{"diagnostics":{"minimumCount":"x"}}`:  "perlheap.diagnostics.minimumCount: a string is not a number",
		`{"diagnostics":{"minimumCount":0}}`:    "perlheap.diagnostics.minimumCount: 0 is not a whole number of at least 1",
		`{"diagnostics":{"minimumCount":1.5}}`:  "perlheap.diagnostics.minimumCount: 1.5",
		`{"diagnostics":{"minimumShare":-0.1}}`: "perlheap.diagnostics.minimumShare: -0.1 is not a share between 0 and 1",
		`{"diagnostics":{"minimumShare":1.5}}`:  "perlheap.diagnostics.minimumShare: 1.5",
	} {
		got, err := base.Override([]byte(raw))
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: error %v, want %q", raw, err, want)
		}
		if diff := cmp.Diff(base, got); diff != "" {
			t.Errorf("%s changes the settings:\n%s", raw, diff)
		}
	}
}

func TestUnknownSettings(t *testing.T) {
	for raw, want := range map[string]string{
		``: "", `null`: "", `[]`: "", `{}`: "",
		`{"status":true,"server":{"path":"x"},"heat":{"gutter":true},"trace":{"server":"off"}}`: "",
		`{"perlheap":{"dumps":["*.pmat"],"pathMappings":{"dump":"x"}}}`:                         "",
		`{"dump":["*.pmat"]}`:                                "perlheap.dump is not a setting: did you mean perlheap.dumps?",
		`{"perlheap.dump":["*.pmat"]}`:                       "perlheap.dump is not a setting: did you mean perlheap.dumps?",
		`{"perlheap":{"pathMapping":{}}}`:                    "perlheap.pathMapping is not a setting: did you mean perlheap.pathMappings?",
		`{"codelens":{"enable":false}}`:                      "perlheap.codelens is not a setting: did you mean perlheap.codeLens.enable?",
		`{"codeLens":{"enabled":false}}`:                     "perlheap.codeLens.enabled is not a setting: did you mean perlheap.codeLens.enable?",
		`{"codeLens.minCount":3}`:                            "perlheap.codeLens.minCount is not a setting: did you mean perlheap.codeLens.minimumCount?",
		`{"minimumShare":1}`:                                 "perlheap.minimumShare is not a setting: did you mean perlheap.diagnostics.minimumShare?",
		`{"dumps.x":1}`:                                      "perlheap.dumps.x is not a setting: did you mean perlheap.dumps?",
		`{"zzz":1,"\u001b[2J":{}}`:                           `perlheap.\x{1b}[2J is not a setting; perlheap.zzz is not a setting`,
		`{"q1":1,"q2":1,"q3":1,"q4":1,"q5":1,"q6":1,"q7":1}`: "perlheap.q1 is not a setting; perlheap.q2 is not a setting; perlheap.q3 is not a setting; perlheap.q4 is not a setting; perlheap.q5 is not a setting; nor are 2 more",
	} {
		if got := Unknown([]byte(raw)); got != want {
			t.Errorf("%s: %s, want %s", raw, got, want)
		}
	}
}

func TestSection(t *testing.T) {
	for raw, want := range map[string]string{
		`{"perlheap":{"dumps":[]},"other":1}`: `{"dumps":[]}`,
		`{"dumps":[]}`:                        `{"dumps":[]}`,
		`{"perlheap.dumps":[],"x":1}`:         `{"perlheap.dumps":[]}`,
		`{"hover.enable":false}`:              `{"hover.enable":false}`,
		`{"revision":"v1"}`:                   `{"revision":"v1"}`,
		`{"pathMappings":{"/a":"b"}}`:         `{"pathMappings":{"/a":"b"}}`,
		`{"perlheap":null}`:                   "",
		`{"other":{"dumps":[]}}`:              "",
		`null`:                                "",
		`[]`:                                  "",
		``:                                    "",
	} {
		got, ok := Section([]byte(raw))
		if !ok {
			got = nil
		}
		if string(got) != want {
			t.Errorf("%s: section %s, want %s", raw, got, want)
		}
	}
}

// The extension's manifest says the defaults again: VS Code sends them as if a
// person had set them.
func TestDefaultsOfTheExtension(t *testing.T) {
	raw, err := os.ReadFile("../../vscode-extension/package.json")
	if err != nil {
		t.Fatal(err)
	}
	var manifest struct {
		Contributes struct {
			Configuration struct {
				Properties map[string]struct{ Default any }
			}
		}
	}
	if err := json.Unmarshal(raw, &manifest); err != nil {
		t.Fatal(err)
	}
	sent := map[string]any{}
	for name, property := range manifest.Contributes.Configuration.Properties {
		at := sent
		path := strings.Split(name, ".")[1:]
		for _, part := range path[:len(path)-1] {
			if at[part] == nil {
				at[part] = map[string]any{}
			}
			at = at[part].(map[string]any)
		}
		at[path[len(path)-1]] = property.Default
	}
	raw, err = json.Marshal(sent)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Settings{}.Override(raw)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(DefaultSettings(), got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("the defaults of package.json differ (-server +extension):\n%s", diff)
	}
}

// Lenses can be chosen by every kind that the engine finds, and by no other.
func TestKindsAreThoseOfItems(t *testing.T) {
	if len(Kinds) != len(site.Kinds) {
		t.Errorf("kinds %q, the engine has %q", Kinds, site.Kinds)
	}
	for _, kind := range Kinds {
		if !slices.Contains(site.Kinds, site.Kind(kind)) {
			t.Errorf("the engine has no kind %s", kind)
		}
	}
}
