package perl

import (
	"strings"
	"testing"
	"time"
)

// Every here-document of a line is found without reading the line again.
func TestHereDocumentsOnOneLine(t *testing.T) {
	const n = 100_000
	text := "sub f { g(" + strings.Repeat("<<A,", n) + "1) }\n" + strings.Repeat("x\nA\n", n) + "sub g { 1 }\n"
	begin := time.Now()
	f := Scan([]byte(text))
	if len(f.Subs) != 2 || f.Broken || f.Subs[1].Line != 2*n+2 {
		t.Errorf("%d subs, broken %t", len(f.Subs), f.Broken)
	}
	if took := time.Since(begin); took > time.Minute {
		t.Errorf("it took %v", took)
	}
}
