package mat

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// filterOption is an option of a filter.
type filterOption struct {
	name  string
	short string
	value bool // it takes one
	help  string
}

// filterSpec describes a filter.
type filterSpec struct {
	help     string
	arg      string // what its argument is called; empty if it takes none
	required bool
	options  []filterOption
	build    func(in filterInput) (Filter, error)
}

// filterInput is what was written behind the name of a filter.
type filterInput struct {
	arg    string
	hasArg bool
	set    map[string]string // options by name
}

func (in filterInput) has(name string) bool { _, ok := in.set[name]; return ok }

var filterSpecs map[string]filterSpec

// FilterNames returns the names of the filters.
func FilterNames() []string { return slices.Sorted(maps.Keys(filterSpecs)) }

// FilterHelp describes the filters, one per line.
func FilterHelp() string {
	var b strings.Builder
	for _, name := range FilterNames() {
		s := filterSpecs[name]
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

// ParseFilters parses filters as a person writes them: the name of each,
// followed by its options and its argument. The errors say what is missing or
// unknown, and what there is to choose from.
func ParseFilters(words []string) ([]Filter, error) {
	if len(words) == 0 {
		return nil, fmt.Errorf("find needs a filter; there are %s", strings.Join(FilterNames(), ", "))
	}
	var filters []Filter
	for len(words) > 0 {
		name := words[0]
		s, ok := filterSpecs[name]
		if !ok {
			return nil, fmt.Errorf("there is no filter %q; there are %s", name, strings.Join(FilterNames(), ", "))
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
func (s filterSpec) read(words []string) (in filterInput, rest []string, err error) {
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
		case s.arg == "" || in.hasArg || !s.required && IsFilter(word):
			return in, words, nil
		default:
			in.arg, in.hasArg = word, true
			words = words[1:]
		}
	}
	return in, nil, nil
}

func (s filterSpec) readOption(in *filterInput, words []string) ([]string, error) {
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

// IsFilter reports whether a word is the name of a filter.
func IsFilter(word string) bool { _, ok := filterSpecs[word]; return ok }
