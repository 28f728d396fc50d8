package perl

import (
	"strconv"
	"strings"
)

// NumberIn returns the number that a value is written as in a text, in any of
// perl's spellings; false if it is none.
func NumberIn(text []byte, v Value) (float64, bool) {
	if v.Start < 0 || v.End < v.Start || v.End > len(text) || v.End-v.Start > 64 {
		return 0, false
	}
	s := strings.ReplaceAll(strings.Trim(string(text[v.Start:v.End]), "'\"() "), "_", "")
	if n, err := strconv.ParseInt(s, 0, 64); err == nil {
		return float64(n), true
	}
	n, err := strconv.ParseFloat(s, 64)
	return n, err == nil
}
