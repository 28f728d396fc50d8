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
	svs, what, x := s.instances(f, session.PerlLine(params.Line))
	if len(svs) == 0 {
		return nil, nothingAlive(params.File, params.Line)
	}
	answer, err := s.why(ctx, v, svs, what, x, s.style(v))
	if err == nil {
		answer.Title = fmt.Sprintf("What holds %s line %d", filepath.Base(f.URI.FsPath()), params.Line)
	}
	return answer, err
}

func nothingAlive(file string, line int) error {
	return fmt.Errorf("nothing that is alive was made on line %d of %s, as far as the dump shows", line, file)
}

// namedFile gives the file that a command names, by path or URI.
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

// instances finds what is alive of a line: closures of its subs; else what a
// suspect there is about; else objects, or whatever was made there.
func (s *Server) instances(v *session.File, line session.PerlLine) (svs []heap.SV, what string, x *diagnose.Suspect) {
	a := v.Analysis
	for _, each := range a.SuspectsIn(v.Path) {
		if v.LineNow(each.Place) == line {
			x = each
			break
		}
	}
	var sites []*site.Site
	var first *session.Item
	for i := range v.Items {
		item := &v.Items[i]
		if item.Line != line {
			continue
		}
		if first == nil || item.Kind == site.KindObject && first.Kind != site.KindObject {
			first = item
		}
		sites = append(sites, item.Sites...)
	}
	if len(sites) > 0 {
		svs = v.Dump.ClosuresOf(sites)
		return svs, fmt.Sprintf("%s of line %d", text.CountOf(len(svs), "closure", "closures"), line), x
	}
	objects := func(class string) {
		svs = v.Dump.ObjectsOf(class)
		what = fmt.Sprintf("%s of %s", text.CountOf(len(svs), "object", "objects"), text.Name(class))
	}
	switch {
	case x != nil && x.Class != "" && slices.Contains(objectKinds, x.Kind):
		objects(x.Class)
	case x == nil && first != nil && first.Kind == site.KindObject:
		objects(first.Name)
	}
	switch {
	case len(svs) > 0:
		return svs, what, x
	case x != nil:
		return []heap.SV{x.SV}, render.SV(v.Heap, x.SV, render.Plain), x
	case first != nil:
		return []heap.SV{first.Example()}, render.SV(v.Heap, first.Example(), render.Plain), nil
	}
	return nil, "", nil
}

// objectKinds are the kinds of suspects whose class is that of what collects.
var objectKinds = []diagnose.Kind{diagnose.Cycle, diagnose.Chain, diagnose.Entries, diagnose.Foreign}

// why writes the merged ways to SVs and what a suspect adds.
func (s *Server) why(ctx context.Context, v *session.View, svs []heap.SV, what string, x *diagnose.Suspect, style render.Style) (*wire.WhyResult, error) {
	m, err := identify.Merge(ctx, v.Heap, svs)
	if err != nil {
		return nil, err
	}
	tree := m.JSON(v.Heap)
	placeMerged(v, style, &tree)
	answer := &wire.WhyResult{What: what, Tree: &tree}
	var b strings.Builder
	b.WriteString(render.Merged(v.Heap, m, what, style))
	if m.Cycle != heap.NoSV {
		chain, err := v.Dump.Chain(ctx, m.Cycle, identify.Options{Depth: identify.DefaultDepth, Elide: true, Limit: hoverReferrers})
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
	lines := []string{text.Safe(x.Why) + "."}
	for _, step := range x.Cycle {
		lines = append(lines, "  "+text.Safe(step))
	}
	if x.Holder != "" {
		lines = append(lines, "Held by "+text.Safe(x.Holder)+s.at(v, x.HolderPlace, links)+".")
	}
	return append(lines, "Cure: "+text.Safe(x.Fix)+".")
}

// at writes a place behind what is there: ` at lib/Hub.pm line 27`; nothing if
// there is none.
func (s *Server) at(v *session.View, p site.Place, links *text.Links) string {
	if p.Line == 0 {
		return ""
	}
	return " at " + linked(s.current(v, p), links)
}

// linked is a place of now as it is written, marked as leading to its line.
func linked(p site.Place, links *text.Links) string {
	return links.Mark(p.String(), heap.Location{File: p.File, Line: int(p.Line)})
}

// current is a place as it is in the text of now, its file as people know it in
// the folders of now.
func (s *Server) current(v *session.View, p site.Place) site.Place {
	_, p, _ = v.Now(p)
	if p.Path != "" {
		p.File = s.displaySlash(p.Path)
	}
	return p
}
