package main

import (
	"strings"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"
)

// The list of dumps tells which are of one process, and what refuses others leads
// there; it does not name options, which a tool has not.
func TestAssistantProcesses(t *testing.T) {
	s := assisted(t, nil, nil, false, &sourceFlags{}, "../../testdata/dumps/p536-amd64-d046-leak.1.pmat.gz",
		"../../testdata/dumps/p536-amd64-d046-leak.3.pmat.gz", "../../testdata/dumps/p514-amd64-d020.pmat.gz")
	of := map[int]int{}
	for _, d := range listed(t, s) {
		of[d.Process]++
		if want := map[bool]string{true: "5.14.2", false: "5.36.0"}[strings.Contains(d.Path, "p514")]; d.Perl != want {
			t.Errorf("%s: perl %s", d.Path, d.Perl)
		}
	}
	if len(of) != 2 || of[0] != 0 || of[1]*of[2] != 2 {
		t.Errorf("there are processes with so many dumps: %v", of)
	}
	for _, c := range []struct {
		tool string
		args map[string]any
		says string
	}{
		{"suspects", map[string]any{"dumps": []string{"p536-amd64-d046-leak.1.pmat.gz", "p514-amd64-d020.pmat.gz"}}, "not a dump of the same process: perl 5.14.2 and perl 5.36.0; the tool dumps tells which"},
		{"lines", map[string]any{"dump": "p514-amd64-d020.pmat.gz", "kind": "closures"}, "kind closures: must be one of closure"},
		{"population", map[string]any{"dumps": []string{"p514-amd64-d020.pmat.gz"}, "sort": "size"}, `sort: "size" is not an order`},
	} {
		got, err := s.CallTool(t.Context(), &mcp.CallToolParams{Name: c.tool, Arguments: c.args})
		if err != nil {
			t.Fatal(err)
		}
		if said := got.Content[0].(*mcp.TextContent).Text; !got.IsError || !strings.Contains(said, c.says) || strings.Contains(said, "--") {
			t.Errorf("%s says %s", c.tool, said)
		}
	}
}
