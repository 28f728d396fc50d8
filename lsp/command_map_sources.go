package lsp

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

func checkMapSources(p wire.MapSourcesParams) error {
	if !filepath.IsAbs(p.Folder) {
		return errors.New("folder must be an absolute path, of the folder that has the sources")
	}
	return nil
}

// MapSources implements [wire.Commands]. It changes no setting: a client has several
// places for them.
func (s *Server) MapSources(ctx context.Context, params wire.MapSourcesParams) (*wire.MappedSources, error) {
	folder := filepath.Clean(params.Folder)
	if info, err := os.Stat(folder); err != nil {
		return nil, err
	} else if !info.IsDir() {
		return nil, fmt.Errorf("%s is not a folder", text.Path(folder))
	}
	v, release, err := s.shown()
	if err != nil {
		return nil, err
	}
	defer release()
	if v, err = v.Completed(ctx); err != nil {
		return nil, err
	}
	disk := site.NewDisk(v.Heap, files.New(ctx, files.Policy{Folders: []string{folder}}), []string{folder}, nil)
	mapped := &wire.MappedSources{Mappings: map[string]string{}}
	expected, first := 0, ""
	for _, m := range v.Missing() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if m.Expected() {
			if expected++; first == "" {
				first = m.File
			}
		}
		found := disk.Resolve(m.File)
		if found.Path == "" || found.Outside {
			continue
		}
		prefix, below, ok := m.Mapping(found.Path, folder)
		if !ok {
			continue
		}
		if below = filepath.ToSlash(s.display(below)); mapped.Mappings[prefix] == "" {
			mapped.Mappings[prefix] = below
		}
		if mapped.Mappings[prefix] == below {
			mapped.Found++
		}
	}
	switch {
	case mapped.Found > 0:
		mapped.Text = text.CountOf(mapped.Found, "file", "files") + " of the dump found below " + text.Path(folder)
	case first != "":
		return nil, fmt.Errorf("%s has none of the %s that were not found; choose the folder that has %s", text.Path(folder), text.CountOf(expected, "file", "files"), text.Name(tail(first)))
	default:
		return nil, errors.New("all source files that the dump names are found")
	}
	return mapped, nil
}

// tail is the end of a recorded name, which another machine has too.
func tail(recorded string) string {
	parts := strings.FieldsFunc(recorded, func(r rune) bool { return r == '/' || r == '\\' })
	return strings.Join(parts[max(0, len(parts)-2):], "/")
}
