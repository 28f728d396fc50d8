package suspect

import (
	"iter"
	"regexp"
	"strings"
	"unicode/utf8"

	words "github.com/perlheap/perlheap/heap/text"
)

// Names come from a dump, and are compared, never made part of a pattern: what
// stands before and behind a name on its line is matched with patterns that are
// known when the program is built.

// word is a character of an identifier of Perl, in a pattern.
const word = `[\pL\pM\pN\p{Pc}]`

// occurrences gives where a line has a name that goes on neither before, if
// whole, nor behind.
func occurrences(line, name string, whole bool) iter.Seq2[int, int] {
	return func(yield func(from, to int) bool) {
		for at := 0; name != ""; {
			i := strings.Index(line[at:], name)
			if i < 0 {
				return
			}
			from, to := at+i, at+i+len(name)
			at = to
			if joined(line, to) || whole && joined(line, from) {
				continue
			}
			if !yield(from, to) {
				return
			}
		}
	}
}

// joined reports whether an identifier goes on over an offset.
func joined(line string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(line[:at])
	after, _ := utf8.DecodeRuneInString(line[at:])
	return words.IsWord(before) && words.IsWord(after)
}

// has reports whether a line has a name as a whole, with what the patterns say
// before and behind it; nil for anything.
func has(line, name string, before, behind *regexp.Regexp) bool {
	for from, to := range occurrences(line, name, true) {
		if (before == nil || before.MatchString(line[:from])) && (behind == nil || behind.MatchString(line[to:])) {
			return true
		}
	}
	return false
}

var (
	// $self->{name}, $$self{name}
	beforeKey = regexp.MustCompile(`(?:` + word + `|[})\]])\s*(?:->)?\s*\{\s*['"]?$`)
	behindKey = regexp.MustCompile(`^['"]?\s*\}`)
	// $self->name
	beforeMethod = regexp.MustCompile(`->\s*$`)
	behindMethod = regexp.MustCompile(`^(?:\(\))?`)
	// $name, @{name}, $#Foo::name
	beforeVariable = regexp.MustCompile(`[$@%]#?\{?\s*(?:` + word + `+::)*$`)
	behindVariable = regexp.MustCompile(`^\}?`)
	beforeScalar   = regexp.MustCompile(`\$\{?$`)

	declaresField    = regexp.MustCompile(`\b(?:my|our|state|field|local|has)\b[^;=]*[$@%'"\s]$`)
	beforePair       = regexp.MustCompile(`(?:^|[\s,{('"])$`)
	behindPair       = regexp.MustCompile(`^['"]?\s*=>`)
	declaresVariable = regexp.MustCompile(`\b(?:my|our|state|field)\b[^;=]*$`)
)

// uses gives where a line uses what is wanted: the name with its arrow or sigil, and
// its subscript.
func (w *wanted) uses(line string) iter.Seq2[int, int] {
	return func(yield func(from, to int) bool) {
		end := 0
		for from, to := range occurrences(line, w.name, false) {
			if from < end {
				continue
			}
			before, behind := beforeVariable.FindStringIndex(line[:from]), behindVariable
			if w.sigil == 0 {
				before, behind = beforeKey.FindStringIndex(line[:from]), behindKey
				if before == nil || !behind.MatchString(line[to:]) {
					before, behind = beforeMethod.FindStringIndex(line[:from]), behindMethod
				}
			}
			if before == nil {
				continue
			}
			end = to + behind.FindStringIndex(line[to:])[1]
			if !yield(before[0], end) {
				return
			}
		}
	}
}

// declared reports whether a line declares what is wanted, or sets it up.
func (w *wanted) declared(line string) bool {
	for from, to := range occurrences(line, w.name, false) {
		before := line[:from]
		if w.sigil != 0 {
			if before, ok := strings.CutSuffix(before, string(w.sigil)); ok && declaresVariable.MatchString(before) {
				return true
			}
			continue
		}
		if declaresField.MatchString(before) || beforePair.MatchString(before) && behindPair.MatchString(line[to:]) {
			return true
		}
	}
	return false
}
