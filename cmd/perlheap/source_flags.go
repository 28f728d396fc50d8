package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/origin"
	"github.com/perlheap/perlheap/heap/revision"
	"github.com/perlheap/perlheap/heap/site"
)

// sourceFlags are the options that say where the source of a process is.
type sourceFlags struct {
	roots, own, maps []string
	revision         string
}

// add defines the options.
func (s *sourceFlags) add(flags *pflag.FlagSet) {
	flags.StringArrayVar(&s.roots, "root", []string{"."}, "a `FOLDER` with the program's own source; may be repeated")
	flags.StringArrayVar(&s.own, "own", nil, "a `FOLDER` with the program's own code that usually contains modules from elsewhere, such as vendor or local/lib/perl5; may be repeated")
	flags.StringArrayVar(&s.maps, "map", nil, "`PREFIX=FOLDER`: files recorded below PREFIX are in FOLDER; may be repeated")
	flags.StringVar(&s.revision, "revision", "", "the git `REVISION` of --root that ran: a commit, branch or tag; lines are followed from it to the current files")
}

// args writes the options as arguments for another run of this program.
func (s *sourceFlags) args() []string {
	var args []string
	for _, root := range s.roots {
		args = append(args, "--root", root)
	}
	for _, folder := range s.own {
		args = append(args, "--own", folder)
	}
	for _, rule := range s.maps {
		args = append(args, "--map", rule)
	}
	if s.revision != "" {
		args = append(args, "--revision", s.revision)
	}
	return args
}

// sourceTree is the current source, and where in it the files of a process are.
type sourceTree struct {
	folders  []string // of --root, absolute
	own      []string // of --own, absolute
	mappings []files.Mapping
	reader   *files.Reader
	history  *revision.History
}

// tree checks the options before a dump is read. The result reads files until ctx
// ends.
func (s *sourceFlags) tree(ctx context.Context) (*sourceTree, error) {
	t := &sourceTree{}
	for _, root := range s.roots {
		folder, err := absoluteFolder("--root", root)
		if err != nil {
			return nil, err
		}
		t.folders = append(t.folders, folder)
	}
	for _, named := range s.own {
		folder, err := absoluteFolder("--own", named)
		if err != nil {
			return nil, err
		}
		t.own = append(t.own, folder)
	}
	for _, rule := range s.maps {
		prefix, folder, ok := strings.Cut(rule, "=")
		if !ok || prefix == "" || folder == "" {
			return nil, usageError{fmt.Errorf("--map %s: must be PREFIX=FOLDER", rule)}
		}
		folder, err := absoluteFolder("--map", folder)
		if err != nil {
			return nil, err
		}
		t.mappings = append(t.mappings, files.Mapping{Prefix: prefix, Folder: filepath.ToSlash(folder)})
	}
	folders := slices.Concat(t.folders, t.own)
	for _, m := range t.mappings {
		folders = append(folders, m.Folder)
	}
	t.reader = files.New(ctx, files.Policy{Folders: folders, Elsewhere: true})
	history, err := revision.Open(t.reader, t.folders, s.revision)
	if err != nil {
		return nil, usageError{fmt.Errorf("--revision: %w", err)}
	}
	t.history = history
	return t, nil
}

func absoluteFolder(option, folder string) (string, error) {
	info, err := os.Stat(folder)
	if err != nil || !info.IsDir() {
		return "", usageError{fmt.Errorf("%s %s: not a folder", option, folder)}
	}
	return filepath.Abs(folder)
}

// program returns what the process of a dump ran, in this tree.
func (t *sourceTree) program(h *heap.Heap) *site.Program {
	where := site.Workspace{Folders: t.folders, Own: t.own, Mappings: t.mappings, Files: site.NewDisk(h, t.reader, t.folders, t.mappings), History: t.history, Written: growth.TimeOf(h.File().Path())}
	where.Origin, _ = origin.Of(h) // summary says what is wrong with it
	if !where.Written.IsZero() {
		where.History = t.history.At(where.Written)
	}
	return site.NewProgram(h, where)
}
