package check

import (
	"bytes"
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/site"
)

// A dump decides what its files are called, but not what a URI of SARIF is
// besides the name of a file: no scheme, host, query or line of its own.
func TestSARIFNamesOfFiles(t *testing.T) {
	for name, place := range map[string]struct {
		place site.Place
		path  string // of the URI, as one reads it; empty for no location
		base  string
	}{
		"spaces":           {site.Place{Path: "/src/app/lib/a b.pm"}, "lib/a b.pm", srcRoot},
		"percent":          {site.Place{Path: "/src/app/100%41.pm"}, "100%41.pm", srcRoot},
		"query, fragment":  {site.Place{Path: "/src/app/a?b#c.pm"}, "a?b#c.pm", srcRoot},
		"newline":          {site.Place{Path: "/src/app/a\nb\r.pm"}, "a\nb\r.pm", srcRoot},
		"no UTF-8":         {site.Place{Path: "/src/app/\xe4\xff.pm"}, "\xe4\xff.pm", srcRoot},
		"two dots":         {site.Place{Path: "/src/app/..pm"}, "..pm", srcRoot},
		"outside":          {site.Place{Path: "/src/other/a.pm"}, "/src/other/a.pm", ""},
		"leads out":        {site.Place{Path: "/src/app/../../etc/passwd"}, "/src/app/../../etc/passwd", ""},
		"server":           {site.Place{File: "//evil.example/share/a.pm"}, "//evil.example/share/a.pm", ""},
		"relative":         {site.Place{File: "lib/a.pm"}, "lib/a.pm", srcRoot},
		"relative, out":    {site.Place{File: "../../etc/passwd"}, "", ""},
		"scheme":           {site.Place{File: "javascript:alert(1)"}, "./javascript:alert(1)", srcRoot},
		"drive":            {site.Place{File: `C:\src\a.pm`}, `./C:\src\a.pm`, srcRoot},
		"drive and slash":  {site.Place{File: "C:/src/a.pm"}, "./C:/src/a.pm", srcRoot},
		"UNC of Windows":   {site.Place{File: `\\evil\share\a.pm`}, `\\evil\share\a.pm`, srcRoot},
		"longer than path": {site.Place{File: strings.Repeat("a", 1<<20)}, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			place.place.Line = 3
			if place.place.File == "" {
				place.place.File = place.place.Path
			}
			var b bytes.Buffer
			err := SARIF(&b, Report{Root: "/src/app", Found: []diagnose.Finding{{Rule: diagnose.RuleClosures, Level: diagnose.High, Place: place.place, Message: "9 closures"}}})
			if err != nil {
				t.Fatal(err)
			}
			validate(t, b.Bytes())
			var doc sarifLog
			if err := json.Unmarshal(b.Bytes(), &doc); err != nil {
				t.Fatal(err)
			}
			at := doc.Runs[0].Results[0].Locations
			if place.path == "" {
				if len(at) > 0 {
					t.Errorf("it is at %.200q", at[0].Physical.Artifact.URI)
				}
				return
			}
			if len(at) != 1 {
				t.Fatalf("it has %d locations", len(at))
			}
			a := at[0].Physical.Artifact
			u, err := url.Parse(a.URI)
			if err != nil {
				t.Fatal(err)
			}
			if u.Path != place.path || a.Base != place.base || u.Host != "" || u.RawQuery != "" || u.Fragment != "" || (u.Scheme == "file") != (a.Base == "") {
				t.Errorf("%q below %q: %+v", a.URI, a.Base, u)
			}
		})
	}
}
