package lsp

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// What a search for dumps that nobody has named may cost.
const (
	maxFound        = 20     // dumps that are told
	maxFoundEntries = 50_000 // names that are looked at, of each folder
	maxFoundDepth   = 8
	maxFoundTime    = 3 * time.Second
)

// FindDumps implements [wire.Commands].
func (s *Server) FindDumps(ctx context.Context, _ wire.Empty) (*wire.FoundDumps, error) {
	all := &wire.FoundDumps{Dumps: []wire.FoundDump{}}
	var notes []string
	for _, folder := range s.folderPaths() {
		walk := files.Walk{
			MaxEntries: maxFoundEntries, MaxDepth: maxFoundDepth, MaxTime: maxFoundTime,
			Enter: func(rel, _ string) bool {
				name := rel[strings.LastIndexByte(rel, '/')+1:]
				return name != "node_modules" && !strings.HasPrefix(name, ".")
			},
			File: func(rel string) {
				if !pmat.IsName(rel) {
					return
				}
				path := filepath.Join(folder, filepath.FromSlash(rel))
				if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
					all.Dumps = append(all.Dumps, wire.FoundDump{Path: path, Name: text.Safe(rel), Time: info.ModTime(), Text: text.Bytes(info.Size())})
				}
			},
		}
		if _, err := walk.Run(ctx, folder); err != nil {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			notes = append(notes, "There may be more dumps: "+text.Safe(err.Error())+".")
		}
	}
	slices.SortFunc(all.Dumps, func(a, b wire.FoundDump) int {
		return cmp.Or(b.Time.Compare(a.Time), strings.Compare(a.Path, b.Path))
	})
	if more := len(all.Dumps) - maxFound; more > 0 {
		all.Dumps = all.Dumps[:maxFound]
		notes = append(notes, fmt.Sprintf("There are %s more.", text.Count(more)))
	}
	all.Note = strings.Join(notes, " ")
	return all, nil
}
