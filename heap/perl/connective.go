package perl

import "slices"

// Connective is a word or sign that joins conditions, negates one, or makes what is
// behind it happen to some only.
type Connective struct {
	Start int
	Kind  ConnectiveKind
}

// ConnectiveKind is a set of kinds of connectives.
type ConnectiveKind uint8

// The kinds of connectives.
const (
	ConnectAnd    ConnectiveKind = 1 << iota // and
	ConnectAndAnd                            // &&
	ConnectOr                                // or
	ConnectOrOr                              // ||
	ConnectNot                               // not !
	ConnectUnless                            // unless
	ConnectIf                                // if else elsif
	ConnectLeave                             // next last return
)

// What several kinds have in common.
const (
	NeedsBoth = ConnectAnd | ConnectAndAnd
	NeedsOne  = ConnectOr | ConnectOrOr
	Joins     = NeedsBoth | NeedsOne
	// Decides are the words behind which something happens to some only.
	Decides = ConnectAnd | ConnectOr | ConnectUnless | ConnectIf | ConnectLeave
)

var connectives = map[string]ConnectiveKind{
	"and": ConnectAnd, "or": ConnectOr, "not": ConnectNot, "unless": ConnectUnless,
	"if": ConnectIf, "else": ConnectIf, "elsif": ConnectIf, "next": ConnectLeave, "last": ConnectLeave, "return": ConnectLeave,
}

// findConnectives finds the connectives of a text, except those in quotes.
func (r *recorder) findConnectives() {
	passed := 0
	for i := range r.pieces {
		p := &r.pieces[i]
		start := int(p.start)
		if start < passed || p.ranges > 0 {
			continue
		}
		kind := ConnectiveKind(0)
		switch next := byteAt(r.text, start+1); r.text[start] {
		case '&', '|':
			if next != r.text[start] {
				break
			}
			kind, passed = ConnectAndAnd, start+2
			if next == '|' {
				kind = ConnectOrOr
			}
		case '!':
			if next != '=' && next != '~' {
				kind = ConnectNot
			}
		default:
			if !isWordStart(r.text[start]) || byteAt(r.text, start-1) == '>' && byteAt(r.text, start-2) == '-' {
				break // a method
			}
			if kind = connectives[r.wordOf(p)]; kind != 0 && i+1 < len(r.pieces) && r.wordOf(&r.pieces[i+1]) == "=>" {
				kind = 0
			}
		}
		if kind != 0 {
			r.rec.Connectives = append(r.rec.Connectives, Connective{start, kind})
		}
	}
}

func byteAt(text []byte, i int) byte {
	if i < 0 || i >= len(text) {
		return 0
	}
	return text[i]
}

// HasConnective reports whether a connective of one of some kinds begins between two
// offsets.
func (rec *Record) HasConnective(from, to int, kinds ConnectiveKind) bool {
	all := rec.Connectives
	i, _ := slices.BinarySearchFunc(all, from, func(c Connective, offset int) int { return c.Start - offset })
	for ; i < len(all) && all[i].Start < to; i++ {
		if all[i].Kind&kinds != 0 {
			return true
		}
	}
	return false
}
