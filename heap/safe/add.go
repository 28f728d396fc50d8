package safe

import "math"

// Add adds two numbers of bytes that are not negative, and gives the
// largest number there is where the sum does not fit: what a damaged dump says
// twice of SVs that are counted again and again.
func Add(a, b int64) int64 {
	if a > math.MaxInt64-b {
		return math.MaxInt64
	}
	return a + b
}
