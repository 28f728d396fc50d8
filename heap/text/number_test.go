package text

import (
	"encoding/json"
	"os"
	"testing"
)

// Numbers are written as testdata/numbers.json says. The extension of VS Code
// writes some numbers itself; its tests read the same file.
func TestNumbers(t *testing.T) {
	written := map[string]func(float64) string{
		"Count": func(n float64) string { return Count(int(n)) }, "SignedCount": func(n float64) string { return SignedCount(int(n)) },
		"Bytes": func(n float64) string { return Bytes(int64(n)) }, "SignedBytes": func(n float64) string { return SignedBytes(int64(n)) },
		"Percent": Percent, "Short": func(n float64) string { return Short(int(n)) },
	}
	b, err := os.ReadFile("testdata/numbers.json")
	if err != nil {
		t.Fatal(err)
	}
	var examples map[string][][2]any
	if err := json.Unmarshal(b, &examples); err != nil {
		t.Fatal(err)
	}
	for name, write := range written {
		if len(examples[name]) == 0 {
			t.Errorf("no example of %s", name)
		}
		for _, e := range examples[name] {
			if got := write(e[0].(float64)); got != e[1] {
				t.Errorf("%s(%v) is %q, want %q", name, e[0], got, e[1])
			}
		}
	}
}
