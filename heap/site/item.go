package site

import (
	"cmp"
	"context"
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/safe"
	"github.com/perlheap/perlheap/heap/wire"
)

// Kind is what an [Item] is. Its values are the words of the JSON and of the
// settings.
type Kind = wire.ItemKind

// The kinds of items.
const (
	// KindClosure is the closures alive of one `sub`: those of a [Site], or of
	// several if its text was compiled again, as by a string eval.
	KindClosure = wire.ItemClosure
	// KindSub is a sub as compiled: its CODE, its pads, the constants of its
	// code, such as big literals and here-documents, and what its operators
	// keep. A constant that has a
	// name, as of `use constant`, is a sub of its own.
	KindSub = wire.ItemSub
	// KindObject is the live objects of a class.
	KindObject = wire.ItemObject
	// KindVariable is a package variable, or all the variables alive that one
	// `my` or `state` has made.
	KindVariable = wire.ItemVariable
	// KindAllocation is all SVs alive that were allocated at a line, whatever
	// they are. Only perls built with DEBUG_LEAKING_SCALARS know.
	KindAllocation = wire.ItemAllocation
)

// Kinds are all kinds, in the order in which items of equal size stand.
var Kinds = []Kind{KindClosure, KindObject, KindVariable, KindSub, KindAllocation}

// Scope is what kind of variable a variable is.
type Scope string

// The scopes.
const (
	ScopePackage Scope = "package"
	ScopeMy      Scope = "my"
	ScopeState   Scope = "state"
)

// Item is something alive that was made at a line, or is declared there.
type Item struct {
	Kind Kind
	// Name is the prototype of closures (&Foo::__ANON__, empty if it is not
	// alive), the sub (&Foo::bar), the class (Foo), the variable with its sigil
	// (%Foo::cache, $seen); empty for allocations.
	Name string
	// Type is what the SVs are, as pmat says it: CODE, HASH, ARRAY, SCALAR, …;
	// of several the one that takes most. Of a constant it is that of its value,
	// of a variable it is that of the SV in
	// its place: a `my $x` that holds a reference is a REF.
	Type     string
	Scope    Scope         // of a variable
	Recorded heap.Location // as the dump has it: of the first statement of the sub (for a `my`: of the sub that has it), of the first mention of a GLOB, of the allocation; of a class only the file with most of its subs; no file if the dump has none, and for what perl itself has, as %ENV

	Count int // closures, objects, SVs alive; CODEs of a sub; how often the variable is alive
	// Elements is how many elements and keys a variable or the value of a
	// constant has, in containers that only it refers to; and how many
	// constants the code of a sub has.
	Elements int64
	// Temporaries is how many of a sub's bytes are results that its operators
	// keep until they run again; 0 if that is little.
	Temporaries int64
	// Bytes is of closures and subs: of their CODEs and pads, for subs with the
	// constants and what these own; of objects: of the SVs that are blessed,
	// with a HASH's buckets and keys and without its values; of variables: what
	// they own, which is the variable and all that only it keeps
	// ([heap.Heap.OwnedSize]); of allocations: of the SVs.
	Bytes   int64
	Example heap.SV // a typical closure, the biggest variable or sub, any of the objects

	Sites []*Site // of closures: one, or one for each time that the text was compiled, most first
	Evals *Evals  // of closures and subs that a string eval compiled; else nil
	Parts []Part  // of allocations, most bytes first

	at      *Site       // the sub of a sub, and that whose pad has a lexical
	outer   bool        // the sub of at has captured the lexical
	aliases []alias     // the GLOBs that have a package variable
	kinds   []heap.Kind // of objects: what they are
	lineage []class     // of objects: their class and those that it inherits from; of a constant: its package
}

// alias is a GLOB that has a package variable.
type alias struct {
	name     string // of the variable, with sigil
	recorded heap.Location
}

// class is where a class can be in the source.
type class struct {
	name  string
	files []string // as recorded, the likeliest first
}

// Part is the SVs of one type and class among those allocated at a line.
type Part struct {
	Type  string // as pmat says it
	Class string // that they are blessed into; empty if none
	Count int
	Bytes int64
	// First and Last are the lowest and highest serial number: perl numbers SVs
	// as it makes them.
	First, Last uint64
	Example     heap.SV // the one made last
}

// Evals says how often a string eval compiled a text.
type Evals struct {
	Texts       int // different (eval N) that something is alive of
	First, Last int // the lowest and the highest N
	// At is where the eval stands, if the name of its text says it, as under
	// the debugger: (eval 12)[lib/Foo.pm:34]. Else it has no file.
	At heap.Location
	// In is the first statement of the sub that ran the eval; no file if the
	// dump does not tell.
	In heap.Location

	in      *Site        // that sub, to be found in the source
	pkg     string       // without it: the package that the text is in
	files   []string     // … and where that is, as recorded, the likeliest first
	numbers map[int]bool // N of the texts
}

// Options choose what [Alive] gives. The zero value is everything.
type Options struct {
	Kinds []Kind // nil is all
	// MinBytes and MinCount are what items of other kinds than closures must
	// reach, one of the two. If both are 0, all are given; if one is, it is not
	// looked at.
	MinBytes int64
	MinCount int
}

func (o *Options) wants(k Kind) bool { return o.Kinds == nil || slices.Contains(o.Kinds, k) }

func (o *Options) reached(i *Item) bool {
	switch {
	case i.Kind == KindClosure, o.MinBytes <= 0 && o.MinCount <= 0:
		return true
	case o.MinBytes > 0 && i.Bytes >= o.MinBytes:
		return true
	}
	return o.MinCount > 0 && i.Count >= o.MinCount
}

// Alive gives what is alive by the lines that made it, of all kinds that are
// asked for, without the source: [Program.Spots] tells the lines. The closures
// are those of t, which [Collect] has given for the same heap. Most bytes come
// first, then most by count, then by name and place. It ends early with ctx's
// error.
func Alive(ctx context.Context, h *heap.Heap, t *Table, opt Options) ([]Item, error) {
	collectors := []struct {
		kind  Kind
		of    func(context.Context, *heap.Heap, *Table, *Options) ([]Item, error)
		items []Item
		err   error
	}{
		{kind: KindClosure, of: closures},
		{kind: KindObject, of: objects},
		{kind: KindVariable, of: packageVariables},
		{kind: KindVariable, of: lexicals},
		{kind: KindSub, of: subs},
		{kind: KindSub, of: constantSubs},
		{kind: KindAllocation, of: allocations},
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var wg safe.Workers
	for k := range collectors {
		c := &collectors[k]
		if opt.wants(c.kind) {
			wg.Go(func() {
				if c.items, c.err = c.of(ctx, h, t, &opt); c.err != nil {
					cancel(c.err)
				}
			})
		}
	}
	wg.Wait()
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	var items []Item
	for k := range collectors {
		items = append(items, collectors[k].items...)
	}
	items = slices.DeleteFunc(items, func(i Item) bool { return !opt.reached(&i) })
	slices.SortFunc(items, compareItems)
	return items, nil
}

func compareItems(a, b Item) int {
	return cmp.Or(
		-cmp.Compare(a.Bytes, b.Bytes),
		-cmp.Compare(a.Count, b.Count),
		cmp.Compare(slices.Index(Kinds, a.Kind), slices.Index(Kinds, b.Kind)),
		cmp.Compare(a.Name, b.Name),
		cmp.Compare(a.Recorded.File, b.Recorded.File),
		cmp.Compare(a.Recorded.Line, b.Recorded.Line),
		cmp.Compare(a.Example, b.Example),
	)
}

// closures gives the items of closures.
func closures(_ context.Context, h *heap.Heap, t *Table, _ *Options) ([]Item, error) {
	items := make([]Item, len(t.Sites))
	for i := range t.Sites {
		s := &t.Sites[i]
		items[i] = Item{
			Kind: KindClosure, Name: s.Name, Type: heap.KindCode.String(), Recorded: s.Recorded,
			Count: s.Closures, Bytes: s.Bytes, Example: s.Example, Sites: []*Site{s},
		}
	}
	return regroup(h, items)
}
