package lsp

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"go.lsp.dev/protocol"

	"github.com/perlheap/perlheap/heap/site"
	words "github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/lsp/session"
)

const (
	// symbolPrefix begins the queries that are for the heap: others are for the
	// server that knows Perl. The names in the answer begin with it too, since
	// editors filter them by the query.
	symbolPrefix = "#"
	// maxSymbols is how many symbols an answer has: a longer query shows others.
	maxSymbols = 200
)

// workspaceSymbol finds the classes, variables and subs that are alive and have
// a line here: first those with this very name, then those whose names contain the
// query, then those with its letters in that order; each by bytes.
func (s *Server) workspaceSymbol(ctx context.Context, params *protocol.WorkspaceSymbolParams) ([]protocol.SymbolInformation, error) {
	symbols := []protocol.SymbolInformation{}
	query, ok := strings.CutPrefix(strings.TrimSpace(params.Query), symbolPrefix)
	if !ok {
		return symbols, nil
	}
	v, release, err := s.shown()
	defer release()
	if err != nil || !v.Settings.WorkspaceSymbols {
		return symbols, nil
	}
	if v, err = v.Completed(ctx); err != nil {
		return nil, err
	}
	for _, one := range matching(v.Alive, query) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if symbol, ok := symbolOf(v, one); ok {
			symbols = append(symbols, symbol)
		}
		if len(symbols) == maxSymbols {
			break
		}
	}
	return partial(ctx, s, params.PartialResultToken, symbols)
}

// matching returns the items whose names match a query, ignoring case, best first.
// The items are given with most bytes first.
func matching(items []*site.Item, query string) []*site.Item {
	query = strings.ToLower(query)
	quality := make(map[*site.Item]int)
	var found []*site.Item
	for _, i := range items {
		name := strings.ToLower(i.Name)
		switch {
		case name == "":
			continue
		case name == query:
			quality[i] = -1
		case strings.Contains(name, query):
			quality[i] = 0
		case inOrder(name, query):
			quality[i] = 1
		default:
			continue
		}
		found = append(found, i)
	}
	slices.SortStableFunc(found, func(a, b *site.Item) int { return cmp.Compare(quality[a], quality[b]) })
	return found
}

// inOrder reports whether a text has the characters of another in their order.
func inOrder(text, characters string) bool {
	for _, c := range characters {
		i := strings.IndexRune(text, c)
		if i < 0 {
			return false
		}
		text = text[i:]
		text = strings.TrimPrefix(text, string(c))
	}
	return true
}

// symbolOf returns the symbol of an item; false if it has no line in the current texts.
func symbolOf(v *session.View, one *site.Item) (symbol protocol.SymbolInformation, ok bool) {
	for _, spot := range v.Places(one) {
		f, ok := v.FileAt(spot.Path)
		if !ok || spot.Line == 0 || spot.State == site.Gone {
			continue
		}
		symbol.Location = protocol.Location{URI: f.URI, Range: f.Text.LineRange(session.PerlLine(spot.Line))}
		symbol.Name = symbolPrefix + words.Name(one.Name)
		symbol.Kind = itemKind(one)
		symbol.ContainerName = new(symbolDetail(v, session.NewItem(one, spot)))
		return symbol, true
	}
	return symbol, false
}

// symbolDetail is the short form of a lens, without the name that the symbol has.
func symbolDetail(v *session.View, i *session.Item) string {
	w := named(words.Safe)
	if i.Kind != site.KindObject { // "3 of" says too little
		w.name = nil
	}
	detail := strings.Join(brief(v, i, w), " · ")
	if i.State == site.Uncertain {
		return "probably " + detail
	}
	return detail
}

// itemKind is the icon that editors draw for an item.
func itemKind(one *site.Item) protocol.SymbolKind {
	switch {
	case one.Kind == site.KindClosure || one.Kind == site.KindSub:
		return protocol.SymbolKindFunction
	case one.Kind == site.KindObject:
		return protocol.SymbolKindClass
	case strings.HasPrefix(one.Name, "@"):
		return protocol.SymbolKindArray
	}
	return protocol.SymbolKindVariable
}
