package lsp

import (
	"testing"

	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/lsp/session"
)

// What a name says is no part of the sentence around it.
func TestHeadlines(t *testing.T) {
	item := func(kind site.Kind, name string, count int, more func(*session.Item)) *session.Item {
		i := &session.Item{Kind: kind, Name: name, Items: []*site.Item{{Kind: kind, Name: name, Count: count}}}
		if kind == site.KindSub {
			i.Items[0].Type = "CODE"
		}
		if more != nil {
			more(i)
		}
		return i
	}
	full, short, unnamed := named(text.Name), wording{name: text.Name, short: true}, wording{short: true}
	problem := wording{name: text.Name, ofSub: true}
	for _, c := range []struct {
		item                       *session.Item
		full, short, bare, problem string
	}{
		{item(site.KindClosure, "Foo::__ANON__", 1, nil), "1 closure alive", "1 closure", "1 closure", "1 closure of this sub alive"},
		{item(site.KindClosure, "Foo::__ANON__", 3000, func(i *session.Item) { i.Ambiguous, i.Subs = true, 2 }),
			"3,000 closures of 2 subs on this line alive", "3,000 closures of 2 subs on this line", "3,000 closures of 2 subs on this line", "3,000 closures of 2 subs on this line alive"},
		{item(site.KindObject, "Still alive", 2, func(i *session.Item) { i.Attributed, i.Lines = true, 3 }),
			"2 objects of Still alive alive, blessed on one of 3 lines", "2 objects of Still alive, blessed on one of 3 lines", "2 objects, blessed on one of 3 lines",
			"2 objects of Still alive alive, blessed on one of 3 lines"},
		{item(site.KindVariable, "%alive", 4, func(i *session.Item) { i.Items[0].Type, i.Items[0].Elements = "HASH", 1 }),
			"%alive alive 4 times: 1 key", "%alive 4 times: 1 key", "4 times: 1 key", "%alive alive 4 times: 1 key"},
		{item(site.KindVariable, "@queue", 1, func(i *session.Item) { i.Items[0].Type, i.Items[0].Elements = "ARRAY", 5 }),
			"@queue: 5 elements", "@queue: 5 elements", "5 elements", "@queue: 5 elements"},
		{item(site.KindVariable, "$text", 1, nil), "$text", "$text", "", "$text"},
		{item(site.KindSub, "Foo::bar", 1, func(i *session.Item) { i.Items[0].Type, i.Items[0].Elements = "CODE", 2 }),
			"Foo::bar with 2 constants", "Foo::bar with 2 constants", "with 2 constants", "Foo::bar with 2 constants"},
		{item(site.KindSub, "Foo::__ANON__", 1, func(i *session.Item) { i.Items[0].Type = "CODE" }), "this sub", "this sub", "this sub", "this sub"},
		{item(site.KindSub, "Foo::LIST", 1, func(i *session.Item) { i.Items[0].Type, i.Items[0].Elements = "ARRAY", 3 }),
			"Foo::LIST (a constant) with 3 entries", "Foo::LIST (a constant) with 3 entries", "(a constant) with 3 entries", "Foo::LIST (a constant) with 3 entries"},
		{item(site.KindSub, "", 1, func(i *session.Item) { i.Items[0].Type = "CODE" }), "this program", "this program", "this program", "this program"},
		{item(site.KindAllocation, "", 2, nil), "2 SVs made here alive", "2 SVs made here", "2 SVs made here", "2 SVs made here alive"},
	} {
		for _, each := range []struct {
			w    wording
			want string
		}{{full, c.full}, {short, c.short}, {unnamed, c.bare}, {problem, c.problem}} {
			if got := each.w.headline(c.item); got != each.want {
				t.Errorf("%s %q: %q, want %q", c.item.Kind, c.item.Name, got, each.want)
			}
		}
	}
}
