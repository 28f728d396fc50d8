// Package origin reads and writes what a capture knows of a process beside its
// heap: when, where, which perl, and the contents of the files that it had
// loaded, as hashes. It stands next to the dump: worker.pmat has
// worker.pmat.origin.json, and so has worker.pmat.gz.
//
// With it a text of today is known to be the one that ran, or to be another
// one, where the lines of a dump alone only make it likely.
package origin

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/wire"
)

// Format is the version of the descriptions that are read and written.
const Format = 1

// maxBytes bounds a description that is read.
const maxBytes = 16 << 20

// Origin is a description. nil stands for a dump without one: it knows no file.
type Origin struct {
	wire.Origin
	files map[string]*wire.OriginFile // by recorded name
}

// PathOf is where the description of a dump is.
func PathOf(dump string) string { return pmat.PlainName(dump) + ".origin.json" }

// Of reads the description that is beside the dump of a heap; nil if there is
// none, or it is of a dump that was there before. The error says what is wrong
// with one that cannot be read.
func Of(h *heap.Heap) (*Origin, error) {
	path := PathOf(h.File().Path())
	f, err := pmat.OpenRegular(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) || errors.Is(err, pmat.ErrNotDump):
		return nil, nil
	case err != nil:
		return nil, err
	}
	defer f.Close()                                        //nolint:errcheck // it was only read
	text, err := io.ReadAll(io.LimitReader(f, maxBytes+1)) // it may grow while it is read
	if err != nil {
		return nil, err
	}
	if len(text) > maxBytes {
		return nil, fmt.Errorf("%s: it has more than %d bytes, more than any description of a dump", path, maxBytes)
	}
	var o wire.Origin
	if err := json.Unmarshal(text, &o); err != nil {
		return nil, fmt.Errorf("%s: it is not a description of a dump: %w", path, err)
	}
	if o.Format != Format {
		return nil, fmt.Errorf("%s: its format is %d; this perlheap reads format %d", path, o.Format, Format)
	}
	if err := o.Memory.Check(); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if stash, ok := h.Roots().Find("defstash"); !ok || o.Dump.SVs != h.Count() || o.Dump.DefStash != h.Addr(stash).String() {
		return nil, nil
	}
	return New(o), nil
}

// New is a description that was read.
func New(d wire.Origin) *Origin {
	o := &Origin{d, make(map[string]*wire.OriginFile, len(d.Files))}
	for i := range d.Files {
		o.files[d.Files[i].Recorded] = &d.Files[i]
	}
	if d.Memory != nil {
		for i := range d.Memory.Parts {
			part := &d.Memory.Parts[i]
			part.Text = partText(part.Name)
		}
	}
	return o
}

// Write writes a description.
func Write(w io.Writer, o *wire.Origin) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(o)
}

// ran returns the hash of the text that a process loaded under a recorded name;
// empty if that is not known.
func (o *Origin) ran(recorded string) string {
	if o == nil || o.files[recorded] == nil || o.files[recorded].Touched {
		return ""
	}
	return o.files[recorded].SHA256
}

// Knows reports whether it is known which text the process loaded under a recorded
// name.
func (o *Origin) Knows(recorded string) bool { return o.ran(recorded) != "" }

// Ran reports whether a text is the one that the process loaded under a recorded
// name. It is false where that is not known.
func (o *Origin) Ran(recorded string, text []byte) bool {
	was := o.ran(recorded)
	return was != "" && was == Hash(text)
}

// Differs reports whether a text is certainly not the one that the process
// loaded under a recorded name. It is false for relative names: the process may
// have been in another folder when it loaded the file.
func (o *Origin) Differs(recorded string, text []byte) bool {
	was := o.ran(recorded)
	return was != "" && strings.HasPrefix(recorded, "/") && was != Hash(text)
}

// Hash is the SHA-256 of a text, as a description has it.
func Hash(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}
