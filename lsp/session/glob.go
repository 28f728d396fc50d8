package session

import (
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// glob is a pattern of names below a folder, with slashes.
type glob struct {
	pattern string
	// segments are those of the pattern; nil if braces span several of them, as in
	// {old,new/*}/*.pmat.
	segments []string
}

func newGlob(pattern string) glob {
	g := glob{pattern: pattern, segments: strings.Split(pattern, "/")}
	for _, s := range g.segments {
		if strings.Count(s, "{") != strings.Count(s, "}") {
			g.segments = nil
			break
		}
	}
	return g
}

// match reports whether a name below the folder matches the pattern.
func (g glob) match(rel string) bool { return doublestar.MatchUnvalidated(g.pattern, rel) }

// enters reports whether something in a folder may match.
func (g glob) enters(rel string) bool {
	if g.segments == nil {
		return !passedBy(rel)
	}
	at := g.after([]int{0})
	for name := range strings.SplitSeq(rel, "/") {
		var next []int
		for _, i := range at {
			switch {
			case i == len(g.segments):
			case g.segments[i] == "**":
				if !passedBy(name) {
					next = append(next, i)
				}
			case doublestar.MatchUnvalidated(g.segments[i], name):
				next = append(next, i+1)
			}
		}
		at = g.after(next)
	}
	return slices.ContainsFunc(at, func(i int) bool { return i < len(g.segments) })
}

// after returns the segments that may be next: ** may stand for nothing.
func (g glob) after(at []int) []int {
	for k := 0; k < len(at); k++ {
		if i := at[k]; i < len(g.segments) && g.segments[i] == "**" && !slices.Contains(at, i+1) {
			at = append(at, i+1)
		}
	}
	return at
}

// passedBy reports whether ** does not stand for a folder: it holds very many
// files, and no dumps.
func passedBy(rel string) bool {
	name := rel[strings.LastIndexByte(rel, '/')+1:]
	return name == ".git" || name == "node_modules"
}
