// Package export writes everything known about a heap as JSON Lines: one record
// for the dump, then one for every SV, in order of address. The keys are those
// that a Perl script using Devel::MAT would write, so that the two can be
// compared value by value; the documentation of [Write] lists them.
package export

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/mat"
	"github.com/perlheap/perlheap/heap/text"
)

// Options are for [Write].
type Options struct {
	Owned bool // also the owned size of every SV
}

// Write writes the heap. Addresses are lower-case hexadecimal with 0x. Byte
// strings that need not be text (pv, keys, the name of a GLOB) are
// hexadecimal without 0x; names are text, files bytes read as Latin-1, both with
// everything beyond ASCII escaped, and cut as [text.Raw] and [text.MaxPath] say, since
// many records may repeat them. Integers of scalars are decimal strings,
// their floating-point numbers 16 digits of the big-endian IEEE double. Keys of
// things that do not exist are omitted, except that a padname, a GLOB's name
// and the file of a debug record are then null. The record of an SV has
//
//	addr, type, desc, refcnt, size, structure, outrefs   of every SV
//	owned                                                with Options.Owned
//	owned_least                                          true if owned is a lower bound
//	blessed, symname, mortal, debug, magic               where there are any
//	uv or iv, nv, pv, pvlen                              of a SCALAR
//	weak                                                 of a REF
//	file, line, name                                     of a GLOB
//	file, line, depth, name, padnames, oproot            of a CODE
//	keys, name                                           of a HASH, STASH or CLASS
//	elems                                                of an ARRAY and the parts of pads
//	ifileno, ofileno                                     of an IO
//
// An outref is [strength, name, target], a magic [type, object, pointer], a
// debug record [serial, file, line]. The record of the dump has
// perl_version, endian, uint_len, ptr_len, nv_len, ithreads, format_minor,
// objects, roots, stack and contexts. The order of keys is stable.
func Write(ctx context.Context, out io.Writer, h *heap.Heap, opt Options) error {
	w := bufio.NewWriterSize(out, 1<<16)
	enc := json.NewEncoder(asciiWriter{w})
	enc.SetEscapeHTML(false)
	if err := enc.Encode(newDumpRecord(h)); err != nil {
		return err
	}
	var owned mat.Measure
	if opt.Owned {
		all, err := mat.NewOwned(ctx, h)
		if err != nil {
			return err
		}
		owned = all.Size
	}
	for sv := range heap.SV(h.Count()) {
		if err := ctx.Err(); err != nil {
			return err
		}
		r, err := newRecord(h, sv, owned)
		if err != nil {
			return err
		}
		if err := enc.Encode(r); err != nil {
			return err
		}
	}
	return w.Flush()
}

// asciiWriter escapes what is beyond ASCII, so that a reader gets the same
// characters whichever encoding it takes the lines to be in.
type asciiWriter struct{ out io.Writer }

// Write writes whole values, as an encoder does.
func (w asciiWriter) Write(b []byte) (int, error) {
	i := 0
	for i < len(b) && b[i] < utf8.RuneSelf {
		i++
	}
	if i == len(b) {
		return w.out.Write(b)
	}
	escaped := append(make([]byte, 0, len(b)+len(b)/2), b[:i]...)
	for _, r := range string(b[i:]) {
		switch {
		case r < utf8.RuneSelf:
			escaped = append(escaped, byte(r))
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			escaped = fmt.Appendf(escaped, `\u%04x\u%04x`, high, low)
		default:
			escaped = fmt.Appendf(escaped, `\u%04x`, r)
		}
	}
	_, err := w.out.Write(escaped)
	return len(b), err
}

// path is the name of a file: it stands in each record of what comes from there.
func path(s string) string { return latin1(s[:min(len(s), text.MaxPath)]) }

// latin1 reads bytes as Latin-1, so that JSON text can hold them.
func latin1(s string) string {
	ascii := true
	for i := range len(s) {
		ascii = ascii && s[i] < utf8.RuneSelf
	}
	if ascii {
		return s
	}
	runes := make([]rune, len(s))
	for i := range len(s) {
		runes[i] = rune(s[i])
	}
	return string(runes)
}
