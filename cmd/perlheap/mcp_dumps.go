package main

import (
	"context"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/text"
)

// offered are the dumps that an assistant may open.
type offered struct {
	files   []string // that a person named, without symbolic links
	folders []string // the same; everything in them may be opened
	named   bool     // a person named something: the client's roots do not count
}

// Bounds on a search for dumps in folders.
const (
	mostNames   = 100_000
	mostDumps   = 1000
	mostFolders = 8 // in each other
)

// newOffered takes what a person named.
func newOffered(args []string) (*offered, error) {
	o := &offered{named: len(args) > 0}
	for _, arg := range args {
		real, info, err := realOf(arg)
		switch {
		case err != nil:
			return nil, err
		case info.IsDir():
			o.folders = append(o.folders, real)
		case info.Mode().IsRegular():
			o.files = append(o.files, real)
		default:
			return nil, fmt.Errorf("%s is neither a regular file nor a folder", arg)
		}
	}
	return o, nil
}

// realOf returns a name without symbolic links, and what is there.
func realOf(name string) (real string, info os.FileInfo, err error) {
	if name, err = filepath.Abs(name); err != nil {
		return "", nil, err
	}
	if err := files.Forbidden(name); err != nil {
		return "", nil, fmt.Errorf("%s: %w", name, err)
	}
	if real, err = filepath.EvalSymlinks(name); err != nil {
		return "", nil, err
	}
	if err := files.Forbidden(real); err != nil {
		return "", nil, fmt.Errorf("%s: %w", name, err)
	}
	info, err = os.Lstat(real)
	return real, info, err
}

// withRoots adds the folders that a client offers, if a person named nothing.
func (o *offered) withRoots(ctx context.Context, client *mcp.ServerSession) *offered {
	if o.named || client == nil {
		return o
	}
	//lint:ignore SA1019 clients of before 2026-07-28 have roots
	roots, err := client.ListRoots(ctx, nil)
	if err != nil {
		return o // it has none
	}
	all := &offered{}
	for _, r := range roots.Roots {
		u, err := url.Parse(r.URI)
		if err != nil || u.Scheme != "file" {
			continue
		}
		if real, info, err := realOf(filepath.FromSlash(u.Path)); err == nil && info.IsDir() {
			all.folders = append(all.folders, real)
		}
	}
	return all
}

// offeredDump is a dump that may be opened.
type offeredDump struct {
	Path    string    `json:"path"`
	Bytes   int64     `json:"bytes"` // of the file
	Written time.Time `json:"written"`
	Perl    string    `json:"perl,omitempty"`    // its version
	Process int       `json:"process,omitempty"` // the same number: probably dumps of one process
}

// list finds the dumps that may be opened, oldest first. rest says that there are
// more, or what to do if there are none.
func (o *offered) list(ctx context.Context) (list []offeredDump, rest string) {
	seen := map[string]bool{} // folders may lie in each other
	add := func(path string) {
		if info, err := os.Lstat(path); err == nil && info.Mode().IsRegular() && !seen[path] {
			seen[path] = true
			list = append(list, offeredDump{Path: path, Bytes: info.Size(), Written: info.ModTime()})
		}
	}
	for _, path := range o.files {
		add(path)
	}
	names := 0
	for _, folder := range o.folders {
		_ = filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error { // what can be read is listed
			names++
			switch {
			case names > mostNames || len(list) >= mostDumps || ctx.Err() != nil:
				rest = fmt.Sprintf("these are not all: at most %d dumps among %d names are listed", mostDumps, mostNames)
				return fs.SkipAll
			case err != nil:
				return nil
			case d.IsDir() && (strings.Count(path[len(folder):], string(filepath.Separator)) > mostFolders || path != folder && (strings.HasPrefix(d.Name(), ".") || d.Name() == "node_modules")):
				return fs.SkipDir
			case !d.IsDir() && pmat.IsName(d.Name()):
				add(path)
			}
			return nil
		})
	}
	slices.SortStableFunc(list, func(a, b offeredDump) int { return a.Written.Compare(b.Written) })
	if len(list) == 0 && rest == "" {
		rest = "there are no dumps: name dumps or folders behind perlheap mcp, or let the client offer roots that have some; perlheap help dumps says how to get one"
	}
	return list, rest
}

// processes fills in of which perl, and of which process, dumps are. In one process
// the roots stay where they are; only the beginnings of the files are read.
func processes(ctx context.Context, list []offeredDump) []offeredDump {
	list, numbers := slices.Clone(list), map[string]int{}
	for i := range list {
		f, err := pmat.Open(ctx, list[i].Path, nil)
		if err != nil {
			continue // which a tool that is asked for it says
		}
		list[i].Perl = f.Header.PerlVersion()
		roots := list[i].Perl
		for _, r := range f.Roots {
			if r.Name == "defstash" || r.Name == "main_cv" {
				roots += " " + r.Addr.String()
			}
		}
		_ = f.Close() // it was only read
		if numbers[roots] == 0 {
			numbers[roots] = len(numbers) + 1
		}
		list[i].Process = numbers[roots]
	}
	return list
}

// resolve returns the file of a dump that an assistant names: by its path, or by the
// end of one that is listed.
func (o *offered) resolve(ctx context.Context, name string) (string, error) {
	if name == "" {
		return "", fmt.Errorf("the name of a dump is missing: the tool dumps lists them")
	}
	if filepath.IsAbs(name) { // no search is needed
		real, info, err := realOf(name)
		if err == nil && info.Mode().IsRegular() && (slices.Contains(o.files, real) || slices.ContainsFunc(o.folders, func(f string) bool { return files.Below(f, real) })) {
			return real, nil
		}
	}
	list, _ := o.list(ctx)
	var meant []string
	for _, d := range list {
		if d.Path == name {
			return d.Path, nil
		}
		if strings.HasSuffix(filepath.ToSlash(d.Path), "/"+strings.TrimPrefix(filepath.ToSlash(name), "./")) {
			meant = append(meant, d.Path)
		}
	}
	switch {
	case len(meant) == 1:
		return meant[0], nil
	case len(meant) > 1:
		return "", fmt.Errorf("%s may be %s: give the path", text.Safe(name), text.Safe(strings.Join(meant, " or ")))
	}
	return "", fmt.Errorf("%s is not among the dumps that may be opened: the tool dumps lists them", text.Safe(name))
}
