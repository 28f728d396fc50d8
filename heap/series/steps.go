package series

import (
	"fmt"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/wire"
)

// kindNames are the kinds of steps in a file.
var kindNames = map[path.Kind]string{
	path.Symbol: "symbol", path.Lexical: "lexical", path.Temporary: "temporary", path.Object: "object", path.Closure: "closure",
	path.Data: "data", path.Root: "root", path.Key: "key", path.AnyKey: "anyKey", path.Element: "element", path.AnyElement: "anyElement",
	path.Field: "field", path.Captured: "captured", path.More: "more", path.Magic: "magic",
}

var kindsByName = func() map[string]path.Kind {
	kinds := map[string]path.Kind{}
	for k, name := range kindNames {
		kinds[name] = k
	}
	return kinds
}()

func stepJSON(s path.Step) *wire.SeriesStep {
	if s.Kind == path.None {
		return nil
	}
	return &wire.SeriesStep{Kind: kindNames[s.Kind], Text: s.Text, Sub: s.Sub, File: s.At.File, Line: s.At.Line}
}

func stepOf(j *wire.SeriesStep) (path.Step, error) {
	if j == nil {
		return path.Step{}, nil
	}
	kind, ok := kindsByName[j.Kind]
	if !ok {
		return path.Step{}, fmt.Errorf("a step of the kind %q is not known", j.Kind)
	}
	return path.Step{Kind: kind, Text: j.Text, Sub: j.Sub, At: heap.Location{File: j.File, Line: j.Line}}, nil
}
