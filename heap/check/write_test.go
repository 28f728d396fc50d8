package check

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/site"
)

// checked has a finding of every rule, one without a place, and names that no
// format takes as they are.
func checked() Report {
	evil := site.Place{File: "lib/A & \x1b[1mB.pm", Path: "/src/app/lib/A & \x1b[1mB.pm", Line: 7}
	c := Report{
		Root: "/src/app", Program: site.Place{File: "app.pl", Path: "/src/app/bin/app.pl", Line: 1}, Version: "v1.2.3", Limits: diagnose.Limits{Growth: 10, Closures: 5, FailOn: diagnose.Medium},
		Found: []diagnose.Finding{
			{Rule: diagnose.RuleGrowth, Level: diagnose.High, Message: "the heap grew by 50 %"},
			{Rule: diagnose.RuleClosures, Level: diagnose.High, Place: site.Place{File: "/usr/share/perl5/X.pm", Path: "/usr/share/perl5/X.pm", Line: 3, State: site.Gone, Reason: site.ReasonChanged}, Message: "9 closures"},
		},
	}
	for i, k := range diagnose.Kinds() {
		c.Found = append(c.Found, diagnose.Finding{
			Rule: diagnose.RuleSuspect, Level: diagnose.Levels()[i%3], Place: evil, Message: "<x> & \u202ey", Fix: "weaken",
			Suspect: &diagnose.Suspect{
				Kind: k, Holder: "{a} of <B>", HolderPlace: site.Place{File: "lib/B.pm", Line: 12},
				Cycle: []string{"one", "two"}, CycleAt: []site.Place{evil, {}},
			},
		})
	}
	return c
}

func TestCheckText(t *testing.T) {
	var b bytes.Buffer
	if err := Write(&b, checked()); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(b.String(), "\n")
	for i, want := range []string{
		"the heap grew by 50 % [max-growth]", "/usr/share/perl5/X.pm line 3: 9 closures; the file has changed, and the line is as recorded [max-closures]",
		`lib/A & \x{1b}[1mB.pm line 7: <x> & \x{202e}y [suspect, high, cycle]`,
	} {
		if lines[i] != want {
			t.Errorf("line %d is %q, want %q", i+1, lines[i], want)
		}
	}
}

func TestCheckJUnit(t *testing.T) {
	for _, c := range []struct {
		checked Report
		want    string // passed tests
	}{
		{checked(), "[]"},
		{Report{Limits: diagnose.Limits{Growth: 10, Closures: -1, FailOn: diagnose.High}}, "[max-growth suspect]"},
		{Report{Limits: diagnose.Limits{Growth: -1, Closures: 0}}, "[max-closures]"},
		{Report{Limits: diagnose.Limits{Growth: 0, Closures: 0, FailOn: diagnose.Low}, Found: checked().Found[1:2]}, "[max-growth suspect]"},
	} {
		var b bytes.Buffer
		if err := JUnit(&b, c.checked); err != nil {
			t.Fatal(err)
		}
		var s junitSuite
		if err := xml.Unmarshal(b.Bytes(), &s); err != nil {
			t.Fatalf("%v\n%s", err, b.Bytes())
		}
		passed := []string{}
		for _, c := range s.Cases {
			if c.Failure == nil {
				passed = append(passed, c.Name)
			}
		}
		if s.Failures != len(c.checked.Found) || s.Tests != len(s.Cases) || fmt.Sprint(passed) != c.want {
			t.Errorf("%+v: %d of %d failed, passed are %v", c.checked.Limits, s.Failures, s.Tests, passed)
		}
	}
}

func TestCheckSARIF(t *testing.T) {
	c := checked()
	var b bytes.Buffer
	if err := SARIF(&b, c); err != nil {
		t.Fatal(err)
	}
	validate(t, b.Bytes())
	var doc sarifLog
	if err := json.Unmarshal(b.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	run := doc.Runs[0]
	for i, want := range []struct{ id, level, uri, base string }{
		{"max-growth", "error", "bin/app.pl", "%SRCROOT%"},
		{"max-closures", "error", "file:///usr/share/perl5/X.pm", ""},
		{"cycle", "error", "lib/A%20&%20%1B%5B1mB.pm", "%SRCROOT%"},
		{"closure-cycle", "warning", "lib/A%20&%20%1B%5B1mB.pm", "%SRCROOT%"},
		{"many-closures", "note", "lib/A%20&%20%1B%5B1mB.pm", "%SRCROOT%"},
	} {
		r := run.Results[i]
		if r.RuleID != want.id || r.Level != want.level || run.Tool.Driver.Rules[r.RuleIndex].ID != want.id {
			t.Errorf("result %d is %+v, want %+v", i, r, want)
		}
		if len(r.Locations) != 1 || r.Locations[0].Physical.Artifact != (sarifArtifact{want.uri, want.base}) {
			t.Errorf("result %d is at %+v, want %s", i, r.Locations, want.uri)
		}
	}
	related := run.Results[2].Related
	if len(related) != 2 || related[0].Message.Text != "held by {a} of <B>" || related[0].Physical.Artifact != (sarifArtifact{"lib/B.pm", "%SRCROOT%"}) || related[1].Message.Text != "one" {
		t.Errorf("related are %+v", related)
	}
	if got := run.Bases["%SRCROOT%"].URI; got != "file:///src/app/" {
		t.Errorf("the root is %s", got)
	}
	ids := map[string]bool{}
	for _, r := range run.Tool.Driver.Rules {
		if ids[r.ID] {
			t.Errorf("there are two rules %s", r.ID)
		}
		ids[r.ID] = true
	}
	for _, k := range diagnose.Kinds() {
		if kindTexts[k] == "" || !slices.ContainsFunc(run.Tool.Driver.Rules, func(r sarifRule) bool { return r.ID == k.Code() }) {
			t.Errorf("kind %q is no rule", k)
		}
	}
	b.Reset()
	if err := SARIF(&b, Report{}); err != nil {
		t.Fatal(err)
	}
	validate(t, b.Bytes())
}

// validate holds a document against the JSON schema of SARIF 2.1.0. The
// library passes over keys that it does not know, so that they are looked for.
func validate(t *testing.T, doc []byte) {
	t.Helper()
	r, err := sarif.FromBytes(doc)
	if err != nil {
		t.Fatal(err)
	}
	for _, run := range r.Runs {
		// It writes these when they are absent, but not their defaults.
		run.Language, run.Tool.Driver.Language, run.NewlineSequences = "en-US", "en-US", []string{"\n"}
	}
	if err := r.Validate(); err != nil {
		t.Errorf("%v\n%s", err, doc)
	}
	again, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var before, after any
	if err := json.Unmarshal(doc, &before); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(again, &after); err != nil {
		t.Fatal(err)
	}
	if lost := missing("", before, after); lost != "" {
		t.Errorf("SARIF has no %s, or with another value", lost)
	}
}

// missing gives the path of a value that is not in another document; empty if
// all are.
func missing(path string, want, got any) string {
	switch want := want.(type) {
	case map[string]any:
		m, ok := got.(map[string]any)
		if !ok {
			return path
		}
		for key, value := range want {
			if lost := missing(path+"."+key, value, m[key]); lost != "" {
				return lost
			}
		}
	case []any:
		list, ok := got.([]any)
		if !ok || len(list) != len(want) {
			return path
		}
		for i := range want {
			if lost := missing(fmt.Sprintf("%s[%d]", path, i), want[i], list[i]); lost != "" {
				return lost
			}
		}
	default:
		if want != got {
			return path
		}
	}
	return ""
}
