package session

import (
	"encoding/json"
	"fmt"
	"net/url"
	"path"
	"path/filepath"
	"slices"

	"go.lsp.dev/uri"

	"github.com/perlheap/perlheap/heap/wire"
)

// HeapDocumentScheme is the scheme of the URIs of heap documents, and the
// extension of their files.
const HeapDocumentScheme = "perlheap"

// HeapDocument names a text about a part of one dump. It can be read from its
// URI alone, so that a client may ask for it again at any time.
type HeapDocument struct {
	Kind      wire.DocumentKind `json:"kind"`
	Dump      wire.Identity     `json:"dump"`
	Address   string            `json:"address,omitempty"` // of an SV: 0x55d0c0ffee10
	File      string            `json:"file,omitempty"`    // of a line: absolute path
	Line      PerlLine          `json:"line,omitempty"`    // … in the text of when the dump was loaded
	Offset    int               `json:"offset,omitempty"`  // of the first element that is listed
	wire.Runs                   // of verify
	// Title is what a person sees as its name; it identifies nothing.
	Title string `json:"-"`
}

// WithTitle gives the document a name; now is its line in the current text.
func (d HeapDocument) WithTitle(now PerlLine) HeapDocument {
	switch d.Kind {
	case wire.DocumentLine:
		d.Title = fmt.Sprintf("%s line %d", filepath.Base(d.File), now)
	case wire.DocumentIdentify:
		d.Title = "identify " + d.Address
	case wire.DocumentSV:
		d.Title = "show " + d.Address
	default:
		d.Title = string(d.Kind)
	}
	if d.Offset > 0 {
		d.Title += fmt.Sprintf(" from %d", d.Offset)
	}
	return d
}

// URI is where a client that takes content from the server finds the document:
// `perlheap:/worker.pmat/overview?…`. The query is JSON: clients differ in what
// of a query they escape, but decode it as a whole.
func (d HeapDocument) URI() uri.URI {
	query, _ := json.Marshal(d) // strings and numbers alone
	u := url.URL{Scheme: HeapDocumentScheme, Path: "/" + path.Join(filepath.Base(d.Dump.Path), d.Title), RawQuery: url.PathEscape(string(query))}
	return uri.URI(u.String())
}

// ParseHeapDocument reads the URI of a heap document; false if it is not one.
func ParseHeapDocument(u uri.URI) (d HeapDocument, ok bool) {
	parsed, err := url.Parse(string(u))
	if err != nil || parsed.Scheme != HeapDocumentScheme {
		return d, false
	}
	query, err := url.PathUnescape(parsed.RawQuery)
	if err != nil || json.Unmarshal([]byte(query), &d) != nil || !slices.Contains(wire.DocumentKinds, d.Kind) || d.Offset < 0 {
		return d, false
	}
	d.Title = path.Base(parsed.Path)
	return d, true
}
