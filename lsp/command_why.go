package lsp

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"go.lsp.dev/uri"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/identify"
	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
	"github.com/perlheap/perlheap/lsp/session"
)

func checkWhy(p wire.WhyParams) error {
	switch {
	case p.File == "":
		return errors.New("file is missing: give the path or the URI of a Perl file")
	case p.Line < 1:
		return errors.New("line must be 1 or more")
	}
	return nil
}

// Why implements [wire.Commands].
func (s *Server) Why(ctx context.Context, params wire.WhyParams) (*wire.WhyResult, error) {
	v, release, err := s.shown()
	if err != nil {
		return nil, err
	}
	defer release()
	f, err := s.namedFile(v, params.File)
	if err != nil {
		return nil, err
	}
	on := s.instances(f, session.PerlLine(params.Line))
	if len(on.svs) == 0 {
		return nil, nothingAlive(params.File, params.Line)
	}
	answer, err := s.why(ctx, v, on, s.spoken(v))
	if err == nil {
		answer.Title = fmt.Sprintf("What holds %s line %d", filepath.Base(f.URI.FsPath()), params.Line)
	}
	return answer, err
}

func nothingAlive(file string, line int) error {
	return fmt.Errorf("nothing that is alive was made on line %d of %s, as far as the dump shows", line, file)
}

// namedFile returns the file that a command names, by path or URI.
func (s *Server) namedFile(v *session.View, file string) (*session.File, error) {
	u := uri.File(s.absolute(file))
	if strings.HasPrefix(file, "file:") {
		u = uri.URI(file)
	}
	f, ok := v.File(u)
	if !ok {
		return nil, fmt.Errorf("%s cannot be read", file)
	}
	return f, nil
}

// instances are what is alive of a line.
type instances struct {
	svs     []heap.SV
	what    string
	typical heap.SV           // one of them, the same wherever one is shown
	suspect *diagnose.Suspect // nil if there is none
}

// instances finds what is alive from a line: closures of its subs; else what a
// suspect there is about; else objects, or whatever was made there.
func (s *Server) instances(v *session.File, line session.PerlLine) instances {
	on := instances{typical: heap.NoSV}
	for _, each := range v.Analysis.SuspectsIn(v.Path) {
		if v.LineNow(each.Place) == line {
			on.suspect = each
			break
		}
	}
	var sites []*site.Site
	for i := range v.Items {
		if item := &v.Items[i]; item.Line == line {
			sites = append(sites, item.Sites...)
		}
	}
	first := foremost(v, line)
	if first != nil && rank(first) > 0 {
		on.typical = first.Example()
	}
	if len(sites) > 0 {
		on.svs = v.Dump.ClosuresOf(sites)
		on.what = fmt.Sprintf("%s of line %d", text.CountOf(len(on.svs), "closure", "closures"), line)
		return on
	}
	objects := func(class string) {
		on.svs = v.Dump.ObjectsOf(class)
		on.what = fmt.Sprintf("%s of %s", text.CountOf(len(on.svs), "object", "objects"), text.Name(class))
	}
	one := func(sv heap.SV) {
		on.svs, on.typical, on.what = []heap.SV{sv}, sv, render.SV(v.Heap, sv, render.Plain)
	}
	x := on.suspect
	switch {
	case x != nil && x.Class != "" && slices.Contains(objectKinds, x.Kind):
		objects(x.Class)
		on.typical = typicalOf(v, line, x)
	case x == nil && first != nil && first.Kind == site.KindObject:
		objects(first.Name)
	}
	switch {
	case len(on.svs) > 0:
	case x != nil:
		one(x.SV)
	case first != nil:
		one(first.Example())
	}
	return on
}

// rank orders items of a line by what their line is about: closures, then objects,
// then whatever else is there.
func rank(i *session.Item) int {
	switch {
	case len(i.Sites) > 0:
		return 2
	case i.Kind == site.KindObject:
		return 1
	}
	return 0
}

// typicalOf is a typical one of what a suspect of a line is about: of its closures or
// objects, or else what the suspect itself names.
func typicalOf(v *session.File, line session.PerlLine, x *diagnose.Suspect) heap.SV {
	if sub := closuresAt(v, x, line); sub != nil && !slices.Contains(containerKinds, x.Kind) {
		return sub.Example()
	}
	if slices.Contains(objectKinds, x.Kind) {
		if i := objectsAt(v, x.Class, line); i != nil {
			return i.Example()
		}
	}
	return x.SV
}

// objectsAt returns the objects of a class on a line; nil if there are none.
func objectsAt(v *session.File, class string, line session.PerlLine) *session.Item {
	for i := range v.Items {
		if item := &v.Items[i]; item.Kind == site.KindObject && item.Line == line && item.Name == class {
			return item
		}
	}
	return nil
}

// foremost is the item that a line is about; nil if there is none.
func foremost(v *session.File, line session.PerlLine) (first *session.Item) {
	for i := range v.Items {
		if item := &v.Items[i]; item.Line == line && (first == nil || rank(item) > rank(first)) {
			first = item
		}
	}
	return first
}

// objectKinds are the kinds of suspects whose class is that of what collects.
var objectKinds = []diagnose.Kind{diagnose.Cycle, diagnose.Chain, diagnose.Entries, diagnose.Foreign}

// containerKinds are the kinds of suspects that are never about closures, even if some
// are made on their line.
var containerKinds = []diagnose.Kind{diagnose.Entries, diagnose.StaleWeakKeys, diagnose.Text, diagnose.Evals}

// why writes the merged ways to SVs and what a suspect adds.
func (s *Server) why(ctx context.Context, v *session.View, on instances, style render.Style) (*wire.WhyResult, error) {
	x := on.suspect
	m, err := identify.Merge(ctx, v.Heap, on.svs)
	if err != nil {
		return nil, err
	}
	tree := m.JSON(v.Heap)
	placeMerged(v, style, &tree)
	answer := &wire.WhyResult{What: on.what, Tree: &tree}
	var b strings.Builder
	b.WriteString(render.Merged(v.Heap, m, on.what, style))
	if m.Cycle != heap.NoSV {
		lost := m.Cycle
		if r := v.Analysis.Retained; r != nil && on.typical != heap.NoSV && !r.Sizes.Reached(on.typical) {
			lost = on.typical
		}
		chain, err := v.Dump.Chain(ctx, lost, identify.Options{Depth: identify.DefaultDepth, Elide: true, Limit: hoverReferrers})
		if err != nil {
			return nil, err
		}
		example := chain.JSON(v.Heap)
		placeChain(v, style, &example)
		answer.Example = &example
		b.WriteString("\nOne that was not found from any root:\n\n" + render.Identify(v.Heap, chain, style))
	}
	if x != nil && x.Kind == diagnose.SelfSub && x.Captured != "" {
		answer.Cut = strings.Split(x.Captured, ", ")
	}
	if x != nil {
		fmt.Fprintf(&b, "\nSuspect, %s: %s\n", x.Level, strings.Join(s.suspicionLines(v, x, style.Links), "\n"))
	}
	answer.Text = b.String()
	return answer, v.Heap.File().Unchanged()
}

// suspicionLines say why something is a suspect, who holds it, and the cure.
func (s *Server) suspicionLines(v *session.View, x *diagnose.Suspect, links *text.Links) []string {
	lines := []string{text.Safe(x.Why.String()) + "."}
	for _, step := range x.Cycle {
		lines = append(lines, "  "+text.Safe(step))
	}
	if x.Holder != "" {
		lines = append(lines, "Held by "+text.Safe(x.Holder)+s.at(v, x.HolderPlace, links)+".")
	}
	return append(lines, "Cure: "+text.Safe(x.Fix)+".")
}

// at writes a place as it follows other words: ` at lib/Hub.pm line 27`; nothing if
// there is none.
func (s *Server) at(v *session.View, p site.Place, links *text.Links) string {
	if p.Line == 0 {
		return ""
	}
	return " at " + linked(s.current(v, p), links)
}

// linked writes a current place, marked as leading to its line.
func linked(p site.Place, links *text.Links) string {
	return links.Mark(p.String(), heap.Location{File: p.File, Line: int(p.Line)})
}

// current takes a place to the current text, with its file relative to the current
// folders.
func (s *Server) current(v *session.View, p site.Place) site.Place {
	_, p, _ = v.Now(p)
	if p.Path != "" {
		p.File = s.displaySlash(p.Path)
	}
	return p
}
