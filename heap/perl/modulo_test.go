package perl

import (
	"slices"
	"testing"
)

// TestModulo: an index goes round if what it is divided by is small; a mask of 32 bits
// limits nothing that fits into memory.
func TestModulo(t *testing.T) {
	for text, want := range map[string]bool{
		`$x[$i & 1023] = $v;`:           true,
		`$x[$i % $size] = $v;`:          true,
		`$x[$i % 9] = $v;`:              true,
		`$i = ($i + 1) & 0xffff;`:       true,
		`$x[$i & 0xffffffff] = $v;`:     false,
		`$x[0xffff_ffff & $i] = $v;`:    false,
		`$x[$i % 4_294_967_296] = $v;`:  false,
		`$i = ($i + 1) & 0x7fffffff;`:   false,
		`$i &= 0xffffffff;`:             false,
		`$i %= 100;`:                    true,
		`$x[$i + 4_294_967_296] = $v;`:  false,
		`$x[$i & 0xffffffffffff] = $v;`: false,
		`$x[$i % ($n || 1 << 9)] = $v;`: true,
	} {
		limits := RecordOf([]byte(text), Scan([]byte(text))).Limits
		if slices.ContainsFunc(limits, func(l Limit) bool { return l.Kind == LimitModulo }) != want {
			t.Errorf("%s: %v", text, !want)
		}
	}
}
