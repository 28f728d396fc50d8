package site_test

import (
	"github.com/perlheap/perlheap/heap/files"
)

// fakeFiles is files that a test makes up.
type fakeFiles struct {
	resolve func(recorded string) (path string, ok bool)
	read    func(path string) ([]byte, error)
}

func (f fakeFiles) Resolve(recorded string) files.Resolution {
	if path, ok := f.resolve(recorded); ok {
		return files.Resolution{Path: path, How: files.Exact}
	}
	return files.Resolution{}
}

func (f fakeFiles) Read(path string) ([]byte, error) { return f.read(path) }

func (f fakeFiles) Times(string) (files.Times, bool) { return files.Times{}, false }
