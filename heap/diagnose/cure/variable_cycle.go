package cure

import (
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/perl"
)

// Loop is a place of a text where variables of one sub come to refer to each
// other in a circle.
type Loop struct {
	Line  perl.Line // of the statement that closes it
	Names []string  // the variables on the way around
	// Keys are those on the way around: AnyKey for a key that is no constant.
	Keys []path.Step
}

// put is one store of a variable into what another one holds.
type put struct {
	from, to string
	keys     []path.Step
	line     perl.Line
}

// maxPuts bounds how many stores of one sub are looked at, maxLoop how many
// variables a circle has.
const (
	maxPuts = 256
	maxLoop = 8
)

// Loops finds where data without classes is made to refer to itself. None if
// the brackets of the text do not match.
func Loops(text []byte) []Loop {
	t, ok := newTarget(text)
	if !ok {
		return nil
	}
	puts := map[int][]put{}
	for i := range t.toks {
		sub := t.file.EnclosingSub(t.innermost(t.toks[i].Start))
		if len(puts[sub]) < maxPuts {
			puts[sub] = append(puts[sub], t.puts(i)...)
		}
	}
	var found []Loop
	for _, of := range puts {
		for n, p := range of {
			// The last store of a circle closes it.
			if way := circle(of[:n+1], p); way != nil {
				l := Loop{Line: p.line}
				for _, w := range way {
					l.Names = append(l.Names, w.from)
					l.Keys = append(l.Keys, w.keys...)
				}
				found = append(found, l)
			}
		}
	}
	slices.SortFunc(found, func(a, b Loop) int { return int(a.Line - b.Line) })
	return found
}

// circle finds the shortest way from what a store puts back to where it is put.
func circle(puts []put, last put) []put {
	ways := [][]put{{last}}
	seen := map[string]bool{last.to: true}
	for len(ways) > 0 {
		way := ways[0]
		ways = ways[1:]
		at := way[len(way)-1].to
		if at == last.from {
			return way
		}
		if len(way) == maxLoop {
			continue
		}
		for _, p := range puts {
			if p.from == at && (!seen[p.to] || p.to == last.from) {
				seen[p.to] = true
				ways = append(ways, append(slices.Clone(way), p))
			}
		}
	}
	return nil
}

// puts reads the stores of variables that a token begins.
func (t *target) puts(i int) []put {
	line := t.file.LineOf(t.toks[i].Start)
	word := t.str(i)
	var all []put
	add := func(from string, keys []path.Step, to string, ok bool) {
		if ok && from != "" {
			all = append(all, put{from, to, keys, line})
		}
	}
	switch {
	case word == "push" || word == "unshift":
		k := i + 1
		if t.str(k) == "(" {
			k++
		}
		name, keys, next := t.list(k)
		if t.str(next) != "," {
			return nil
		}
		depth := t.toks[next].Depth
		for k = next; k < len(t.toks) && t.toks[k].Depth >= depth && t.str(k) != ";"; k++ {
			if t.toks[k].Depth == depth && t.str(k) == "," {
				to, ok := t.held(k + 1)
				add(name, append(slices.Clone(keys), anyElement), to, ok)
			}
		}
	case strings.HasPrefix(word, "my $") && t.str(i+1) == "=" && (t.str(i+2) == "[" || t.str(i+2) == "{"):
		for _, w := range t.literal(i + 2) {
			add(word[3:], w.keys, w.to, true)
		}
	case t.toks[i].First && strings.HasPrefix(word, "$"):
		name, keys, next := t.element(i)
		if len(keys) == 0 || t.str(next) != "=" {
			return nil
		}
		to, ok := t.held(next + 1)
		add(name, keys, to, ok)
		if b := t.str(next + 1); b == "[" || b == "{" {
			for _, w := range t.literal(next + 1) {
				add(name, append(slices.Clone(keys), w.keys...), w.to, true)
			}
		}
	}
	return all
}

var (
	anyElement = path.Step{Kind: path.AnyElement}
	anyKey     = path.Step{Kind: path.AnyKey}
)

func keyStep(key string) path.Step { return path.Step{Kind: path.Key, Text: key} }

// list reads what push adds to: @$x, @{$x}, @{ $x->{y} }, @x, and the token
// behind it.
func (t *target) list(k int) (name string, keys []path.Step, next int) {
	switch word := t.str(k); {
	case strings.HasPrefix(word, "@$"):
		return word[1:], nil, k + 1
	case word == "@{":
		name, keys, next = t.element(k + 1)
		if t.str(next) != "}" {
			return "", nil, k
		}
		return name, keys, next + 1
	case strings.HasPrefix(word, "@"):
		return word, nil, k + 1
	case strings.HasPrefix(word, "$"):
		name, keys, next = t.element(k)
		if t.str(next) == "->" {
			next++
		}
		if t.str(next) == "@*" {
			return name, keys, next + 1
		}
	}
	return "", nil, k
}

// element reads a variable with its subscripts, by the name that holds the
// data: $x->{y}, $$x{y}, and of %x for $x{y}.
func (t *target) element(k int) (name string, keys []path.Step, next int) {
	name = t.str(k)
	if !strings.HasPrefix(name, "$") || strings.HasPrefix(name, "$#") {
		return "", nil, k
	}
	next = k + 1
	switch {
	case strings.HasPrefix(name, "$$"):
		name = name[1:]
	case strings.HasPrefix(t.str(next), "{"):
		name = "%" + name[1:]
	case t.str(next) == "[":
		name = "@" + name[1:]
	}
	for {
		i := next
		if t.str(i) == "->" {
			i++
		}
		switch word := t.str(i); {
		case len(word) > 2 && word[0] == '{' && word[len(word)-1] == '}':
			keys, next = append(keys, keyStep(strings.TrimSpace(word[1:len(word)-1]))), i+1
		case word == "[" || word == "{":
			close := t.closer(i + 1)
			if close >= len(t.toks) {
				return name, keys, next
			}
			key := anyElement
			if word == "{" {
				key = anyKey
				if q := t.str(i + 1); close == i+2 && (q[0] == '\'' || q[0] == '"') {
					key = keyStep(strings.Trim(q, `'"`))
				}
			}
			keys, next = append(keys, key), close+1
		default:
			return name, keys, next
		}
	}
}

// held returns the variable that an expression at a token refers to: $x, \@x, \%x.
func (t *target) held(k int) (name string, ok bool) {
	if t.str(k) == "\\" {
		k++
		if w := t.str(k); !strings.HasPrefix(w, "@") && !strings.HasPrefix(w, "%") {
			return "", false
		}
	} else if w := t.str(k); !strings.HasPrefix(w, "$") || len(w) < 2 || w[1] == '$' || w == "$_" {
		return "", false
	}
	switch t.str(k + 1) {
	case ",", ";", ")", "]", "}", "":
		return t.str(k), true
	}
	return "", false
}

// literal reads the variables in [...] or {...} that a token opens.
func (t *target) literal(open int) []put {
	var all []put
	keys := []path.Step{} // of the brackets around
	for k, end := open, t.closer(open+1); k < end && k < len(t.toks); k++ {
		switch word := t.str(k); word {
		case "[", "{":
			key := anyElement
			if word == "{" {
				key = anyKey
			}
			keys = append(keys, key)
		case "]", "}":
			if len(keys) > 1 {
				keys = keys[:len(keys)-1]
			}
			continue
		case ",", "(":
		case "=>":
			if key := strings.Trim(t.str(k-1), `'"`); len(keys) > 0 && keys[len(keys)-1] != anyElement {
				keys[len(keys)-1] = keyStep(key)
			}
		default:
			continue
		}
		if to, ok := t.held(k + 1); ok {
			all = append(all, put{to: to, keys: slices.Clone(keys)})
		}
	}
	return all
}
