package heap

import "testing"

// A value of a damaged dump may lead nowhere: nothing is known of it.
func TestNowhere(t *testing.T) {
	h := openDump(t, "p540-amd64-d050-class")
	if sv, ok := h.Referent(NoSV); ok {
		t.Errorf("what is nowhere refers to %d", sv)
	}
	if _, err := h.record(NoSV); err == nil {
		t.Error("what is nowhere has a record")
	}
}
