package main

import (
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/identify"
	"github.com/perlheap/perlheap/heap/mat"
	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/retained"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// queryForAssistants describes queries briefly.
func queryForAssistants() string {
	return "An expression is made of tests with and, or, not and parentheses: class=Foo::Bar, class~^My:: (a regular expression), type=HASH, " +
		"retained>1MB, elements>=100, closure. Fields are " + strings.Join(mat.FieldNames(), ", ") + "."
}

// opened returns a dump that an assistant names, and which of its keys may be told.
func (a *assistance) opened(c *toolCall, dump string) (h *heap.Heap, prog *site.Program, keys text.Keys, err error) {
	paths, err := c.paths(dump)
	if err != nil {
		return nil, nil, nil, err
	}
	if h, _, err = open(c.cmd, paths[0]); err != nil {
		return nil, nil, nil, err
	}
	tree, err := a.src.tree(c.cmd.Context())
	if err != nil {
		return nil, nil, nil, err
	}
	prog = tree.program(h)
	told := keysFlag{all: a.values}
	return h, prog, told.keys(prog), nil
}

// found returns an SV of a dump, both as an assistant names them, what the SVs retain,
// and which keys may be told.
func (a *assistance) found(c *toolCall, dump, name string) (h *heap.Heap, sv heap.SV, sizes *retained.Sizes, keys text.Keys, err error) {
	if h, _, keys, err = a.opened(c, dump); err != nil {
		return nil, heap.NoSV, nil, nil, err
	}
	if sv, err = h.Find(name); err != nil {
		return nil, heap.NoSV, nil, nil, err
	}
	sizes, err = retainedSizes(c.cmd, h)
	return h, sv, sizes, keys, err
}

// identified is an answer of identify: who holds the SV, and where it was made.
type identified struct {
	wire.Chain
	RetainedBytes int64 `json:"retainedBytes"`
}

func (a *assistance) toolIdentify(c *toolCall, in ofIdentify) (answered, error) {
	h, sv, sizes, keys, err := a.found(c, in.Dump, in.SV)
	if err != nil {
		return answered{}, err
	}
	asked := limit(in.Depth, identify.DefaultDepth, 100)
	result, depth, err := c.fitting(asked, func(depth int) (any, error) {
		t, err := identify.Chain(c.cmd.Context(), h, sv, identify.Options{Depth: depth, Weak: in.Weak, Elide: true, Limit: 5, Budget: 100_000})
		if err != nil {
			return nil, err
		}
		t.Hide(keys)
		return identified{t.JSON(h), sizes.Bytes(sv)}, nil
	})
	more := ""
	if depth < asked {
		more = fmt.Sprintf("only %d steps back are shown; go on with identify of the SVs at the ends", depth)
	}
	return answered{Result: result, More: more}, err
}

// shown is an answer of show.
type shown struct {
	*wire.Show
	RetainedBytes int64 `json:"retainedBytes"`
}

func (a *assistance) toolShow(c *toolCall, in ofSV) (answered, error) {
	h, sv, sizes, _, err := a.found(c, in.Dump, in.SV)
	if err != nil {
		return answered{}, err
	}
	most := 0
	result, n, err := c.fitting(1000, func(n int) (any, error) {
		v, err := render.NewShowJSON(h, sv, render.ShowOptions{})
		if err != nil {
			return nil, err
		}
		for each := v; each != nil; each = each.Refers {
			if !a.values {
				hideValues(each)
			}
			most = max(most, len(each.Names), len(each.Values), len(each.Outrefs))
			each.Names, each.Values, each.Outrefs = cut(each.Names, n), cut(each.Values, n), cut(each.Outrefs, n)
		}
		return shown{v, sizes.Bytes(sv)}, nil
	})
	return answered{Result: result, More: onward(n, most, "parts", "find and identify lead to the others")}, err
}

// hideValues removes what the program stored from what is known about an SV.
func hideValues(v *wire.Show) {
	v.Integer, v.Number, v.String, v.Bool = "", "", "", nil
	for i := range v.Values {
		v.Values[i].Value = ""
	}
}

func (a *assistance) toolFind(c *toolCall, in ofQuery) (answered, error) {
	q, err := mat.ParseQuery(in.Query)
	if err != nil {
		return answered{}, err
	}
	if q.ReadsValues() && !a.values {
		return answered{}, errors.New("the query asks for strings or numbers of the program, which are not given away: the person who started perlheap mcp can allow it with --values")
	}
	if err := in.check(); err != nil {
		return answered{}, err
	}
	h, _, _, err := a.opened(c, in.Dump)
	if err != nil {
		return answered{}, err
	}
	var sizes mat.Retained
	if q.NeedsRetained() {
		if sizes, err = retainedSizes(c.cmd, h); err != nil {
			return answered{}, err
		}
	}
	filter, err := q.Filter(c.cmd.Context(), h, sizes)
	if err != nil {
		return answered{}, err
	}
	wanted := limit(in.Limit, 50, 500)
	all := wire.Page[wire.Found]{Offset: in.Offset, Items: []wire.Found{}}
	if err := mat.Find(c.cmd.Context(), h, []mat.Filter{filter}, func(m mat.Match) bool {
		if all.Total >= in.Offset && len(all.Items) < wanted {
			all.Items = append(all.Items, render.NewFoundJSON(h, m))
		}
		all.Total++
		return true
	}); err != nil {
		return answered{}, err
	}
	result, n, err := c.fitting(max(1, len(all.Items)), func(n int) (any, error) {
		part := all
		part.Items = cut(all.Items, n)
		return part, nil
	})
	return answered{Result: result, More: in.next(min(n, len(all.Items)), all.Total, false, "SVs")}, err
}

// reasons is an answer of why.
type reasons struct {
	What string      `json:"what"`
	Tree wire.Merged `json:"tree"`
	// RetainedBytes would be freed if all of it went.
	RetainedBytes int64  `json:"retainedBytes"`
	Example       string `json:"example"` // address of one of them
}

func (a *assistance) toolWhy(c *toolCall, in ofLine) (answered, error) {
	h, prog, keys, err := a.opened(c, in.Dump)
	if err != nil {
		return answered{}, err
	}
	ctx := c.cmd.Context()
	t, err := tableOf(c.cmd, h)
	if err != nil {
		return answered{}, err
	}
	items, err := site.Alive(ctx, h, t, site.Options{})
	if err != nil {
		return answered{}, err
	}
	keepTally(c.cmd, h, t)
	members := site.MembersOf(h)
	what, svs := "", []heap.SV(nil)
	near, others, called := map[int]bool{}, []string{}, map[string]bool{}
	partial, exact := false, false
	for i := range items {
		if err := ctx.Err(); err != nil {
			return answered{}, err
		}
		of, whole := members.Of(&items[i])
		if !whole || len(of) == 0 {
			if of, whole = []heap.SV{items[i].Example}, false; of[0] == heap.NoSV {
				continue
			}
		}
		for _, p := range prog.Places(&items[i]) {
			switch {
			case !isFileOf(in.File, p) || exact && !named(in.File, p):
			case int(p.Line) != in.Line:
				near[int(p.Line)] = true
			default:
				if !exact && named(in.File, p) { // what only ends like it is not meant
					exact, svs, others = true, nil, nil
					clear(called)
				}
				called[p.File] = true
				if said := fmt.Sprintf("%s %s of %s line %d", text.Count(len(of)), kindWords(items[i].Kind, len(of)), text.Name(p.File), in.Line); svs == nil || len(of) > len(svs) {
					if svs != nil {
						others = append(others, what)
					}
					svs, what, partial = of, said, !whole
				} else {
					others = append(others, said)
				}
			}
		}
	}
	if svs == nil {
		return answered{}, nothingOn(in, near)
	}
	if files := slices.Sorted(maps.Keys(called)); len(files) > 1 {
		return answered{}, fmt.Errorf("%s may be %s: give more of the path", text.Safe(in.File), text.Safe(strings.Join(cut(files, 10), " or ")))
	}
	m, err := identify.Merge(ctx, h, svs)
	if err != nil {
		return answered{}, err
	}
	m.Hide(keys)
	sizes, err := retainedSizes(c.cmd, h)
	if err != nil {
		return answered{}, err
	}
	result, n, err := c.fitting(100, func(n int) (any, error) {
		r := reasons{what, m.JSON(h), sizes.Of(svs...).Bytes, h.Addr(svs[0]).String()}
		r.Tree.Entries = shallow(r.Tree.Entries, n)
		return r, nil
	})
	more := ""
	if n < 100 {
		more = fmt.Sprintf("only %d steps back are shown; go on with identify of the SVs at the ends", n)
	}
	for _, each := range []struct {
		so   bool
		said string
	}{
		{partial, "this is of one example; the line may have more of the kind"},
		{len(others) > 0, "also on the line: " + strings.Join(cut(others, 10), ", ")},
	} {
		if each.so {
			more = strings.TrimPrefix(more+"; "+each.said, "; ")
		}
	}
	return answered{Result: result, More: more}, err
}

// shallow cuts a tree below a number of levels.
func shallow(groups []wire.MergedGroup, levels int) []wire.MergedGroup {
	if levels == 0 {
		return nil
	}
	for i := range groups {
		groups[i].Entries = shallow(groups[i].Entries, levels-1)
	}
	return groups
}

func kindWords(k site.Kind, n int) string {
	if n == 1 {
		return string(k)
	}
	return string(k) + "s"
}

// isFileOf reports whether a name that an assistant gives is that of a place, or
// its end.
func isFileOf(name string, p site.Place) bool {
	name = "/" + strings.Trim(filepath.ToSlash(name), "/")
	for _, file := range []string{p.File, p.Path, p.Recorded.File} {
		if file != "" && strings.HasSuffix("/"+strings.TrimPrefix(filepath.ToSlash(file), "/"), name) {
			return true
		}
	}
	return false
}

// named reports whether a name is the whole of what a place is called.
func named(name string, p site.Place) bool {
	return name == p.File || name == p.Path || name == p.Recorded.File
}

// nothingOn says that a line has nothing, and which lines have.
func nothingOn(in ofLine, near map[int]bool) error {
	said := fmt.Sprintf("nothing that is alive was made on line %d of %s", in.Line, text.Safe(in.File))
	nearest := 0
	for line := range near {
		if nearest == 0 || distance(line, in.Line) < distance(nearest, in.Line) || distance(line, in.Line) == distance(nearest, in.Line) && line < nearest {
			nearest = line
		}
	}
	if nearest > 0 {
		return fmt.Errorf("%s; the nearest line with something is %d", said, nearest)
	}
	return fmt.Errorf("%s, nor on any other of its lines; the tool lines lists files", said)
}

func distance(a, b int) int { return max(a-b, b-a) }
