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
}

// TestLastIndex: the index of a store is the last of its target, and not of its value.
func TestLastIndex(t *testing.T) {
	for text, want := range map[string]string{
		"$h[$i[0]]{x}[ $n % 7 ] = 1":       "$n % 7",
		"$h[ $n ]{x} = $y[3]":              "$n",
		"push @{ $x->{h}[$i] }, $a[0], $b": "$i",
		"$x[3]->m->{y} = 1":                "3",
		"$h{x} = $y[3]":                    "",
	} {
		for _, s := range RecordOf([]byte(text), Scan([]byte(text))).Stores {
			if got := text[s.Index.Start:s.Index.End]; got != want {
				t.Errorf("%s: %q, not %q", text, got, want)
			}
		}
	}
}
