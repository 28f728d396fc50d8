package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/identify"
	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/site"
	words "github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
	"github.com/perlheap/perlheap/lsp/session"
)

// How many references of one SV the call hierarchy lists: an ARRAY can have a
// million elements, and editors show a list as a whole.
const (
	maxCalls = 200
	// maxCallsInParts is for clients that take the list in parts.
	maxCallsInParts = 1000
)

// callLimit is how many references a client gets.
func callLimit(token protocol.ProgressToken) int {
	if token != nil {
		return maxCallsInParts
	}
	return maxCalls
}

// prepareCallHierarchy returns what is alive from a line, or the SV whose address
// is under the cursor. The hierarchy is that of references: who refers to an SV
// calls it.
func (s *Server) prepareCallHierarchy(ctx context.Context, params *protocol.CallHierarchyPrepareParams) ([]protocol.CallHierarchyItem, error) {
	if _, ok := s.heapDocument(params.TextDocument.URI); ok {
		return s.prepareInHeapDocument(ctx, params)
	}
	v, release, ok := s.view(params.TextDocument.URI)
	defer release()
	if !ok || !v.Settings.CallHierarchy {
		return nil, nil
	}
	c := s.newCalls(v.View, protocol.Location{URI: params.TextDocument.URI})
	if address, at, ok := addressAt(v.Text, params.Position); ok {
		sv, err := lookUp(v.View, address)
		if err != nil {
			return nil, nil // a number like any other
		}
		c.asked.Range = at
		return []protocol.CallHierarchyItem{c.item(render.SV(v.Heap, sv, c.style), nil, sv)}, nil
	}
	line := v.Text.PerlLineAt(params.Position)
	items := c.ofLine(v, line)
	if len(items) > 1 && s.caps.oneRoot {
		return []protocol.CallHierarchyItem{c.root(items, line)}, nil
	}
	return items, nil
}

// ofLine returns the items of what is alive from a line.
func (c *calls) ofLine(v *session.File, line session.PerlLine) (items []protocol.CallHierarchyItem) {
	for k := range v.Items {
		if i := &v.Items[k]; i.Line == line {
			c.asked.Range = v.RangeOf(i)
			items = append(items, c.prepared(i)...)
		}
	}
	return items
}

// root is an item whose callers are several items of a line, for a client that
// unfolds one only.
func (c *calls) root(items []protocol.CallHierarchyItem, line session.PerlLine) protocol.CallHierarchyItem {
	var names []string
	for _, i := range items {
		names = append(names, i.Name)
	}
	item := items[0]
	item.Name, item.Detail = fmt.Sprintf("line %d", line), new(strings.Join(names, ", "))
	item.Data, _ = json.Marshal(wire.CallData{Dump: c.v.Dump.Identity(), File: string(c.asked.URI), Line: int(line)}) // strings and numbers
	return item
}

// below returns the items below the root of a line; false for another item.
func (s *Server) below(item *protocol.CallHierarchyItem) (items []protocol.CallHierarchyItem, ok bool, err error) {
	var data wire.CallData
	if json.Unmarshal(item.Data, &data) != nil || data.Line == 0 {
		return nil, false, nil // whoever needs the data complains
	}
	v, release, err := s.identified(data.Dump)
	if err != nil {
		return nil, true, err
	}
	defer release()
	f, err := s.namedFile(v, data.File)
	if err != nil {
		return nil, true, err
	}
	return s.newCalls(v, protocol.Location{URI: f.URI}).ofLine(f, session.PerlLine(data.Line)), true, nil
}

// prepareInHeapDocument returns the SV at an address of a heap document, or else
// the one that the document is of.
func (s *Server) prepareInHeapDocument(ctx context.Context, params *protocol.CallHierarchyPrepareParams) ([]protocol.CallHierarchyItem, error) {
	v, release, _, err := s.heapView(ctx, params.TextDocument.URI)
	defer release()
	if err != nil || !v.Settings.CallHierarchy {
		return nil, err
	}
	sv, at, ok := s.addressAt(ctx, v, params.Position)
	if !ok && v.doc.Address != "" {
		at = v.Text.LineRange(1)
		if sv, err = lookUp(v.View, v.doc.Address); err != nil {
			return nil, err
		}
		ok = true
	}
	if !ok {
		return nil, nil
	}
	c := s.newCalls(v.View, protocol.Location{URI: v.URI, Range: at})
	return []protocol.CallHierarchyItem{c.item(render.SV(v.Heap, sv, c.style), nil, sv)}, nil
}

// incomingCalls returns what refers to an SV: one step of the chain of
// perlheap.identify, strong references first, then weak ones.
func (s *Server) incomingCalls(ctx context.Context, params *protocol.CallHierarchyIncomingCallsParams) ([]protocol.CallHierarchyIncomingCall, error) {
	calls := []protocol.CallHierarchyIncomingCall{}
	if items, ok, err := s.below(&params.Item); ok {
		for _, from := range items {
			calls = append(calls, protocol.CallHierarchyIncomingCall{From: from, FromRanges: []protocol.Range{from.SelectionRange}})
		}
		return calls, err
	}
	c, sv, release, err := s.callsOf(&params.Item)
	if err != nil || sv == heap.NoSV {
		return calls, err
	}
	defer release()
	tree, err := c.v.Dump.Chain(ctx, sv, identify.Options{Depth: 1, Weak: true, Elide: true, Limit: callLimit(params.PartialResultToken)})
	if err != nil {
		return nil, err
	}
	for _, e := range tree.Entries {
		if e.Kind == identify.Reference && e.Ref.Strength == heap.Weak {
			own, err := isBackrefs(c.v.Heap, e.Ref.SV)
			if err != nil {
				return nil, err
			}
			if own {
				continue
			}
		}
		if from, ok := c.referrer(e); ok {
			calls = append(calls, protocol.CallHierarchyIncomingCall{From: from, FromRanges: []protocol.Range{from.SelectionRange}})
		}
	}
	return partial(ctx, s, params.PartialResultToken, calls)
}

// isBackrefs reports whether an SV is a list in which perl keeps the weak referrers
// of something: every sub is in the list of its package, which says nothing about
// who uses it.
func isBackrefs(h *heap.Heap, sv heap.SV) (bool, error) {
	if h.Kind(sv) != heap.KindArray {
		return false, nil
	}
	refs, err := h.Inrefs(sv, heap.Strong, 1)
	return len(refs) > 0 && refs[0].Kind == heap.RefBackrefs, err
}

// outgoingCalls returns what an SV refers to. A REF that nothing else holds is
// passed over, as in chains.
func (s *Server) outgoingCalls(ctx context.Context, params *protocol.CallHierarchyOutgoingCallsParams) ([]protocol.CallHierarchyOutgoingCall, error) {
	calls := []protocol.CallHierarchyOutgoingCall{}
	if items, ok, err := s.below(&params.Item); ok {
		for _, to := range items {
			calls = append(calls, protocol.CallHierarchyOutgoingCall{To: to, FromRanges: []protocol.Range{params.Item.SelectionRange}})
		}
		return calls, err
	}
	c, sv, release, err := s.callsOf(&params.Item)
	if err != nil || sv == heap.NoSV {
		return calls, err
	}
	defer release()
	refs, err := c.v.Heap.Outrefs(sv, heap.Direct)
	if err != nil {
		return nil, err
	}
	add := func(to protocol.CallHierarchyItem) {
		calls = append(calls, protocol.CallHierarchyOutgoingCall{To: to, FromRanges: []protocol.Range{params.Item.SelectionRange}})
	}
	limit := callLimit(params.PartialResultToken)
	for _, r := range refs[:min(len(refs), limit)] {
		if r, err = throughREF(c.v.Heap, r); err != nil {
			return nil, err
		}
		add(c.item(strengthMark(r.Strength)+words.Safe(c.style.RefName(r))+" is "+render.SV(c.v.Heap, r.SV, c.style), []string{r.Strength.String()}, r.SV))
	}
	if more := len(refs) - limit; more > 0 {
		add(c.item(fmt.Sprintf("… and %s more references from it", words.Count(more)), nil, heap.NoSV))
	}
	if err := c.v.Heap.File().Unchanged(); err != nil {
		return nil, err
	}
	return partial(ctx, s, params.PartialResultToken, calls)
}

// throughREF follows a reference to a REF that only it holds to what the REF
// refers to. The result is as weak as the weaker of the two.
func throughREF(h *heap.Heap, r heap.Ref) (heap.Ref, error) {
	if h.Kind(r.SV) != heap.KindRef || h.InrefCount(r.SV, heap.Direct) != 1 {
		return r, nil
	}
	if _, ok := h.Blessed(r.SV); ok {
		return r, nil // an object of its own
	}
	inner, err := h.Outrefs(r.SV, heap.Direct)
	if err != nil {
		return r, err
	}
	for _, to := range inner {
		if to.Kind == heap.RefReferrant {
			r.SV, r.Strength, r.Elided = to.SV, max(r.Strength, to.Strength), true
			return r, nil
		}
	}
	return r, nil
}

// calls makes items of the call hierarchy.
type calls struct {
	s     *Server
	v     *session.View
	style render.Style
	// asked is where the request came from: what has no place in the sources
	// stays there.
	asked protocol.Location
}

func (s *Server) newCalls(v *session.View, asked protocol.Location) *calls {
	return &calls{s: s, v: v, style: s.spoken(v), asked: asked}
}

// callsOf finds the dump and the SV of an item that the client sends back; NoSV if
// the item is about none. release must be called if it is not nil.
func (s *Server) callsOf(item *protocol.CallHierarchyItem) (c *calls, sv heap.SV, release func(), err error) {
	var data wire.CallData
	if err := json.Unmarshal(item.Data, &data); err != nil || data.Dump == (wire.Identity{}) {
		return nil, heap.NoSV, nil, jsonrpc2.NewError(jsonrpc2.InvalidParams, "the item has no data from perlheap: send it as you got it from prepareCallHierarchy")
	}
	v, release, err := s.identified(data.Dump)
	if err != nil {
		return nil, heap.NoSV, nil, err
	}
	if data.Address == "" {
		release()
		return nil, heap.NoSV, nil, nil
	}
	if sv, err = lookUp(v, data.Address); err != nil {
		release()
		return nil, heap.NoSV, nil, err
	}
	return s.newCalls(v, protocol.Location{URI: item.URI, Range: item.SelectionRange}), sv, release, nil
}

// prepared returns the items of what stands on a line: one for each text that
// closures were compiled from, one for anything else. Each leads to a typical
// SV.
func (c *calls) prepared(i *session.Item) []protocol.CallHierarchyItem {
	parts := facts(c.v, i, named(words.Name))
	if i.Kind != site.KindClosure || len(i.Items) == 1 {
		return []protocol.CallHierarchyItem{c.typical(parts[0], parts[1:], i.Example(), i.Count())}
	}
	var items []protocol.CallHierarchyItem
	for _, one := range i.Items {
		name := fmt.Sprintf("%s alive, of %s in all", words.CountOf(one.Count, "closure", "closures"), words.Count(i.Count()))
		items = append(items, c.typical(name, []string{words.Bytes(one.Bytes)}, one.Example, one.Count))
	}
	return items
}

// typical is the item of one SV that stands for as many as are alive.
func (c *calls) typical(name string, detail []string, sv heap.SV, n int) protocol.CallHierarchyItem {
	text := render.SV(c.v.Heap, sv, render.Plain)
	if n > 1 {
		text = "a typical one is " + text
	}
	item := c.item(name, append(detail, text), sv)
	item.URI, item.Range, item.SelectionRange = c.asked.URI, c.asked.Range, c.asked.Range
	return item
}

// referrer is the item of one entry of a chain; false if it says nothing.
func (c *calls) referrer(e *identify.Entry) (item protocol.CallHierarchyItem, ok bool) {
	h := c.v.Heap
	switch e.Kind {
	case identify.Reference:
		detail := []string{e.Ref.Strength.String()}
		for _, further := range e.Entries {
			if further.Kind == identify.Root {
				detail = append(detail, words.Name(c.style.RefName(further.Ref)))
			}
		}
		return c.item(strengthMark(e.Ref.Strength)+words.Safe(c.style.RefName(e.Ref))+" of "+render.SV(h, e.Ref.SV, c.style), detail, e.Ref.SV), true
	case identify.Root:
		item = c.item(strengthMark(e.Ref.Strength)+words.Name(c.style.RefName(e.Ref)), []string{e.Ref.Strength.String(), "a root"}, heap.NoSV)
		if e.Ref.Kind == heap.RefSymbol {
			if sv, loc, err := h.Symbols().Locate(e.Ref.Text); err == nil {
				c.put(&item, sv, loc)
			}
		}
		return item, true
	case identify.More:
		return c.item(fmt.Sprintf("… and %s more references to it", words.Count(e.Count)), nil, heap.NoSV), true
	case identify.Cut:
		return c.item("… and others that were not followed", nil, heap.NoSV), true
	}
	return item, false
}

// strengthMark marks a reference that is not strong, as chains do.
func strengthMark(strength heap.Strength) string {
	if strength == heap.Strong {
		return ""
	}
	return "[" + strength.String() + "] "
}

// item is an item about an SV, or about none, that opens the line where the SV
// comes from.
func (c *calls) item(name string, detail []string, sv heap.SV) protocol.CallHierarchyItem {
	data := wire.CallData{Dump: c.v.Dump.Identity()}
	item := protocol.CallHierarchyItem{
		Name: name, Kind: protocol.SymbolKindNamespace, URI: c.asked.URI, Range: c.asked.Range, SelectionRange: c.asked.Range,
	}
	if sv != heap.NoSV {
		data.Address = c.v.Heap.Addr(sv).String()
		item.Kind = symbolKind(c.v.Heap, sv)
		loc, _ := recordedLocation(c.v.Heap, sv)
		c.put(&item, sv, loc)
	}
	if len(detail) > 0 {
		item.Detail = new(strings.Join(detail, " · "))
	}
	item.Data, _ = json.Marshal(data) // strings alone
	return item
}

// put makes an item open the line where an SV comes from, if that is here.
func (c *calls) put(item *protocol.CallHierarchyItem, sv heap.SV, recorded heap.Location) {
	p, ok := c.v.Locate(sv, recorded)
	if !ok {
		return
	}
	if at, ok := c.v.Location(p); ok {
		item.URI, item.Range, item.SelectionRange = at.URI, at.Range, at.Range
	}
}

// symbolKind is the icon that editors draw for an SV, from the kinds that every
// client knows.
func symbolKind(h *heap.Heap, sv heap.SV) protocol.SymbolKind {
	if _, ok := h.Blessed(sv); ok {
		return protocol.SymbolKindClass
	}
	switch h.Kind(sv) {
	case heap.KindCode:
		return protocol.SymbolKindFunction
	case heap.KindArray:
		return protocol.SymbolKindArray
	case heap.KindStash, heap.KindClass:
		return protocol.SymbolKindPackage
	}
	return protocol.SymbolKindVariable
}

// addressPattern finds what may be an address in a file of the program, as a
// person noted it there.
var addressPattern = regexp.MustCompile(`\b0x[0-9a-fA-F]{1,16}\b`)

// addressAt returns the address that is written at a position, and where.
func addressAt(text *session.Mapper, p protocol.Position) (address string, at protocol.Range, ok bool) {
	offset := text.Offset(p)
	start := text.LineStart(text.PerlLineOf(offset))
	line := text.Text()[start:text.LineStart(text.PerlLineOf(offset)+1)]
	for _, m := range addressPattern.FindAllIndex(line, -1) {
		if start+m[0] <= offset && offset <= start+m[1] {
			return string(line[m[0]:m[1]]), text.Range(start+m[0], start+m[1]), true
		}
	}
	return "", at, false
}
