package lsp

import (
	"slices"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/wire"
)

func TestStatusWords(t *testing.T) {
	for _, c := range []struct {
		status  wire.Status
		short   string
		details []string
	}{
		{wire.Status{State: wire.StatusNone}, "no dump", []string{"No heap dump is loaded.", "Click to load one, or name it in the setting perlheap.dumps."}},
		{wire.Status{State: wire.StatusLoading, Path: "a.pmat", Percent: new(42), Phase: "reading SVs"}, "loading 42 %", []string{"a.pmat", "reading SVs"}},
		{wire.Status{State: wire.StatusReady, Path: "a.pmat", SVs: new(7301234), Bytes: new(int64(600 << 20))}, "600.0 MiB", []string{"a.pmat", "600.0 MiB in 7,301,234 SVs"}},
		{
			wire.Status{State: wire.StatusReady, SVs: new(1), Bytes: new(int64(24)), Suspects: &wire.Suspicions{High: 1, Low: 2}},
			"24 bytes · 1 suspect", []string{"24 bytes in 1 SV", "Suspicion high: 1, medium: 0, low: 2"},
		},
		{
			wire.Status{State: wire.StatusReady, SVs: new(1), Bytes: new(int64(24)), Suspects: &wire.Suspicions{Low: 6}},
			"24 bytes · 6 low suspects", []string{"24 bytes in 1 SV", "Suspicion high: 0, medium: 0, low: 6"},
		},
		{wire.Status{State: wire.StatusReady, SVs: new(1), Bytes: new(int64(24)), Suspects: &wire.Suspicions{}}, "24 bytes · no suspects", []string{"24 bytes in 1 SV"}},
		{wire.Status{State: wire.StatusReady, SVs: new(12), Bytes: new(int64(2048)), Truncated: &wire.Truncation{Message: "the file ends inside the HASH"}}, "2.0 KiB, truncated", []string{"2.0 KiB in 12 SVs", "the file ends inside the HASH"}},
		{wire.Status{State: wire.StatusFailed, Path: "a.pmat", Message: "not a dump"}, "dump failed", []string{"a.pmat", "not a dump"}},
	} {
		if short, details := statusWords(&c.status); short != c.short || !slices.Equal(details, c.details) {
			t.Errorf("%s: %q, %q", c.status.State, short, details)
		}
	}
}

// What cannot be opened says why.
func TestNoFile(t *testing.T) {
	for want, p := range map[string]wire.Place{
		"":                                 {Path: "/w/lib/Foo.pm", RecordedFile: "lib/Foo.pm", RecordedLine: 3},
		"The dump records no line for it.": {},
		"The dump says (eval 7) line 3, which is no file.":                          {RecordedFile: "(eval 7)", RecordedLine: 3},
		"The dump says lib/Foo.pm line 3; no such file was found in the workspace.": {RecordedFile: "lib/Foo.pm", RecordedLine: 3},
	} {
		if got := noFile(&p); got != want {
			t.Errorf("%+v: %q, want %q", p, got, want)
		}
	}
}

// The answers of commands carry the sentences that a client shows.
func TestAnswersHaveTheirSentences(t *testing.T) {
	e := startAnalysing(t, workspace(t, leaky), options)
	e.status("ready")
	var lines wire.Lines
	if err := e.execute("perlheap.lines", `{"limit": 2}`, &lines); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(lines.Note, "The first 2 of ") || !strings.HasSuffix(lines.Lines[0].Part, " of the heap") {
		t.Errorf("lines say %q and %q", lines.Note, lines.Lines[0].Part)
	}
	var dumps wire.Dumps
	if err := e.execute("perlheap.dumps", `{}`, &dumps); err != nil {
		t.Fatal(err)
	}
	if d := dumps.Dumps[0]; !strings.Contains(d.Text, " k SVs · ") || !strings.Contains(d.Detail, ",") {
		t.Errorf("the dump is %q, %q", d.Text, d.Detail)
	}
	var suspects wire.Suspects
	if err := e.execute("perlheap.suspects", `{}`, &suspects); err != nil {
		t.Fatal(err)
	}
	if len(suspects.Unreachable) == 0 || suspects.Unreachable[0].Text == "" || !strings.Contains(suspects.Lost, " that no root leads to: ") {
		t.Errorf("what is unreachable: %q, %+v", suspects.Lost, suspects.Unreachable)
	}
	var summary wire.DumpSummary
	if err := e.execute("perlheap.summary", `{}`, &summary); err != nil {
		t.Fatal(err)
	}
	if text := strings.Join(summary.Facts, " · "); !strings.Contains(text, " SVs · ") || !strings.Contains(text, "perl 5.") || !strings.Contains(text, "format 0.") {
		t.Errorf("the summary says %q", text)
	}
}
