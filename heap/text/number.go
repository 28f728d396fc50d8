package text

import (
	"fmt"

	"github.com/dustin/go-humanize"
)

// Count writes a number with thousands separators: 457,025.
func Count(n int) string { return humanize.Comma(int64(n)) }

// CountOf writes how many there are of something: 1 closure, 457,025 closures.
func CountOf(n int, one, many string) string { return Count(n) + " " + Plural(n, one, many) }

// Plural picks the word for a number of things.
func Plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// Signed writes a difference with its sign: +1.5 MiB, -3, ±0.
func Signed(n int64, word func(int64) string) string {
	switch {
	case n > 0:
		return "+" + word(n)
	case n < 0:
		return "-" + word(-n)
	}
	return "±" + word(0)
}

// SignedCount writes a difference of numbers: +457,025.
func SignedCount(n int) string { return Signed(int64(n), humanize.Comma) }

// Percent writes a share from 0 to 1 as a percentage with one decimal. It never
// writes 0.0 or 100.0 for anything that is not exactly that.
func Percent(share float64) string {
	switch p := 100 * share; {
	case share > 0 && p < 0.05:
		return "< 0.1 %"
	case share < 1 && p >= 99.95:
		return "> 99.9 %"
	default:
		return fmt.Sprintf("%.1f %%", p)
	}
}

// PercentExactly writes a share from 0 to 1 as a percentage with three
// significant digits, where two that are nearly alike are compared.
func PercentExactly(share float64) string { return fmt.Sprintf("%.3g %%", 100*share) }

// Change writes how much more or less something has become, as a share of what
// it was: +12.5 %.
func Change(from, to int64) string {
	of := float64(max(1, from))
	return Signed(to-from, func(n int64) string { return Percent(float64(n) / of) })
}

// Short writes a number as people read it at a glance: 950, 20.0 k, 331 k, 7.3 M.
func Short(n int) string {
	for _, unit := range []struct {
		letter string
		size   float64
	}{{"G", 1e9}, {"M", 1e6}, {"k", 1e3}} {
		// 999,950 would be rounded to 1000.0 k: take the next unit there already.
		switch scaled := float64(n) / unit.size; {
		case scaled < 0.9995:
		case scaled < 99.95:
			return fmt.Sprintf("%.1f %s", scaled, unit.letter)
		default:
			return fmt.Sprintf("%.0f %s", scaled, unit.letter)
		}
	}
	return Count(n)
}
