package lsp

import (
	"testing"

	"github.com/perlheap/perlheap/heap/wire"
)

// What is wasted is told with the variables that it belongs to, and the texts of
// strings only if they are asked for.
func TestWaste(t *testing.T) {
	e := startAnalysing(t, workspace(t, leaky), options)
	e.status("ready")
	for _, texts := range []bool{false, true} {
		params := `{"limit": 3}`
		if texts {
			params = `{"limit": 3, "texts": true}`
		}
		var got wire.Waste
		if err := e.execute(commandWaste, params, &got); err != nil {
			t.Fatal(err)
		}
		if len(got.Kinds) != 3 || got.Dump != e.path(leaky+".pmat.gz") {
			t.Fatalf("%+v", got)
		}
		for _, k := range got.Kinds {
			if len(k.Rows) == 0 || len(k.Rows) > 3 || k.Rows[0].In == "" {
				t.Errorf("%s: %+v", k.Kind, k)
			}
			for _, r := range k.Rows {
				if (r.Text != "") != (texts && k.Kind == "equal-strings") {
					t.Errorf("with texts %t: %+v", texts, r)
				}
			}
		}
	}
	for _, limit := range []string{"-1", "10001"} {
		if err := e.execute(commandWaste, `{"limit": `+limit+`}`, nil); err == nil {
			t.Errorf("a limit of %s is taken", limit)
		}
	}
}
