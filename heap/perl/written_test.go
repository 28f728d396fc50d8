package perl

import "testing"

func TestWritten(t *testing.T) {
	for text, want := range map[string]float64{"10": 10, "1_000": 1000, "0x10": 16, "'7'": 7, "1.5": 1.5} {
		if n, ok := NumberIn([]byte(text), Value{End: len(text)}); !ok || n != want {
			t.Errorf("%s is %v, %v", text, n, ok)
		}
	}
	if _, ok := NumberIn([]byte("$x"), Value{End: 2}); ok {
		t.Error("a variable is a number")
	}
	text := []byte("$h[$i[0]]{x}[ $n % 7 ] = 1")
	if start, end, ok := LastIndex(text, 0, len(text)); !ok || string(text[start:end]) != "[ $n % 7 " {
		t.Errorf("the last index is at %d to %d, %v", start, end, ok)
	}
	if _, _, ok := LastIndex(text, 0, 2); ok {
		t.Error("an index where none is")
	}
	if text := []byte("shift @{ $x }"); !OnlyOpens(text, 5, 9) || OnlyOpens(text, 5, 11) {
		t.Error("what opens is not told from what is named")
	}
}
