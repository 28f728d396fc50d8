package text

import (
	"fmt"

	"github.com/dustin/go-humanize"
)

// Count writes a number with thousands separators: 457,025.
func Count(n int) string { return humanize.Comma(int64(n)) }

// SignedCount writes a difference of numbers: +457,025.
func SignedCount(n int) string {
	if n < 0 {
		return Count(n)
	}
	return "+" + Count(n)
}

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
