package find

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// option is an option of a filter.
type option struct {
	name  string
	short string
	value bool // it takes one
	help  string
}

// spec describes a filter.
type spec struct {
	help     string
	arg      string // what its argument is called; empty if it takes none
	required bool
	options  []option
	build    func(in input) (Filter, error)
}

// input is what was written behind the name of a filter.
type input struct {
	arg    string
	hasArg bool
	set    map[string]string // options by name
}

func (in input) has(name string) bool { _, ok := in.set[name]; return ok }

var specs map[string]spec

// Names gives the names of the filters.
func Names() []string { return slices.Sorted(maps.Keys(specs)) }

// Help describes the filters, one a line.
func Help() string {
	var b strings.Builder
	for _, name := range Names() {
		s := specs[name]
		usage := name
		for _, o := range s.options {
			usage += " [--" + o.name
			if o.short != "" {
				usage += "|-" + o.short
			}
			if o.value {
				usage += " " + strings.ToUpper(o.help)
			}
			usage += "]"
		}
		switch {
		case s.arg != "" && s.required:
			usage += " " + s.arg
		case s.arg != "":
			usage += " [" + s.arg + "]"
		}
		fmt.Fprintf(&b, "  %s\n      %s\n", usage, s.help)
	}
	return b.String()
}

// Parse reads filters as a person writes them: the name of each, followed by
// its options and its argument. The errors say what is missing or not known,
// and what there is.
func Parse(words []string) ([]Filter, error) {
	if len(words) == 0 {
		return nil, fmt.Errorf("find needs a filter; there are %s", strings.Join(Names(), ", "))
	}
	var filters []Filter
	for len(words) > 0 {
		name := words[0]
		s, ok := specs[name]
		if !ok {
			return nil, fmt.Errorf("there is no filter %q; there are %s", name, strings.Join(Names(), ", "))
		}
		in, rest, err := s.read(words[1:])
		if err == nil && s.required && !in.hasArg {
			err = fmt.Errorf("it needs a %s", s.arg)
		}
		var f Filter
		if err == nil {
			f, err = s.build(in)
		}
		if err != nil {
			return nil, fmt.Errorf("find %s: %w", name, err)
		}
		filters, words = append(filters, f), rest
	}
	return filters, nil
}

// read takes a filter's options and its argument from the words. A word that
// names a filter is no optional argument.
func (s spec) read(words []string) (in input, rest []string, err error) {
	in.set = map[string]string{}
	for len(words) > 0 {
		word := words[0]
		switch {
		case word == "--":
			return in, words[1:], nil
		case len(word) > 1 && word[0] == '-' && !isNumber(word):
			if words, err = s.readOption(&in, words); err != nil {
				return in, nil, err
			}
		case s.arg == "" || in.hasArg || !s.required && IsName(word):
			return in, words, nil
		default:
			in.arg, in.hasArg = word, true
			words = words[1:]
		}
	}
	return in, nil, nil
}

func (s spec) readOption(in *input, words []string) ([]string, error) {
	word, value, joined := strings.Cut(words[0], "=")
	if len(word) > 2 && word[1] != '-' {
		word = "-" + word // pmat takes long options with one dash, too
	}
	words = words[1:]
	var known []string
	for _, o := range s.options {
		known = append(known, "--"+o.name)
		if word != "--"+o.name && (o.short == "" || word != "-"+o.short) {
			continue
		}
		switch {
		case !o.value && joined:
			return nil, fmt.Errorf("--%s takes no value", o.name)
		case o.value && !joined:
			if len(words) == 0 {
				return nil, fmt.Errorf("--%s needs a value", o.name)
			}
			value, words = words[0], words[1:]
		}
		in.set[o.name] = value
		return words, nil
	}
	if known == nil {
		return nil, errors.New("it has no options")
	}
	return nil, fmt.Errorf("it has no option %s; it has %s", word, strings.Join(known, ", "))
}

// IsName reports whether a word is the name of a filter.
func IsName(word string) bool { _, ok := specs[word]; return ok }
