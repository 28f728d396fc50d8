package site_test

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"testing"

	"github.com/perlheap/perlheap/heap/site"
)

// edited reads files, one of them with lines put in: five at its begin, and two
// more before one of its lines.
func edited(name, before string) func(path string) ([]byte, error) {
	return func(path string) ([]byte, error) {
		text, err := os.ReadFile(path)
		if err == nil && bytes.HasSuffix([]byte(path), []byte(name)) {
			text = bytes.Replace(text, []byte("\n"+before), []byte("\n# one\n# two\n"+before), 1)
			text = append([]byte("#\n#\n#\n#\n#\n"), text...)
		}
		return text, err
	}
}

// What is recorded without a sub moves with the subs around it.
func TestMovedAllocations(t *testing.T) {
	h, items := alive(t, "p540dbg-amd64-d050", site.Options{Kinds: []site.Kind{site.KindAllocation}})
	l := sourceRead(h, edited("App.pm", "sub counter {"))
	for recorded, want := range map[int]string{
		10: "line App.pm:15 moved", 27: "line App.pm:32 moved", 140: "line App.pm:147 moved",
		124: "line App.pm:129 uncertain", // the subs before and behind it have not moved alike
	} {
		k := slices.IndexFunc(items, func(i site.Item) bool {
			return i.Recorded.File == "lib/Leaky/App.pm" && i.Recorded.Line == recorded
		})
		if k < 0 {
			t.Fatalf("nothing allocated at line %d", recorded)
		}
		if got := text(l.Places(&items[k])); got != want {
			t.Errorf("line %d is at %s, want %s", recorded, got, want)
		}
	}
}

func TestMovedItems(t *testing.T) {
	h, items := alive(t, "p536-amd64-d046-alive", site.Options{})
	l := sourceRead(h, edited("Cache.pm", "sub recall {"))
	tasks := sourceRead(h, edited("Tasks.pm", "# As under the debugger"))
	for _, want := range []string{
		"variable %Alive::Cache::cache: declaration Cache.pm:11 moved",
		"variable %seen: declaration Cache.pm:13 moved",
		"variable @log: declaration Cache.pm:30 moved",
		"sub &Alive::Cache::help: sub Cache.pm:37 moved",
		"closure &Alive::Tasks::__ANON__: sub Tasks.pm:16 moved",
		"sub &Alive::Tasks::generated_1: eval Tasks.pm:34 moved",
		"variable $label: declaration Tasks.pm:15 moved",
	} {
		if !slices.ContainsFunc(items, func(i site.Item) bool {
			return fmt.Sprintf("%s %s: %s", i.Kind, i.Name, text(l.Places(&i))) == want || fmt.Sprintf("%s %s: %s", i.Kind, i.Name, text(tasks.Places(&i))) == want
		}) {
			t.Errorf("no %s", want)
		}
	}
}
