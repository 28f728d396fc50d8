package lsp

import (
	"context"
	"errors"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/site"
	words "github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
	"github.com/perlheap/perlheap/lsp/session"
)

// maxNames is how many names an answer has: more of the name finds others.
const maxNames = 50

func checkNames(p wire.NamesParams) error {
	if p.Limit < 0 || p.Limit > maxNames {
		return errors.New("limit must be 0 to " + words.Count(maxNames))
	}
	return nil
}

// Names implements [wire.Commands]. What the command line finds by this very name
// comes first.
func (s *Server) Names(ctx context.Context, params wire.NamesParams) (*wire.Names, error) {
	v, release, err := s.shown()
	if err != nil {
		return nil, err
	}
	defer release()
	limit := params.Limit
	if limit == 0 {
		limit = maxNames
	}
	answer := &wire.Names{Names: []wire.Name{}}
	known := map[heap.SV]bool{}
	add := func(sv heap.SV, name, detail string) {
		if sv != heap.NoSV && !known[sv] && len(answer.Names) < limit {
			known[sv] = true
			answer.Names = append(answer.Names, wire.Name{Name: name, Detail: detail, Address: v.Heap.Addr(sv).String()})
		}
	}
	query := strings.TrimSpace(params.Query)
	exactly, unknown := v.Heap.Find(query)
	completed, err := v.Completed(ctx)
	if err == nil {
		v = completed
		for _, one := range matching(v.Alive, query) {
			if one.Example == exactly {
				exactly = heap.NoSV // it is listed with what is known of it
			}
			add(one.Example, words.Name(one.Name), nameDetail(v, one))
		}
	}
	if unknown == nil && exactly != heap.NoSV {
		sv := wire.Name{Name: words.Name(query), Detail: render.SV(v.Heap, exactly, s.style(v)), Address: v.Heap.Addr(exactly).String()}
		answer.Names = append([]wire.Name{sv}, answer.Names[:min(len(answer.Names), limit-1)]...)
	}
	if len(answer.Names) == 0 && err == nil {
		answer.Note = "the dump has no such name or address"
	}
	return answer, ctx.Err()
}

// nameDetail says what goes by a name: of a class, or of closures, a typical one.
func nameDetail(v *session.View, one *site.Item) string {
	detail := strings.Join(brief(v, session.NewItem(one, site.Place{}), wording{listed: true}), " · ")
	if one.Count > 1 {
		detail += " · a typical one"
	}
	return detail
}
