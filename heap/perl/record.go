package perl

import (
	"cmp"
	"slices"
)

// Record is what the statements of a text do with data, as far as the text
// tells. All lists are in the order of the text. It does not depend on how the
// statements are laid out in lines.
type Record struct {
	Stores   []Store
	Removals []Removal
	Limits   []Limit
	Weakens  []Weaken
	Calls    []Call
	Returns  []Return
	Lookups  []Lookup
	Literals []Literal
	Loops    []Loop
	// Absences are the parts that run only if something is not there.
	Absences []Absence
	// Remainders are the operators that give the remainder of a division.
	Remainders []At
	Statements Extents
	Handles    []HandleUse
	// Exposed are the scalars, with sigil, that something may set which does not name
	// them: \$x, tie $x, $x =~ s///, for ($x). They are sorted.
	Exposed []string
	// Connectives are not those in quotes.
	Connectives []Connective
}

// At is the position of something in a text. Offsets are bytes.
type At struct {
	Start, End int
	Line       Line   // physical line of Start
	Sub        int    // index in File.Subs of the sub or Block that contains it, -1 at the top level
	Package    string // in force there
}

// Span is a part of a text. Offsets are bytes.
type Span struct{ Start, End int }

// Term is a path to data: a variable, a class or a call, and the steps from
// there. push @{ $self->{lines}{$k} }, 1 stores into $self {lines} {*}.
type Term struct {
	Root RootKind
	// Name is the name of the variable as its pad has it (@x for $x[0]), of the
	// class, or of the function, possibly qualified by a package. For data in
	// brackets it is the class that they are blessed into, or "".
	Name  string
	Steps []Step
	// Sigil is that of the whole term: @ for @list and @{ $x->{list} }, $ for
	// $list[0].
	Sigil byte
}

// RootKind is what a [Term] begins with.
type RootKind uint8

// The kinds of roots.
const (
	RootNone     RootKind = iota // an expression
	RootVariable                 // $x, @x, %x
	RootClass                    // a bare word: Foo::Bar
	RootCall                     // what a function returns
	RootData                     // [...] or {...} themselves
)

// Step leads from data to something in it, or from an object to what its method
// returns.
type Step struct {
	Kind StepKind
	// Name is the key, index or method if it is written there, else "".
	Name string
	// By is what a computed key or index is, if it is no more than a variable
	// ($id) or a name, which for an element is a constant (QUEUE).
	By string
	// Modulo means that an index is the remainder of a division, and so is
	// limited.
	Modulo bool
	// Range means that the step leads to a slice, of a range of indices.
	Range bool
}

// StepKind is a kind of [Step].
type StepKind uint8

// The kinds of steps.
const (
	StepKey     StepKind = iota // {key}
	StepElement                 // [index]
	StepMethod                  // ->method, with or without arguments
	StepInvoke                  // ->(...)
	StepDeref                   // the scalar that a reference leads to: $$x
)

// String writes the term, with * for whatever is computed.
func (t Term) String() string {
	b := []byte(t.Name)
	switch t.Root {
	case RootNone:
		b = append(b, '?')
	case RootCall:
		b = append(b, "()"...)
	case RootData:
		b = append(b, "{}"...)
	}
	for _, s := range t.Steps {
		name := cmp.Or(s.Name, "*")
		switch s.Kind {
		case StepKey:
			b = append(b, "{"+name+"}"...)
		case StepElement:
			b = append(b, "["+name+"]"...)
		case StepMethod:
			b = append(b, "->"+name...)
		case StepInvoke:
			b = append(b, "->()"...)
		case StepDeref:
			b = append(b, "->$*"...)
		}
	}
	return string(b)
}

// Value is something that is stored, passed or compared with.
type Value struct {
	Kind       ValueKind
	Start, End int
	Term       Term // of a ValueTerm, ValueRef and ValueCall
	// Text is the string, or its beginning if it interpolates; a number is
	// given as it is written.
	Text string
	// Sub is the index in File.Subs of a ValueSub, else -1.
	Sub   int
	Empty bool // for ValueArray, ValueHash and ValueList: there is nothing in it
	// Modulo means that a ValueOther is the remainder of a division.
	Modulo bool
}

// ValueKind is a kind of [Value].
type ValueKind uint8

// The kinds of values.
const (
	ValueOther ValueKind = iota
	ValueTerm            // a variable, or what steps lead to
	ValueRef             // \ of a term
	ValueCall            // what a function or method returns
	ValueSub             // sub {...}
	ValueArray           // [...]
	ValueHash            // {...}
	ValueString
	ValueNumber
	ValueUndef
	ValueList // (...) of none or several
)

// Store is a place that puts something into a variable or container.
type Store struct {
	At
	How    StoreKind
	Target Term // what is assigned to, or the array that is added to
	Value  Value
	Index  Span // of the last [index] in Target; empty if there is none
	// Declares means that the statement also declares the variable: my, our,
	// state, local, field.
	Declares bool
	// Lowers means that a StoreChange makes a number less: -= and --.
	Lowers bool
	Condition
}

// StoreKind says how something is stored.
type StoreKind uint8

// The kinds of stores.
const (
	StoreAssign  StoreKind = iota // =
	StoreDefault                  // //= and ||=
	StoreChange                   // +=, ++ and other changes of the present value
	StoreAppend                   // .=, and reading into a buffer
	StorePush
	StoreUnshift
	StoreSplice
	StorePair    // key => value in data in brackets or arguments
	StoreIterate // the variable of a foreach becomes an alias of each element
)

// Removal is a place that takes something out of a container, or empties it.
type Removal struct {
	At
	How    RemovalKind
	Target Term
	Condition
}

// RemovalKind says how something is taken out.
type RemovalKind uint8

// The kinds of removals.
const (
	RemoveShift RemovalKind = iota
	RemovePop
	RemoveSplice
	RemoveDelete
	RemoveUndef    // undef X, X = undef
	RemoveAll      // @x = (), %$x = (), splice @x, X = [], X = {}, X = '', $self->x([])
	RemoveTruncate // $#x = N
)

// Limit is a comparison of how much there is of something.
type Limit struct {
	At
	Kind LimitKind
	Term Term   // what is counted or compared
	Op   string // normalized to have Term on the left: > for 9 < @x
	Than Value

	negated bool // it stands behind a !
}

// LimitKind is what a [Limit] looks at.
type LimitKind uint8

// The kinds of limits.
const (
	LimitSize   LimitKind = iota // keys %x > 9, @x >= $max, $#x
	LimitLength                  // length $x
	LimitValue                   // $n > 9
	LimitModulo                  // $i = ($i + 1) % 9, $x[$i % 9]
	LimitEvery                   // $n % 9, as a condition that is true every so often
	LimitChange                  // $day ne $last
)

// Weaken is a call of weaken.
type Weaken struct {
	At
	Target Term
}

// Call is a call of a function or method, except for perl's own functions and
// bless.
type Call struct {
	At
	Name     string // possibly qualified by a package; "" for ->$name and ->(...)
	Method   bool
	Receiver Term // of a method
	Args     []Value
	Condition
}

// Return is a value that a statement returns.
type Return struct {
	At
	Value Value
}

// Lookup is a read access through two subscripts: it creates the entry of the
// first one if there is none.
type Lookup struct {
	At
	Term Term
}

// Loop is what a loop repeats: its block, or the statement before while, until,
// for and foreach.
type Loop struct {
	At
	// Endless means that the condition is a constant, or that there is none, and
	// that no last, return, die, exit or goto stands in the loop.
	Endless bool
}

// Literal is a string or number in the text.
type Literal struct {
	At
	Text   string // up to the first variable, if it interpolates
	Whole  bool   // whether Text is all of it: it does not interpolate
	Number bool
}

// RecordOf reads what the statements of a text do. f is the result of [Scan] for
// the same text. It takes time linear in the length of the text, for any bytes.
func RecordOf(text []byte, f *File) *Record {
	r := &recorder{text: text, file: f, rec: &Record{}, pieces: piecesOf(text, f.Broken)}
	r.findLeaves()
	r.findConnectives()
	r.statements(0, len(r.pieces))
	r.finish()
	return r.rec
}

// finish puts what was found in order and says where it is.
func (r *recorder) finish() {
	rec := r.rec
	slices.SortStableFunc(r.guards, func(a, b guard) int { return cmp.Or(a.from-b.from, b.to-a.to) })
	order := make([]int, len(rec.Limits)) // new index of each limit
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return rec.Limits[a].Start - rec.Limits[b].Start })
	became := make([]int, len(order))
	limits := make([]Limit, len(order))
	for i, old := range order {
		became[old], limits[i] = i, rec.Limits[old]
	}
	rec.Limits = limits
	sortByStart(rec.Stores, func(s *Store) *At { return &s.At })
	sortByStart(rec.Removals, func(s *Removal) *At { return &s.At })
	sortByStart(rec.Weakens, func(s *Weaken) *At { return &s.At })
	sortByStart(rec.Calls, func(s *Call) *At { return &s.At })
	sortByStart(rec.Returns, func(s *Return) *At { return &s.At })
	sortByStart(rec.Lookups, func(s *Lookup) *At { return &s.At })
	sortByStart(rec.Literals, func(s *Literal) *At { return &s.At })
	sortByStart(rec.Loops, func(s *Loop) *At { return &s.At })
	rec.Statements.sort()
	slices.SortStableFunc(rec.Absences, func(a, b Absence) int { return a.From - b.From })
	sortByStart(rec.Handles, func(s *HandleUse) *At { return &s.At })
	sortByStart(rec.Remainders, func(s *At) *At { return s })
	slices.Sort(rec.Exposed)
	rec.Exposed = slices.Compact(rec.Exposed)
	slices.Sort(r.leaves)
	for i := range rec.Loops {
		l := &rec.Loops[i]
		k, _ := slices.BinarySearch(r.leaves, l.Start)
		l.Endless = l.Endless && (k == len(r.leaves) || r.leaves[k] >= l.End)
	}
	r.place()
	r.depends(became, len(rec.Stores), func(i int) (*At, *Condition) { return &rec.Stores[i].At, &rec.Stores[i].Condition })
	r.depends(became, len(rec.Removals), func(i int) (*At, *Condition) { return &rec.Removals[i].At, &rec.Removals[i].Condition })
	r.depends(became, len(rec.Calls), func(i int) (*At, *Condition) { return &rec.Calls[i].At, &rec.Calls[i].Condition })
}

func sortByStart[T any](all []T, at func(*T) *At) {
	slices.SortStableFunc(all, func(a, b T) int { return at(&a).Start - at(&b).Start })
}

// place completes where everything is.
func (r *recorder) place() {
	subs, packages := newSweep(len(r.file.Subs)), newSweep(len(r.file.Packages))
	subRange := func(i int) (int, int) { return r.file.Subs[i].Start, r.file.Subs[i].End }
	pkgRange := func(i int) (int, int) { return r.file.Packages[i].Start, r.file.Packages[i].End }
	byStart := make(map[int]int, len(r.file.Subs))
	for i := range r.file.Subs {
		byStart[r.file.Subs[i].Start] = i
	}
	each := func(n int, at func(int) *At) {
		subs.reset()
		packages.reset()
		for i := range n {
			a := at(i)
			a.Line = r.file.LineOf(a.Start)
			a.Sub = subs.at(a.Start, subRange)
			a.Package = "main"
			if p := packages.at(a.Start, pkgRange); p >= 0 {
				a.Package = r.file.Packages[p].Name
			}
		}
	}
	rec := r.rec
	each(len(rec.Stores), func(i int) *At { rec.Stores[i].Value.find(byStart); return &rec.Stores[i].At })
	each(len(rec.Removals), func(i int) *At { return &rec.Removals[i].At })
	each(len(rec.Limits), func(i int) *At { return &rec.Limits[i].At })
	each(len(rec.Weakens), func(i int) *At { return &rec.Weakens[i].At })
	each(len(rec.Calls), func(i int) *At {
		for k := range rec.Calls[i].Args {
			rec.Calls[i].Args[k].find(byStart)
		}
		return &rec.Calls[i].At
	})
	each(len(rec.Returns), func(i int) *At { rec.Returns[i].Value.find(byStart); return &rec.Returns[i].At })
	each(len(rec.Lookups), func(i int) *At { return &rec.Lookups[i].At })
	each(len(rec.Literals), func(i int) *At { return &rec.Literals[i].At })
	each(len(rec.Loops), func(i int) *At { return &rec.Loops[i].At })
	each(len(rec.Handles), func(i int) *At { return &rec.Handles[i].At })
	each(len(rec.Remainders), func(i int) *At { return &rec.Remainders[i] })
}

// find completes the sub of a value.
func (v *Value) find(byStart map[int]int) {
	v.Sub = -1
	if v.Kind == ValueSub {
		if i, ok := byStart[v.Start]; ok {
			v.Sub = i
		}
	}
}

// sweep finds the innermost of nested ranges around ascending offsets.
type sweep struct {
	n, next int
	open    []int
}

func newSweep(n int) *sweep { return &sweep{n: n} }

func (s *sweep) reset() { s.next, s.open = 0, s.open[:0] }

func (s *sweep) at(offset int, of func(int) (from, to int)) int {
	for ; s.next < s.n; s.next++ {
		if from, _ := of(s.next); from > offset {
			break
		}
		s.open = append(s.open, s.next)
	}
	for len(s.open) > 0 {
		i := s.open[len(s.open)-1]
		if _, to := of(i); to > offset {
			return i
		}
		s.open = s.open[:len(s.open)-1]
	}
	return -1
}
