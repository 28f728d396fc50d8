package main

import (
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
)

// Completion answers while a person types: it loads only dumps up to
// maxCompleted bytes, and lists at most maxCandidates names.
const (
	maxCompleted  = 32 << 20
	maxCandidates = 2000
)

// complete completes DUMP, which is a file, and after it an SV: the names of
// roots, and symbols and addresses where loading the dump is quick.
func complete(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	switch {
	case len(args) == 0:
		return []string{"pmat", "gz"}, cobra.ShellCompDirectiveFilterFileExt
	case len(args) > 1 || !strings.Contains(cmd.Use, " SV"):
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return candidates(cmd, args[0], begun), cobra.ShellCompDirectiveNoFileComp
}

func candidates(cmd *cobra.Command, path, begun string) []string {
	if begun == "" || !strings.ContainsAny(begun[:1], "$@%&0") {
		return rootNames(cmd, path, begun)
	}
	info, err := os.Stat(path)
	if err != nil || info.Size() > maxCompleted {
		return nil
	}
	h, err := heap.Open(cmd.Context(), path, heap.Options{})
	if err != nil {
		return nil
	}
	defer h.Close() //nolint:errcheck // it is only read
	return names(h, begun)
}

// rootNames reads only the beginning of a dump.
func rootNames(cmd *cobra.Command, path, begun string) []string {
	f, err := pmat.Open(cmd.Context(), path, nil)
	if err != nil {
		return nil
	}
	defer f.Close() //nolint:errcheck // it is only read
	var list []string
	for _, r := range f.Roots {
		if r.Addr != 0 && strings.HasPrefix(r.Name, begun) && !strings.Contains(r.Name, " ") {
			list = append(list, r.Name)
		}
	}
	return list
}

// names returns the roots, symbols and addresses that begin as a person has
// begun to write.
func names(h *heap.Heap, begun string) []string {
	var list []string
	add := func(name string) bool {
		if strings.HasPrefix(name, begun) {
			list = append(list, name)
		}
		return len(list) < maxCandidates
	}
	switch {
	case begun == "":
	case strings.HasPrefix(begun, "0x"):
		for sv := range heap.SV(h.Count()) {
			if !add(h.Addr(sv).String()) {
				break
			}
		}
		return list
	case strings.ContainsAny(begun[:1], "$@%&"):
		_ = h.Symbols().Of("", true, func(s heap.Symbol) bool { return add(s.Name) }) // what is readable helps
		return list
	}
	for _, r := range h.Roots().All() {
		if r.Addr != 0 {
			add(r.Name)
		}
	}
	return list
}

// completeDumps completes arguments that are all dumps.
func completeDumps(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return []string{"pmat", "gz"}, cobra.ShellCompDirectiveFilterFileExt
}
