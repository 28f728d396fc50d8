package retained

import (
	"testing"
)

// A bound is never said to be more than it is.
func TestSizeSaysLeast(t *testing.T) {
	for n, want := range map[int64]string{
		0: "≥ 0 bytes", 1023: "≥ 1023 bytes", 1024: "≥ 1.0 KiB", 11520: "≥ 11.2 KiB", 11571: "≥ 11.2 KiB", 11572: "≥ 11.3 KiB",
		1<<20 - 1: "≥ 1023.9 KiB", 1 << 20: "≥ 1.0 MiB", 1<<40 - 1: "≥ 1023.9 GiB", 1<<50 + 1: "≥ 1024.0 TiB",
	} {
		if got := (Size{Bytes: n, Least: true}).String(); got != want {
			t.Errorf("%d is %s, want %s", n, got, want)
		}
	}
	if got := (Size{Bytes: 11571}).String(); got != "11.3 KiB" {
		t.Errorf("what is exact is %s", got)
	}
}
