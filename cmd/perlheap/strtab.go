package main

import (
	"fmt"
	"regexp"

	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/render"
)

func newStrtab() *cobra.Command {
	var count, skip int
	cmd := onDump(&cobra.Command{
		Use:   "strtab DUMP [/PATTERN/]",
		Short: "List the shared strings and who uses them",
		Long: "strtab prints the entries of perl's table of shared strings by key, those that\n" +
			"match a regular expression (RE2; flags i, m, s behind the second slash). Dumps of\n" +
			"format 0.6 and later say who uses them: keys of HASHes, names, strings.\n\n" +
			"JSON: {total, offset, items: [{key, hek, users: [{how, sv}]}]}.",
		Example: "  perlheap strtab worker.pmat\n  perlheap strtab worker.pmat /session/i --count 50",
	}, 0, 1, func(c *call, h *heap.Heap, args []string) error {
		match := func([]byte) bool { return true }
		if len(args) > 0 {
			re, err := pattern(args[0])
			if err != nil {
				return usageError{err}
			}
			match = re.Match
		}
		list, total, err := h.SharedStrings(c.ctx, match, skip, count)
		if err != nil {
			return err
		}
		if c.json {
			return c.answer(render.NewSharedStringsJSON(h, list, total, skip), nil)
		}
		return c.answer(nil, func() string { return render.SharedStrings(h, list, total-skip-len(list), c.style) })
	})
	cmd.Flags().IntVarP(&count, "count", "c", 10, "how many strings to print at most; 0 for all")
	cmd.Flags().IntVarP(&skip, "skip", "s", 0, "how many strings to leave out first")
	return cmd
}

var slashed = regexp.MustCompile(`(?s)^/(.*)/([ims]*)$`)

// pattern reads a regular expression as /PATTERN/flags.
func pattern(word string) (*regexp.Regexp, error) {
	parts := slashed.FindStringSubmatch(word)
	if parts == nil {
		return nil, fmt.Errorf("%q is no /PATTERN/ with the flags i, m or s", word)
	}
	source := parts[1]
	if parts[2] != "" {
		source = "(?" + parts[2] + ")" + source
	}
	re, err := regexp.Compile(source)
	if err != nil {
		return nil, fmt.Errorf("the pattern %s does not compile: %w", word, err)
	}
	return re, nil
}
