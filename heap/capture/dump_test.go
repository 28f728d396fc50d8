package capture

import (
	"errors"
	"testing"
)

// A record that refers to the same memory again and again takes no more room than the
// whole dump may.
func TestRecordIsBounded(t *testing.T) {
	d := &dump{bytes: 8 << 20}
	long := make([]byte, 1<<20)
	for range 100 {
		d.str(long)
	}
	if len(d.b) > 9<<20 || !errors.Is(d.flush(), errTooMuch) {
		t.Errorf("it takes %d bytes: %v", len(d.b), d.err)
	}
}
