package lsp

import (
	"context"
	"strings"

	"go.lsp.dev/protocol"
)

// foldingRange folds what is indented below a line of a heap document: sections,
// and branches of chains. It folds no other documents.
func (s *Server) foldingRange(ctx context.Context, params *protocol.FoldingRangeParams) ([]protocol.FoldingRange, error) {
	v, release, ok, err := s.heapView(ctx, params.TextDocument.URI)
	if !ok || err != nil {
		return nil, nil // of a dump that is not loaded: the editor folds as it likes
	}
	defer release()
	return partial(ctx, s, params.PartialResultToken, folds(string(v.Text.Text())))
}

// folds finds the ranges of a text, by their first lines. Empty lines belong to
// what is before them, without the last.
func folds(text string) []protocol.FoldingRange {
	type open struct {
		line, depth int
	}
	folds := []protocol.FoldingRange{}
	at := make(map[int]int) // index in folds by first line
	var stack []open
	last, n := -1, 0 // the last line with text
	for line := range strings.Lines(text) {
		if depth := depthOf(line); depth >= 0 {
			for len(stack) > 0 && stack[len(stack)-1].depth >= depth {
				top := stack[len(stack)-1]
				stack = stack[:len(stack)-1]
				closeFold(folds, at, top.line, last)
			}
			stack = append(stack, open{n, depth})
			at[n] = len(folds)
			folds = append(folds, protocol.FoldingRange{StartLine: uint32(n), EndLine: uint32(n)})
			last = n
		}
		n++
	}
	for _, o := range stack {
		closeFold(folds, at, o.line, last)
	}
	kept := folds[:0]
	for _, f := range folds {
		if f.EndLine > f.StartLine {
			kept = append(kept, f)
		}
	}
	return kept
}

func closeFold(folds []protocol.FoldingRange, at map[int]int, first, last int) {
	folds[at[first]].EndLine = uint32(last)
}

// depthOf is how far a line is indented, by blanks or the arms of a tree; -1 if
// it is empty.
func depthOf(line string) int {
	depth := 0
	for _, r := range strings.TrimRight(line, " \r\n") {
		if !strings.ContainsRune(" │├└─", r) {
			return depth
		}
		depth++
	}
	return -1
}
