package report

import (
	"strings"

	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/population"
	"github.com/perlheap/perlheap/heap/text"
)

// node is a part of the heap: a population, or what is left of one.
type node struct {
	Name  string // made harmless
	Group group
	Bytes int64 // retained
	Count int   // members; 0 for what has none
	Parts []*node
}

// group is what a node is coloured by.
type group string

const (
	groupCode      group = "code"
	groupObject    group = "object"
	groupContainer group = "container"
	groupPackage   group = "package"
	groupScalar    group = "scalar"
	groupOther     group = "other"
	groupUnreached group = "unreached"
)

const (
	// leastShare is the part of the heap that a node must retain to be shown:
	// there are at most so many that do not contain each other.
	leastShare = 1. / 250
	// maxDepth bounds how deep nodes stand in each other.
	maxDepth = 6
)

// treeOf makes the tree of the last heap from its populations.
func treeOf(top *population.Population, w population.Writer) *node {
	last := len(top.Bytes) - 1
	outline := top.Outline(population.OutlineOptions{Least: max(1, int64(leastShare*float64(top.Retained[last]))), Depth: maxDepth})
	type pair struct {
		part *population.Part
		node *node
	}
	of := func(p *population.Part) *node {
		n := &node{Name: w.Chain(p.Chain), Group: groupOf(p), Bytes: p.Retained[last], Count: p.Count[last]}
		if n.Count > 1 && p.Class.Kind != path.Symbol { // of a package it says nothing
			n.Name = text.Count(n.Count) + " × " + n.Name
		}
		return n
	}
	root := of(outline)
	for todo := []pair{{outline, root}}; len(todo) > 0; {
		at := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, p := range at.part.Parts {
			n := of(p)
			at.node.Parts = append(at.node.Parts, n)
			todo = append(todo, pair{p, n})
		}
		if rest := at.part.Rest(); rest > 0 && len(at.part.Parts) > 0 {
			at.node.Parts = append(at.node.Parts, &node{Name: "the rest of " + at.node.Name, Group: groupOther, Bytes: rest})
		}
	}
	return root
}

// groupOf says what a population is coloured by.
func groupOf(p *population.Part) group {
	if p.Lost {
		return groupUnreached
	}
	switch p.Class.Kind {
	case path.Object:
		return groupObject
	case path.Closure:
		return groupCode
	case path.Symbol:
		if strings.HasPrefix(p.Class.Text, "&") {
			return groupCode
		}
		return groupPackage
	case path.Data:
		if g, ok := groupOfData[p.Class.Text]; ok {
			return g
		}
	}
	return groupOther
}

// groupOfData are the groups of the types of data.
var groupOfData = map[string]group{
	"CODE": groupCode, "PAD": groupCode, "PADLIST": groupCode, "PADNAMES": groupCode,
	"STASH": groupPackage, "CLASS": groupPackage, "GLOB": groupPackage,
	"ARRAY": groupContainer, "HASH": groupContainer, "REF": groupContainer, "OBJECT": groupContainer,
	"SCALAR": groupScalar, "BOOL": groupScalar, "REGEXP": groupScalar, "LVALUE": groupScalar,
}
