package safe

import "math"

// Add adds two non-negative numbers of bytes. If the sum does not fit, it
// returns the largest number there is: a damaged dump can claim absurd sizes
// for SVs that are counted again and again.
func Add(a, b int64) int64 {
	if a > math.MaxInt64-b {
		return math.MaxInt64
	}
	return a + b
}
