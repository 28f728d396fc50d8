package pmat

import (
	"fmt"
)

// ContextType is the kind of a frame of perl's context stack.
type ContextType uint8

// The kinds of [Context].
const (
	ContextSub  ContextType = 1
	ContextTry  ContextType = 2
	ContextEval ContextType = 3
)

// String returns the name that Devel::MAT uses.
func (t ContextType) String() string {
	switch t {
	case ContextSub:
		return "SUB"
	case ContextTry:
		return "TRY"
	case ContextEval:
		return "EVAL"
	}
	return fmt.Sprintf("context type %d", uint8(t))
}

// Context is a frame of the context stack at the time when the dump was
// written.
type Context struct {
	Type     ContextType
	Gimme    uint8 // 1 void, 2 scalar, 3 array
	Line     uint64
	File     string
	OldDepth int32 // SUB: of the CODE before this call; -1 if the dump does not say
	CV       Addr  // SUB
	Args     Addr  // SUB
	Code     Addr  // EVAL: the text, 0 if there is none
}

// Tail is what follows the heap section.
type Tail struct {
	Contexts []Context // innermost first
	Mortals  []Addr
	Floor    int64 // index of the first mortal of the innermost scope; -1 for none
	// Cut is set if the file ends inside the tail, so that some of it is
	// missing.
	Cut *Truncation
}

// Bounds on what a tail may make this process keep.
const (
	maxContexts = 10_000_000
	maxFileName = 1 << 16
)

// Tail reads the contexts and mortals. Next must have reached the end of the
// heap section without an error. An unreadable tail loses no SV, so it is
// reported in Cut and not as an error.
func (d *Decoder) Tail() *Tail {
	t := &Tail{Floor: -1}
	at := d.in.offset()
	cut := func(what string, err error) *Tail {
		t.Cut = &Truncation{Record: what, Offset: at, SVs: d.SVs, Ends: err == errShort, Reason: err.Error()}
		return t
	}
	for {
		at = d.in.offset()
		c, err := d.context()
		if err != nil {
			return cut("context", err)
		}
		if c.Type == 0 {
			break
		}
		if len(t.Contexts) == maxContexts {
			return cut("context", fmt.Errorf("more than %d contexts", maxContexts))
		}
		t.Contexts = append(t.Contexts, c)
	}
	at = d.in.offset()
	if !d.in.has(at + 1) {
		return t // older files simply end here
	}
	h := d.file.Header
	n, err := d.in.word(h.UintLen)
	if err != nil {
		return cut("list of mortals", err)
	}
	if !d.in.hasEntries(n, uint64(h.PtrLen)) {
		return cut("list of mortals", errShort)
	}
	for range n {
		p, err := d.ptr()
		if err != nil {
			return cut("list of mortals", err)
		}
		t.Mortals = append(t.Mortals, p)
	}
	floor, err := d.in.word(h.UintLen)
	if err != nil {
		return cut("list of mortals", err)
	}
	t.Floor = d.fileno(floor)
	return t
}

func (d *Decoder) context() (c Context, err error) {
	h, rec, o := d.file.Header, &d.rec, d.in.order
	kind, err := d.in.u8()
	if err != nil || kind == 0 {
		return c, err
	}
	c.Type, c.OldDepth = ContextType(kind), -1
	if h.Minor < 2 {
		return c, d.oldContext(&c)
	}
	if int(kind) >= len(h.Contexts) {
		return c, fmt.Errorf("%s is not known, and the header gives no size for it", c.Type)
	}
	b, err := d.fields(h.Contexts[0])
	if err != nil {
		return c, err
	}
	c.Gimme, c.Line = b[0], o.word(b[1:], h.UintLen)
	if c.File, err = d.fileName(rec.Strs[0]); err != nil {
		return c, err
	}
	if b, err = d.fields(h.Contexts[kind]); err != nil {
		return c, err
	}
	switch c.Type {
	case ContextSub:
		if len(b) < 4 || rec.NPtrs < 2 {
			return c, fmt.Errorf("the header gives a SUB context too little for depth, CODE and arguments")
		}
		c.OldDepth, c.CV, c.Args = max(-1, int32(o.u32(b))), rec.Ptrs[0], rec.Ptrs[1]
	case ContextEval:
		if rec.NPtrs > 0 {
			c.Code = rec.Ptrs[0]
		}
	}
	return c, nil
}

// oldContext reads a context of format 0.0 or 0.1, whose layout no table gives.
func (d *Decoder) oldContext(c *Context) (err error) {
	if c.Gimme, err = d.in.u8(); err != nil {
		return err
	}
	file, err := d.str()
	if err != nil {
		return err
	}
	if c.File, err = d.fileName(file); err != nil {
		return err
	}
	if c.Line, err = d.in.word(d.file.Header.UintLen); err != nil {
		return err
	}
	switch c.Type {
	case ContextSub:
		if c.CV, err = d.ptr(); err == nil {
			c.Args, err = d.ptr()
		}
	case ContextEval:
		c.Code, err = d.ptr()
	case ContextTry:
	default:
		err = fmt.Errorf("%s is not known", c.Type)
	}
	return err
}

func (d *Decoder) fileName(s Str) (string, error) {
	b, err := d.Text(s, maxFileName)
	if string(b) != d.lastFile { // mostly they are of one file
		d.lastFile = string(b)
	}
	return d.lastFile, err
}
