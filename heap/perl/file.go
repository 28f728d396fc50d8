// Package perl reads Perl text without running it.
//
// [Scan] answers, in one linear pass over the text, which `sub` encloses a
// line, where its keyword stands, what it is called, where it ends, which
// variables it declares and uses, where packages begin and end, where `bless`
// and string `eval` are called and what `# line` directives change.
// [File.Locate] turns a location that perl recorded (the line of the first
// statement of a sub) back into the subs that it may mean.
//
// The package knows nothing of files, of heap dumps and of editors. It is a
// scanner, not a parser: it never rejects a text, and a mistake in text that is
// being typed stays near the mistake.
//
// What a given construct means to perl is documented in perlop (quote-like
// operators, here-documents), perlsub, perlclass, perlsyn (`# line`), perlpod
// and perlform.
package perl

import "sort"

// Line is a line number as perl counts them: the first line is 1.
type Line int

// Kind says how a sub was written.
type Kind uint8

// The kinds of [Sub].
const (
	Named     Kind = iota // sub name {...}
	Anonymous             // sub {...}
	Lexical               // my sub name {...}, also state and our
	Method                // method name {...} and method {...}
	Adjust                // ADJUST {...}, and BUILD {...} of Object::Pad
	Phaser                // BEGIN, END, INIT, CHECK, UNITCHECK
	// Block is the bare block given to a function, as in `first { ... } @x` or
	// Try::Tiny's `try { ... }`. perl compiles it as an anonymous sub when the
	// function has a prototype that begins with &, which the text alone does
	// not tell: a Block may be a sub, the other kinds always are.
	Block
)

var kindNames = [...]string{"named", "anonymous", "lexical", "method", "adjust", "phaser", "block"}

// String returns the lower-case name of the kind.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "unknown"
}

// Sub is one sub of a file. Offsets are bytes from the start of the text.
type Sub struct {
	Kind    Kind
	Name    string // as written, may contain ::; "" for an anonymous sub; the function's name for a Block
	Label   string // what an anonymous sub is passed or kept as: error of `error => sub`, $cb of `my $cb = sub`; or ""
	Package string // package in force at the keyword, "main" when none was named
	Start   int    // offset of the keyword: sub, method, BEGIN, ...
	Line    Line   // physical line of Start
	Body    int    // offset of the opening brace
	End     int    // offset one past the closing brace; the end of the code when it is not closed

	BodyLine Line // physical line of the opening brace
	LastLine Line // physical line of the closing brace

	// First and FirstEnd enclose the first statement that runs: the signature
	// up to the opening brace if there is one, else the first statement of the
	// body that is not a declaration (`use`, `no`, `package`, named subs and
	// phasers leave nothing to run). For a body without statements, both are
	// inside the braces. perl records a line between the two.
	First, FirstEnd         int
	FirstLine, FirstEndLine Line

	Parent int // index in File.Subs of the enclosing sub, -1 at the top level
	Depth  int // number of enclosing subs

	Signature  bool     // has a parameter list that names a variable, or an empty one where signatures are enabled
	Prototype  string   // text of the prototype without parentheses, "" when none or with a signature
	Attributes []string // as written, without the colon

	// Declares lists the variables declared directly in the sub, not in the
	// subs inside it, by position.
	Declares []Variable
	// Uses lists the distinct variables named directly in the sub, as its pad
	// would call them: $x[0] is @x, $h{a} and @h{'a','b'} are %h. Variables in
	// interpolating strings count. By name.
	Uses []string
	// Words lists the distinct literals of the sub: strings, and their parts
	// between variables, in the form of [Word]; numbers, in the form of
	// [NumberWord]; names of functions and methods; bare hash keys. By name.
	// Many are constants of the compiled CODE.
	Words []string
	// Within are the labels of the brackets around an anonymous sub, innermost
	// first: foo for `foo => {run => sub {...}}`.
	Within []string
	// Call is the word that begins the statement containing an anonymous sub:
	// around for `around foo => sub {...}`; or "".
	Call string

	// wrapped tells that a keyword which is no `sub` of perl's own makes it, so
	// that code of a module may stand before the first statement: perl then
	// records the line of the keyword.
	wrapped bool

	reach  Line  // last line of the last sub inside the first statement
	blocks []int // in File.Subs: the Blocks of several lines inside the first statement
	// foldEnd is the end of the statement that is first when constants remove
	// those before it, 0 if none of them names a constant; loose the last line
	// that perl may record all the same.
	foldEnd int
	loose   Line

	id int // number under which the scanner knew it
}

// Variable is a declared variable.
type Variable struct {
	Name       string // with sigil
	Declarator string // my, our, state, field, or signature
	Offset     int    // of the sigil
	Line       Line
}

// PackageRange is the part of a text in which a package, class or role
// statement is in force.
type PackageRange struct {
	Name       string
	Keyword    string // package, class or role
	Start, End int    // from the keyword to the end of its block, of the enclosing block, or to the next statement of the kind
	Line       Line   // of the keyword
	Block      bool   // package NAME {...}
	depth      int
}

// Bless is one call of bless.
type Bless struct {
	Offset  int
	Line    Line
	Class   string // class when it is a literal, __PACKAGE__ or left out; else ""
	Package string // package in force
	Shape   Shape  // of what is blessed
	Sub     int    // index in File.Subs of the enclosing sub, or -1
}

// Eval is an eval of a string.
type Eval struct {
	Offset int
	Line   Line
	Sub    int // index in File.Subs of the enclosing sub, or -1
}

// File is what Scan found in a text.
type File struct {
	Subs       []Sub // by Start
	Declares   []Variable
	Packages   []PackageRange // by Start
	Blesses    []Bless        // by Offset
	Evals      []Eval         // by Offset
	Directives []Directive    // by Line
	Modules    []string       // names after `use` and `no`, distinct, in order of first mention

	// Size is the length of the text in bytes. End is the offset where the code
	// ends: at __END__ or __DATA__, else Size.
	Size, End int
	// SelfLoaded is the offset after __DATA__ from where SelfLoader has subs; 0
	// if there is none.
	SelfLoaded int
	// Broken means that brackets or quotes of the text do not match, so that
	// the ends of subs were guessed from its layout.
	Broken bool

	newlines []int // offsets of '\n'
}

// SubsAt returns the indices of the subs that enclose a physical line,
// innermost first; of several on one line, the later first. A sub encloses the
// lines from its keyword to its closing brace.
func (f *File) SubsAt(line Line) []int {
	if line < 1 || int(line) > f.Lines() {
		return nil
	}
	var in []int
	lo, hi := f.LineStart(line), f.lineEnd(line)
	// Subs are sorted by Start and nest: walk from the last that starts at or
	// before the line outward through parents, adding siblings on the line.
	last := sort.Search(len(f.Subs), func(i int) bool { return f.Subs[i].Start > hi }) - 1
	for i := last; i >= 0; {
		s := &f.Subs[i]
		if s.End > lo || (s.End == lo && s.Start == lo) {
			in = append(in, i)
			i--
			continue
		}
		if s.Start >= lo {
			i--
			continue
		}
		// Ends before the line: everything inside it does as well, and so does
		// every sub between it and its parent.
		i = f.before(i, lo)
	}
	sort.SliceStable(in, func(a, b int) bool {
		x, y := &f.Subs[in[a]], &f.Subs[in[b]]
		if x.Depth != y.Depth {
			return x.Depth > y.Depth
		}
		return x.Start > y.Start
	})
	return in
}

// before returns the index of the nearest sub before i that may still reach
// offset lo: a sibling cannot, as it ends before i starts, so the parent.
func (f *File) before(i, lo int) int {
	for i = f.Subs[i].Parent; i >= 0 && f.Subs[i].End <= lo; {
		i = f.Subs[i].Parent
	}
	return i
}
