package text

import (
	"encoding/json"
	"testing"
)

// What Safe would change is escaped in JSON, and means the same.
func TestSafeJSON(t *testing.T) {
	for value, want := range map[string]string{
		"Ärger <b>\n": `"Ärger \u003cb\u003e\n"`,
		"\u202ex\u009b31m\u007f\u200b\U000E0041\x1b": `"\u202ex\u009b31m\u007f\u200b\udb40\udc41\u001b"`,
	} {
		raw, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		got := SafeJSON(raw)
		var back string
		if err := json.Unmarshal(got, &back); err != nil || back != value || string(got) != want {
			t.Errorf("%q is %s, which is %q: %v", value, got, back, err)
		}
	}
}
