package lsp

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"go.lsp.dev/jsonrpc2"

	"github.com/perlheap/perlheap/heap/wire"
)

// TestLists asks for a page of everything that the command line lists.
func TestLists(t *testing.T) {
	e := startAnalysing(t, workspace(t, leaky), options)
	e.status("ready")

	var found wire.Page[wire.Found]
	if err := e.execute(commandFind, `{"filters":["cv","--xsub"],"offset":2,"limit":3}`, &found); err != nil {
		t.Fatal(err)
	}
	if found.Total < 100 || found.Offset != 2 || len(found.Items) != 3 || found.Items[0].SV.Type != "CODE" {
		t.Errorf("find %+v", found)
	}
	if err := e.execute(commandQuery, `{"query":"xsub and retained>0","offset":2,"limit":3}`, &found); err != nil || found.Total < 100 || found.Offset != 2 || len(found.Items) != 3 || !strings.HasSuffix(found.Items[0].Notes[0], " bytes retained") {
		t.Errorf("query: %v %+v", err, found)
	}
	if err := e.execute(commandQuery, `{"query":"type=CODE and xsup"}`, nil); err == nil || !strings.Contains(err.Error(), `column 15: there is no field "xsup"; did you mean xsub?`) {
		t.Errorf("a mistake in a query: %v", err)
	}
	var largest wire.Largest
	if err := e.execute(commandLargest, `{"counts":[4,1],"owned":true}`, &largest); err != nil || len(largest.Items) != 4 || len(largest.Items[0].Of) != 1 {
		t.Errorf("largest: %v %+v", err, largest)
	}
	var census wire.Census
	if err := e.execute(commandCount, `{"blessed":true}`, &census); err != nil || census.Total.Count == 0 || census.Packages["HASH"] == nil {
		t.Errorf("count: %v %+v", err, census)
	}
	var summary wire.DumpSummary
	if err := e.execute(commandSummary, `{}`, &summary); err != nil || summary.Objects == 0 || !strings.HasSuffix(summary.Dump, ".pmat.gz") {
		t.Errorf("summary: %v %+v", err, summary)
	}
	var counted wire.Populations
	if err := e.execute(commandPopulation, `{"depth":3,"limit":20}`, &counted); err != nil || len(counted.Populations) < 15 || len(counted.Populations) > 22 || counted.Populations[0].Kind != wire.PopulationHeap || len(counted.Dumps) != 1 {
		t.Errorf("population: %v %+v", err, counted)
	}
	if err := e.execute(commandPopulation, `{"address":"defstash"}`, &counted); err != nil || counted.Populations[0].Path != "%main::" || counted.Populations[0].Kind != wire.PopulationSymbol {
		t.Errorf("population: %v %+v", err, counted)
	}
	var rows wire.Histogram
	if err := e.execute(commandHistogram, `{"sort":"count"}`, &rows); err != nil || len(rows.Rows) < 10 {
		t.Errorf("histogram: %v %+v", err, rows)
	}
	for _, r := range rows.Rows { // every row has as many instances as it says, page by page
		var all []wire.Found
		for {
			var page wire.Page[wire.Found]
			if err := e.execute(commandInstances, fmt.Sprintf(`{"name":%q,"offset":%d,"limit":700}`, r.Name, len(all)), &page); err != nil {
				t.Fatal(err)
			}
			if all = append(all, page.Items...); len(page.Items) == 0 || len(all) == page.Total {
				break
			}
		}
		bytes := int64(0)
		for _, f := range all {
			bytes += f.SV.Bytes
		}
		if len(all) != r.Count[0] || bytes > r.Bytes[0] {
			t.Errorf("%s: %d instances of %d bytes, the histogram says %d and %d", r.Name, len(all), bytes, r.Count[0], r.Bytes[0])
		}
	}
	if err := e.execute(commandInstances, `{"name":"No::Such"}`, nil); err == nil || !strings.Contains(err.Error(), "no line No::Such") {
		t.Errorf("instances of nothing: %v", err)
	}
	var refs wire.Page[wire.NamedRef]
	if err := e.execute(commandInrefs, `{"address":"0x555555b62d30","all":true}`, &refs); err != nil || refs.Total == 0 {
		t.Errorf("inrefs: %v %+v", err, refs)
	}
	if err := e.execute(commandOutrefs, `{"address":"%main::ENV","limit":1}`, &refs); err != nil || len(refs.Items) != 1 || refs.Total < 2 {
		t.Errorf("outrefs: %v %+v", err, refs)
	}
	var elems wire.Page[wire.Element]
	if err := e.execute(commandElems, `{"address":"@main::INC","offset":1,"limit":1}`, &elems); err != nil || len(elems.Items) != 1 || elems.Items[0].Index != 1 {
		t.Errorf("elems: %v %+v", err, elems)
	}
	var values wire.Page[wire.Pair]
	if err := e.execute(commandValues, `{"address":"%main::INC"}`, &values); err != nil || !slices.ContainsFunc(values.Items, func(p wire.Pair) bool { return p.Key == `{"strict.pm"}` }) {
		t.Errorf("values: %v %+v", err, values)
	}
	var symbols wire.Page[wire.Symbol]
	if err := e.execute(commandSymbols, `{"package":"Leaky","recurse":true}`, &symbols); err != nil || symbols.Total == 0 {
		t.Errorf("symbols: %v %+v", err, symbols)
	}
	var roots wire.Page[wire.Root]
	if err := e.execute(commandRoots, `{}`, &roots); err != nil || !slices.ContainsFunc(roots.Items, func(r wire.Root) bool { return r.Name == "defstash" }) {
		t.Errorf("roots: %v %+v", err, roots)
	}
	var callers wire.Page[wire.Caller]
	if err := e.execute(commandCallers, `{"limit":1}`, &callers); err != nil || len(callers.Items) != 1 || callers.Total < 2 {
		t.Errorf("callers: %v %+v", err, callers)
	}
}

func TestListsThatAreWrong(t *testing.T) {
	e := start(t, workspace(t, leaky), everything, options)
	e.status("ready")
	for _, c := range []struct{ command, params, says string }{
		{commandFind, `{"filters":["nosuch"]}`, "no filter"},
		{commandFind, `{}`, "needs a filter"},
		{commandElems, `{}`, "address is missing"},
		{commandElems, `{"address":"%main::INC"}`, "'values'"},
		{commandValues, `{"address":"@main::INC"}`, "'elems'"},
		{commandInrefs, `{"address":"0x1"}`, "no SV at 0x1"},
		{commandOutrefs, `{"address":"%No::such"}`, "no package No"},
		{commandRoots, `{"offset":-1}`, "offset must be"},
		{commandRoots, `{"limit":1000000}`, "limit must be"},
		{commandLargest, `{"counts":[-1]}`, "counts must be"},
		{commandSymbols, `{"package":"No"}`, "No"},
	} {
		var ignored any
		err := e.execute(c.command, c.params, &ignored)
		var rpc *jsonrpc2.Error
		if err == nil || !strings.Contains(err.Error(), c.says) || !errors.As(err, &rpc) {
			t.Errorf("%s %s: %v, want an error with %q", c.command, c.params, err, c.says)
		}
	}
}
