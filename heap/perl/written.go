package perl

import (
	"bytes"
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

// OnlyOpens reports whether nothing but blanks, brackets that open, and sigils
// stand in a part of the code of a text, as between shift and @{ $x }.
func OnlyOpens(text []byte, from, to int) bool {
	return from >= 0 && from <= to && to <= len(text) && len(bytes.Trim(text[from:to], " \t\n({@$")) == 0
}

// LastIndex returns the part of the code of a text within its last brackets [ ];
// false if there are none.
func LastIndex(text []byte, from, to int) (start, end int, ok bool) {
	if from < 0 || to <= from || to > len(text) {
		return 0, 0, false
	}
	last := bytes.LastIndexByte(text[from:to], ']')
	depth := 0
	for i := last; i >= 0; i-- {
		switch text[from+i] {
		case ']':
			depth++
		case '[':
			if depth--; depth == 0 {
				return from + i, from + last, true
			}
		}
	}
	return 0, 0, false
}
