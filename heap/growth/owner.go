package growth

import (
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/text"
)

// Owner says what a program calls an SV: the nearest thing above it that has a
// name in the source, and the way down from there.
type Owner struct {
	SV       heap.SV       // what has the name: an object, a CODE, a package variable
	Symbol   string        // of a package variable, with sigil: %Foo::cache
	Lexical  string        // name with sigil of a variable of a CODE
	Class    string        // of an object
	Keys     []string      // the way down, outermost first: hash keys, [*] for elements
	Recorded heap.Location // of the CODE's first statement, or where the symbol was first mentioned
	Sub      string        // the CODE's name, if it has one
	// Temporary tells that it is the result of an operator, which a CODE keeps
	// in its pad after the call; it has no name.
	Temporary bool
}

// Known tells whether an owner was found.
func (o Owner) Known() bool { return o.Symbol != "" || o.Lexical != "" || o.Class != "" || o.Temporary }

const (
	anyKey     = "*"
	anyElement = "[*]"
)

// String describes the owner: `{errors} of Log::Shipper`, `the lexical %seen
// of &Foo::bar`, `%Foo::cache`.
func (o Owner) String() string { return o.Text(nil) }

// Text is String with {…} for keys that may not be told.
func (o Owner) Text(keys text.Keys) string {
	var b strings.Builder
	for _, k := range o.Keys {
		if k == anyElement {
			b.WriteString("[…]")
		} else if k == anyKey {
			b.WriteString(text.HiddenKey)
		} else {
			b.WriteString(keys.Key(k))
		}
	}
	if b.Len() > 0 {
		b.WriteString(" of ")
	}
	switch {
	case o.Symbol != "":
		b.WriteString(text.Name(o.Symbol))
	case o.Lexical != "":
		b.WriteString("the lexical " + text.Name(o.Lexical))
		if o.Sub != "" {
			b.WriteString(" of " + text.Name(o.Sub))
		}
	case o.Temporary:
		b.WriteString("a temporary")
		if o.Sub != "" {
			b.WriteString(" of " + text.Name(o.Sub))
		}
	case o.Class != "":
		b.WriteString(text.Name(o.Class))
	default:
		return "something without a name"
	}
	return b.String()
}

// Names is the way down without what is data: trailing keys of big HASHes and
// elements of ARRAYs.
func (o Owner) Names() []string {
	n := len(o.Keys)
	for n > 0 && (o.Keys[n-1] == anyKey || o.Keys[n-1] == anyElement) {
		n--
	}
	return o.Keys[:n]
}

// Identity is what stays the same from dump to dump, for grouping.
func (o Owner) Identity() string {
	id := o.Symbol + "|" + o.Lexical + "|" + o.Class + "|" + strings.Join(o.Names(), "\x00")
	if o.Lexical != "" || o.Temporary {
		id += "|" + o.Recorded.File
	}
	if o.Temporary {
		id += "|" + o.Sub
	}
	return id
}

// The walk up is bounded: what is further away explains nothing to a person.
const (
	ownerSteps  = 256 // SVs that are looked at
	ownerDepth  = 16  // references between the SV and its owner
	manyKeys    = 64  // a HASH with more keys is a table: its keys are data, not names
	ownerInrefs = 16  // referrers of one SV that are followed
)

type upward struct {
	sv    heap.SV
	keys  []string // innermost first
	depth int
}

// OwnerOf finds the owner of an SV: breadth first over counted references, so
// that the nearest wins.
func OwnerOf(h *heap.Heap, sv heap.SV) Owner {
	if o, ok := named(h, upward{sv: sv}); ok {
		return o
	}
	return above(h, sv)
}

// HolderOf finds the owner of what holds an SV; false if nothing with a name
// does. The way down ends at the container.
func HolderOf(h *heap.Heap, sv heap.SV) (Owner, bool) {
	o := above(h, sv)
	o.Keys = o.Names()
	return o, o.Known()
}

// Above finds who holds an object or a closure that is an owner: the owner of
// the owner. Variables of packages and of named subs have none: they are where
// a person finds them.
func (o Owner) Above(h *heap.Heap) (Owner, bool) {
	if o.SV == heap.NoSV || o.Class == "" && (o.Lexical == "" || !h.IsClosure(o.SV)) {
		return Owner{}, false
	}
	return HolderOf(h, o.SV)
}

func above(h *heap.Heap, sv heap.SV) Owner {
	queue := []upward{{sv: sv}}
	seen := map[heap.SV]bool{sv: true}
	for len(queue) > 0 && len(seen) < ownerSteps {
		at := queue[0]
		queue = queue[1:]
		if at.sv != sv {
			if o, ok := named(h, at); ok {
				return o
			}
		}
		if at.depth >= ownerDepth {
			continue
		}
		refs, err := h.Inrefs(at.sv, heap.Strong, ownerInrefs)
		if err != nil {
			continue
		}
		for _, r := range refs {
			if r.SV == heap.NoSV || seen[r.SV] {
				continue
			}
			if h.Kind(r.SV) == heap.KindPad {
				if o, ok := lexical(h, r, at.keys); ok {
					return o
				}
			}
			seen[r.SV] = true
			queue = append(queue, upward{r.SV, appendKey(h, at.keys, r), at.depth + 1})
		}
	}
	return Owner{SV: heap.NoSV}
}

func named(h *heap.Heap, at upward) (Owner, bool) {
	o := Owner{SV: at.sv, Keys: reversed(at.keys)}
	if name, ok := h.SymName(at.sv); ok && h.Kind(at.sv) != heap.KindCode {
		o.Symbol = name
		_, o.Recorded, _ = h.SymbolLocation(name) // a place is good to have, not needed
		return o, true
	}
	switch k := h.Kind(at.sv); k {
	case heap.KindStash, heap.KindClass:
		if name, ok := h.StashName(at.sv); ok {
			o.Symbol = "%" + name + "::"
			return o, true
		}
	case heap.KindCode:
		return o, false
	}
	if class, ok := h.Package(at.sv); ok {
		o.Class = class
		return o, true
	}
	return o, false
}

// lexical makes the owner of what a pad has a name for, or keeps as the result
// of an operator.
func lexical(h *heap.Heap, r heap.Ref, keys []string) (Owner, bool) {
	name, ok := strings.CutPrefix(strings.TrimSuffix(r.Name, " via RV"), "the lexical ")
	temporary := strings.HasPrefix(r.Name, "pad temporary ")
	if !ok && !temporary {
		return Owner{}, false
	}
	if name, _, _ = strings.Cut(name, " at depth "); temporary {
		name = ""
	}
	cv, ok := h.PadCode(r.SV)
	if !ok {
		return Owner{}, false
	}
	o := Owner{SV: cv, Lexical: name, Temporary: temporary, Keys: reversed(keys)}
	o.Recorded, _ = h.CodeLocation(cv)
	o.Sub, _ = h.SymName(cv)
	return o, true
}

// appendKey adds what the way up goes through. A key of a big HASH is data.
func appendKey(h *heap.Heap, keys []string, r heap.Ref) []string {
	key := ""
	switch k := h.Kind(r.SV); {
	case k == heap.KindArray:
		key = anyElement
	case k.HashLike():
		key = anyKey
		if r.IsKey && isNameTable(h, r.SV) {
			key = r.Key
		}
	case k == heap.KindObject:
		name, _ := strings.CutPrefix(r.Name, "the ")
		key, _ = strings.CutSuffix(name, " field")
	default:
		return keys
	}
	return append(keys[:len(keys):len(keys)], key)
}

// isNameTable tells whether the keys of a HASH are names: it has few, or perl
// gives them.
func isNameTable(h *heap.Heap, sv heap.SV) bool {
	if n, err := h.Len(sv); err == nil && n <= manyKeys {
		return true
	}
	name, _ := h.SymName(sv)
	return name == "%main::SIG" || name == "%main::ENV"
}

func reversed(keys []string) []string {
	if len(keys) == 0 {
		return nil
	}
	out := make([]string, len(keys))
	for i, k := range keys {
		out[len(keys)-1-i] = k
	}
	return out
}
