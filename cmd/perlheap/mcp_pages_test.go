package main

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"
)

// TestAssistantPages: pages of a list are the list, whichever tool gives them.
func TestAssistantPages(t *testing.T) {
	folder := filepath.Join(testdata, "dumps")
	s := assisted(t, nil, nil, false, &sourceFlags{roots: []string{folder}}, folder)
	series := []string{"p536-amd64-d046-leak.1.pmat.gz", "p536-amd64-d046-leak.2.pmat.gz", "p536-amd64-d046-leak.3.pmat.gz"}
	for _, c := range []struct {
		tool string
		args map[string]any
		list string
	}{
		{"suspects", map[string]any{"dumps": series}, "suspects"},
		{"lines", map[string]any{"dump": series[2], "kind": "closure"}, "lines"},
		{"compare", map[string]any{"dumps": series[1:]}, "holders"},
		{"population", map[string]any{"dumps": series[2:], "sort": "count"}, "populations"},
	} {
		page := func(offset, limit int) (items []any, more string) {
			var got map[string]any
			c.args["offset"], c.args["limit"] = offset, limit
			more = called(t, s, c.tool, c.args, &got)
			items, _ = got[c.list].([]any)
			return items, more
		}
		whole, more := page(0, 100)
		if len(whole) < 2 || more != "" && len(whole) < 100 {
			t.Errorf("%s gives %d, and says %q", c.tool, len(whole), more)
			continue
		}
		if len(whole) > 9 {
			whole = whole[:9]
		}
		var paged []any
		for len(paged) < len(whole) {
			items, _ := page(len(paged), (len(whole)+2)/3)
			if len(items) == 0 {
				break
			}
			paged = append(paged, items...)
		}
		if !reflect.DeepEqual(paged, whole) {
			t.Errorf("%s: pages differ from the whole:\n%v\n%v", c.tool, paged, whole)
		}
		if items, more := page(100_000, 5); len(items) != 0 || !strings.Contains(more, "there are only ") {
			t.Errorf("%s behind the end: %d, %q", c.tool, len(items), more)
		}
		c.args["offset"] = -1
		refusedBy(t, s, "offset must be 0", c.tool, c.args)
	}
}

// TestAssistantBounds: whatever is asked, and of whatever dump, the answer is short,
// and says what must be known of the dump.
func TestAssistantBounds(t *testing.T) {
	dir := t.TempDir()
	long := strings.Repeat("x", 1<<20)
	whole := filepath.Join(dir, "whole.pmat")
	secretDump(t, whole, "/srv/app.pl", 3000)
	content, err := os.ReadFile(whole)
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "cut.pmat"), content[:len(content)*9/10], 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	s := assisted(t, nil, nil, true, &sourceFlags{roots: []string{dir}}, dir)
	for _, c := range []struct {
		tool string
		args map[string]any
	}{
		{"summary", map[string]any{"dump": long}},
		{"show", map[string]any{"dump": "whole.pmat", "sv": long}},
		{"find", map[string]any{"dump": "whole.pmat", "query": "class=" + long + " or class~" + long + "("}},
		{"population", map[string]any{"dumps": []string{"whole.pmat"}, "under": long}},
		{"why", map[string]any{"dump": "whole.pmat", "file": long, "line": 3}},
		{"population", map[string]any{"dumps": []string{"cut.pmat"}, "limit": 500}},
	} {
		got, err := s.CallTool(t.Context(), &mcp.CallToolParams{Name: c.tool, Arguments: c.args})
		if err != nil {
			t.Fatal(err)
		}
		said := got.Content[0].(*mcp.TextContent).Text
		if dumps, _ := c.args["dumps"].([]string); got.IsError == slices.Contains(dumps, "cut.pmat") {
			t.Errorf("%s: %s", c.tool, said[:min(len(said), 500)])
		}
		if most := map[bool]int{true: 3 * 4200, false: mostAnswered + 2*mostNotes*4200}[got.IsError]; len(said) > most {
			t.Errorf("%s answers with %d bytes: %s", c.tool, len(said), said[:500])
		}
	}
	resources, err := s.ListResources(t.Context(), nil)
	if err != nil || len(resources.Resources) != 2 {
		t.Fatalf("resources %+v, %v", resources, err)
	}
	for _, r := range resources.Resources {
		for _, uri := range []string{r.URI, strings.Replace(r.URI, "/overview/", "/sv/defstash/", 1)} {
			document, err := s.ReadResource(t.Context(), &mcp.ReadResourceParams{URI: uri})
			if err != nil {
				t.Fatal(err)
			}
			said := document.Contents[0].Text
			if len(said) > mostAnswered+2*mostNotes*4200 || strings.HasSuffix(r.URI, "cut.pmat") != strings.Contains(said, `"notes":["`) {
				t.Errorf("%s: %d bytes, which begin %s", uri, len(said), said[:min(len(said), 500)])
			}
		}
	}
	if _, err := s.ReadResource(t.Context(), &mcp.ReadResourceParams{URI: resourceOverview + "/" + long}); err == nil || len(err.Error()) > 3*4200 {
		t.Errorf("the error is %v", err)
	}
}
