package perl

import "bytes"

// want is what perl's grammar allows next; perl's toke.c calls it PL_expect.
// It decides what an ambiguous character means.
type want uint8

const (
	wantStatement want = iota
	wantTerm
	wantOperator
	wantEither // after a word that may be a function with or without arguments
)

// curly is what the next opening brace would be.
type curly uint8

const (
	curlyHash      curly = iota // anonymous hash, operator follows
	curlySubscript              // operator follows
	curlyBlock                  // statement follows
	curlyValue                  // do {}, eval {}: operator follows
	curlyList                   // map {}, print {}: block or hash, term follows a block
	curlyCall                   // block of a function that the text does not know
	curlyStatement              // where a statement may begin: block or hash
)

// token is what the scanner remembers of the last significant token.
type token uint8

const (
	tokNone  token = iota
	tokWord        // s.word holds it
	tokArrow       // ->
	tokPrint       // print, printf or say, where a file handle may follow
	tokOther
)

type frameKind uint8

const (
	frameParen frameKind = iota
	frameBracket
	frameBrace
	frameString // text of an interpolating quote
	frameCode   // replacement part of s///e
)

// frame is an open bracket, or a range of text that is scanned by itself.
type frame struct {
	kind   frameKind
	open   int   // offset
	indent int   // of the line that opens it; -1 until needed
	want   want  // after the closing bracket
	curly  curly // likewise
	sub    int   // sub that the bracket is in, to return to
	body   int   // sub whose body or signature this is, -1
	pkg    int   // package in force outside
	start  int   // offset of the statement that is being read in it
	flags  frameFlags

	// of the first statement of a body: where it is, and of which sub; a bare
	// block that begins a body looks for it in its place
	first   firstState
	firstOf int

	// of frameString and frameCode
	resume     int // where scanning goes on afterwards
	outerLimit int
	braces     int // open braces outside
}

type frameFlags uint8

const (
	flagSignature frameFlags = 1 << iota
	flagRegex                // frameString of a pattern
	flagContinue             // frameString: a subscript was just scanned
	flagFor                  // parentheses of for: semicolons are allowed
	flagPackage              // block of package NAME {...}
)

type firstState uint8

const (
	firstNone firstState = iota
	firstAwaited
	firstSkipped // in a declaration, which leaves nothing to run
	firstOpen
	// What a constant may remove is not all that is run first:
	firstBlock    // in the block of `if (DEBUG) {`
	firstNext     // the statement behind is awaited
	firstNextOpen // and has begun
)

// maxRanges bounds how deep quotes in code in quotes are followed. Every
// level is read once more, so it bounds the time as well.
const maxRanges = 12

// scanner reads one text. Brackets and quoted ranges are on a stack of its
// own; no method calls itself.
type scanner struct {
	text  []byte
	pos   int
	limit int // end of the range that is being read
	file  *File

	want    want
	curly   curly
	prev    token
	word    []byte     // text of prev if it is tokWord
	wordAt  int        // its offset
	control frameFlags // flagFor between `for` and its parentheses
	folds   bool       // the statement names what may be a constant
	param   bool       // the next variable is declared by a signature

	frames []frame
	start  int // offset of the statement that is in no bracket
	braces int // open frameBrace in the current range
	ranges int // open frameString and frameCode

	subs       []Sub
	cur        int   // sub that variables belong to, -1
	pkg        int   // index in File.Packages, -1
	pkgOuter   []int // for each package, the one that it replaced
	modules    map[string]bool
	names      map[string]int32
	nameList   []string
	used       map[uint64]struct{}
	here       map[int]int // offset of a newline -> where scanning goes on after it
	pending    []pendingBless
	shapes     map[shapeKey]Shape // of scalars that references were assigned to
	features   features
	recovering bool // second pass, which guesses ends from layout
	failed     bool // brackets or quotes do not match
	giveUp     bool // first pass: stop, the second pass will be needed
	failBytes  int  // bytes searched in vain
	scratch    []byte
	scratch2   []byte
	fold       fold
	line       struct{ from, to int } // what [scanner.endOfLine] knows of a line
	watch      *watch                 // nil, or told of what is passed
}

// Scan reads a Perl text. It takes time linear in its length and returns a
// File for any bytes.
func Scan(text []byte) *File {
	lines := newlines(text)
	s := newScanner(text, lines, false)
	s.run()
	if s.failed {
		s = newScanner(text, lines, true)
		s.run()
		s.file.Broken = true
	}
	s.finish()
	return s.file
}

func newlines(text []byte) []int {
	at := make([]int, 0, bytes.Count(text, []byte{'\n'}))
	for i, c := range text {
		if c == '\n' {
			at = append(at, i)
		}
	}
	return at
}

func newScanner(text []byte, lines []int, recovering bool) *scanner {
	s := &scanner{
		text: text, limit: len(text), recovering: recovering, cur: -1, pkg: -1,
		curly: curlyStatement,
		names: map[string]int32{}, used: map[uint64]struct{}{}, shapes: map[shapeKey]Shape{}, here: map[int]int{},
		file: &File{Size: len(text), End: len(text), newlines: lines},
	}
	if bytes.HasPrefix(text, []byte("\xef\xbb\xbf")) {
		s.pos = 3
	}
	s.lineStart()
	return s
}

func (s *scanner) run() {
	for !s.giveUp {
		if n := len(s.frames); n > 0 && s.frames[n-1].kind == frameString {
			s.interpolate()
			continue
		}
		if s.pos < s.limit {
			s.step()
			continue
		}
		if s.ranges == 0 {
			break
		}
		s.leaveRange()
	}
	if len(s.frames) > 0 {
		s.fail()
	}
	for len(s.frames) > 0 {
		s.pop(s.limit)
	}
}

// fail notes that the text does not hold together. The first pass ends at
// once, because what it made of the rest is of no use.
func (s *scanner) fail() {
	s.failed = true
	if !s.recovering {
		s.giveUp = true
	}
}

func (s *scanner) at(i int) byte {
	if i < s.limit {
		return s.text[i]
	}
	return 0
}

// then sets what may follow the token that ends at pos.
func (s *scanner) then(pos int, w want, c curly) {
	s.pos, s.want, s.curly, s.prev = pos, w, c, tokOther
	s.control = 0
}

func (s *scanner) operator(pos int) { s.then(pos, wantOperator, curlyBlock) }
func (s *scanner) term(pos int)     { s.then(pos, wantTerm, curlyHash) }
