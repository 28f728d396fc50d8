package text

import "testing"

func TestNearest(t *testing.T) {
	commands := []string{"identify", "inrefs", "outrefs", "size", "show", "strtab"}
	for word, want := range map[string]string{
		"identfy": "identify", "idnetify": "identify", "idetnify": "identify", "outref": "outrefs", "sizes": "size",
		"shwo": "show", "": "", "x": "", "dump.pmat": "", "identify": "identify",
	} {
		if got := Nearest(word, commands); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", word, got, want)
		}
	}
}
