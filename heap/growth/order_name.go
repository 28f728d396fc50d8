package growth

import (
	"cmp"
	"regexp"
	"strings"
)

// nameRank is what a name says of an order: its text without numbers and words
// of order, and these.
type nameRank struct {
	text  string
	steps []nameStep
}

// nameStep is a number of any length, or the rank of a word.
type nameStep struct{ digits string }

// ranked are runs of digits and of letters.
var ranked = regexp.MustCompile(`[0-9]+|[A-Za-z]+`)

// rankName takes a name apart.
func rankName(name string) nameRank {
	var r nameRank
	r.text = ranked.ReplaceAllStringFunc(name, func(run string) string {
		digits := run
		if run[0] > '9' {
			word, ok := orderWords[strings.ToLower(run)]
			if !ok {
				return run
			}
			digits = word
		}
		r.steps = append(r.steps, nameStep{strings.TrimLeft(digits, "0")})
		return "\x00"
	})
	return r
}

func compareSteps(a, b nameStep) int {
	return cmp.Or(cmp.Compare(len(a.digits), len(b.digits)), strings.Compare(a.digits, b.digits))
}

// orderWords are the words by which people tell dumps apart, as numbers.
var orderWords = map[string]string{
	"initial": "1", "start": "1", "begin": "1", "beginning": "1", "before": "1", "early": "1", "baseline": "1", "old": "1", "older": "1", "pre": "1",
	"mid": "2", "middle": "2", "half": "2", "halfway": "2", "during": "2",
	"late": "3", "after": "3", "new": "3", "newer": "3", "post": "3",
	"later": "4", "last": "5", "latest": "5", "final": "5", "end": "5", "now": "5", "newest": "5",
	"zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
	"first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6", "seventh": "7", "eighth": "8", "ninth": "9",
}
