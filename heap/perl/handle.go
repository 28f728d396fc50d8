package perl

import "strings"

// HandleUse is a place that does something with a file handle.
type HandleUse struct {
	At
	How    HandleUseKind
	Handle Term   // RootNone if it is not named
	Mode   string // of HandleOpen: the beginning of its second argument, if that is a string
	// ToEnd means of a HandleRead that the program reads until there is no more: the
	// condition of a while, or something that leaves its loop or sub if there is none.
	ToEnd bool
}

// HandleUseKind says what a [HandleUse] does.
type HandleUseKind uint8

// The kinds of uses of handles.
const (
	HandleRead  HandleUseKind = iota // <$fh>, readline, read, $fh->getline, $csv->getline($fh)
	HandleOpen                       // open
	HandleClose                      // close
	HandleSeek                       // seek and clearerr: what was read may be read again
	HandleEOF                        // eof
)

var handleFunctions = map[string]HandleUseKind{
	"readline": HandleRead, "read": HandleRead, "sysread": HandleRead, "getc": HandleRead, "getline": HandleRead, "getlines": HandleRead,
	"open": HandleOpen, "close": HandleClose, "seek": HandleSeek, "eof": HandleEOF,
}

var handleMethods = map[string]HandleUseKind{
	"read": HandleRead, "getc": HandleRead, "seek": HandleSeek, "clearerr": HandleSeek, "eof": HandleEOF,
}

// handle notes what an expression itself does with a handle.
func (r *recorder) handle(n *node) {
	use := HandleUse{At: At{Start: n.start, End: n.end}}
	of, known := (*node)(nil), false
	switch n.kind {
	case nodeQuote: // <$fh>, <STDIN>
		name := strings.Trim(string(r.text[n.start:min(n.end, n.start+maxKept)]), "<>")
		if r.text[n.start] != '<' || name == "" || strings.ContainsFunc(strings.TrimPrefix(name, "$"), func(c rune) bool { return c > 0x7f || !isWord(byte(c)) }) {
			return // glob
		}
		use.Handle, known = Term{Root: RootClass, Name: name}, true
		if name[0] == '$' {
			use.Handle.Root, use.Handle.Sigil = RootVariable, '$'
		}
	case nodeCall:
		if use.How, known = handleFunctions[n.name]; known && len(n.kids) > 0 {
			of = n.kids[0]
		}
		if use.How == HandleOpen && len(n.kids) > 1 {
			if mode := inner(n.kids[1]); mode != nil && mode.kind == nodeString {
				use.Mode = mode.name
			}
		}
	case nodeClass:
		known, use.How = n.name == "eof", HandleEOF
	case nodeMethod:
		of = n.kids[0]
		if use.How, known = handleMethods[n.name]; !known && strings.HasPrefix(n.name, "getline") {
			known = true
			if len(n.kids) > 1 { // of Text::CSV
				of = n.kids[1]
			}
		}
	}
	if !known {
		return
	}
	if of != nil {
		if of.kind == nodeCall && of.name == "delete" && len(of.kids) == 1 {
			of = of.kids[0]
		}
		use.Handle = r.term(of)
	}
	r.rec.Handles = append(r.rec.Handles, use)
}

// readToEnd notes that what was read since there were so many uses of handles is read
// to the end.
func (r *recorder) readToEnd(from int) {
	for i := range r.rec.Handles[from:] {
		r.rec.Handles[from+i].ToEnd = true
	}
}

// isLeaving reports whether an expression leaves a loop or a sub.
func isLeaving(n *node) bool {
	return n != nil && (n.kind == nodeCall || n.kind == nodeClass) && (n.name == "last" || n.name == "return")
}
