package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/modelcontextprotocol/go-sdk/mcp"
	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap/text"
)

func (a *assistance) addPrompts(s *mcp.Server) {
	say := func(description, text string) *mcp.GetPromptResult {
		return &mcp.GetPromptResult{Description: description, Messages: []*mcp.PromptMessage{{Role: "user", Content: &mcp.TextContent{Text: text}}}}
	}
	s.AddPrompt(&mcp.Prompt{
		Name: "find-the-leak", Title: "Find the leak", Description: "Find out why a Perl process keeps growing",
		Arguments: []*mcp.PromptArgument{{Name: "dumps", Description: "dumps of one process, separated by blanks; without them, all that there are"}},
	}, func(_ context.Context, request *mcp.GetPromptRequest) (*mcp.GetPromptResult, error) {
		which := "those dumps of one process that the tool dumps lists, as many as there are"
		if named := strings.Fields(request.Params.Arguments["dumps"]); len(named) > 0 {
			which = "these dumps: " + text.Safe(strings.Join(named, " "))
		}
		return say("Find the leak", `Find out why this Perl process keeps growing.

1. Call suspects with `+which+`.
2. For the first suspect, call why with its file and line, and read in the source what stores it there. If several suspects have the same holder, they are one leak.
3. If the level is not high, look for what speaks against it: the evidence of the suspect, compare over all dumps, and population.
4. Say which line it is, what holds what was made there and why that never lets go, how sure that is, and what to change. "Alive" is a fact, "leaked" is your judgement: say what you do not know, and which dump would tell.`), nil
	})
	s.AddPrompt(&mcp.Prompt{
		Name: "explain-this-object", Title: "Explain this object", Description: "Say what an SV is, who holds it, and what would be freed with it",
		Arguments: []*mcp.PromptArgument{{Name: "dump", Required: true, Description: "the dump"}, {Name: "sv", Required: true, Description: "an address, a symbol or a root"}},
	}, func(_ context.Context, request *mcp.GetPromptRequest) (*mcp.GetPromptResult, error) {
		dump, sv := text.Safe(request.Params.Arguments["dump"]), text.Safe(request.Params.Arguments["sv"])
		return say("Explain this object", fmt.Sprintf(`Explain the SV %s of the dump %s to a Perl programmer.

1. Call show, then identify for it.
2. Say what it is, in which line of the source such a thing is made, how much would be freed with it, and the way from a root to it, as Perl code would write it. A weak reference holds nothing.
3. Say whether something could let go of it, and where.`, sv, dump)), nil
	})
}

// Heap documents are resources: perlheap:/overview/srv/dumps/worker.pmat.
const (
	resourceOverview = "perlheap:///overview"
	resourceSV       = "perlheap:///sv/"
)

func (a *assistance) addResources(s *mcp.Server) {
	room := mostAnswered
	for _, d := range a.offeredNow() {
		if room -= 3 * len(d.Path); room < 0 {
			break // the tool dumps lists them
		}
		s.AddResource(&mcp.Resource{
			URI: resourceOverview + (&url.URL{Path: d.Path}).EscapedPath(), Name: d.Path, Title: "Overview of " + text.Safe(d.Path), MIMEType: "application/json",
			Description: "what the dump is of, its suspects, and what the heap is made of",
		}, a.readResource)
	}
	s.AddResourceTemplate(&mcp.ResourceTemplate{URITemplate: resourceOverview + "{+dump}", Name: "overview", Title: "Overview of a dump", MIMEType: "application/json"}, a.readResource)
	s.AddResourceTemplate(&mcp.ResourceTemplate{URITemplate: resourceSV + "{sv}{+dump}", Name: "sv", Title: "An SV and who holds it", MIMEType: "application/json"}, a.readResource)
}

// offeredNow are the dumps that are there when the server starts. Those of the
// client's roots are not known by then.
func (a *assistance) offeredNow() []offeredDump {
	list, _ := a.dumps.list(context.Background())
	return cut(list, 100)
}

// readResource makes the heap document of a URI.
func (a *assistance) readResource(ctx context.Context, request *mcp.ReadResourceRequest) (*mcp.ReadResourceResult, error) {
	uri := request.Params.URI
	var document heapDocument
	err := a.alone(ctx, func(cmd *cobra.Command) (err error) {
		c := a.newCall(cmd, request.Session)
		document, err = a.document(c, uri)
		document.Notes = c.told()
		return err
	})
	if err != nil {
		if len(err.Error()) > text.MaxPath {
			err = errors.New(text.Message(err.Error()))
		}
		return nil, err
	}
	content, err := json.Marshal(document)
	if err != nil {
		return nil, err
	}
	return &mcp.ReadResourceResult{Contents: []*mcp.ResourceContents{{URI: uri, MIMEType: "application/json", Text: string(content)}}}, nil
}

// heapDocument is the overview of a dump, or what there is to say of an SV.
type heapDocument struct {
	Summary     *answered `json:"summary,omitempty"`
	Suspects    *answered `json:"suspects,omitempty"`
	Populations *answered `json:"populations,omitempty"`
	Show        *answered `json:"show,omitempty"`
	Identify    *answered `json:"identify,omitempty"`
	Notes       []string  `json:"notes,omitempty"` // as of a tool
}

func (a *assistance) document(c *toolCall, uri string) (d heapDocument, err error) {
	// part keeps an answer, if there was no error before.
	part := func(into **answered, answer func() (answered, error)) {
		if err != nil {
			return
		}
		var got answered
		if got, err = answer(); err == nil {
			*into = &got
		}
	}
	if escaped, ok := strings.CutPrefix(uri, resourceOverview); ok {
		var dump string
		dump, err = url.PathUnescape(escaped)
		c.room = mostAnswered / 3
		part(&d.Summary, func() (answered, error) { return a.toolSummary(c, ofDump{dump}) })
		part(&d.Suspects, func() (answered, error) { return a.toolSuspects(c, ofDumps{Dumps: []string{dump}}) })
		part(&d.Populations, func() (answered, error) {
			return a.toolPopulation(c, ofPopulation{Dumps: []string{dump}, page: page{Limit: 20}})
		})
		return d, err
	}
	escaped, ok := strings.CutPrefix(uri, resourceSV)
	name, dump, found := strings.Cut(escaped, "/")
	if !ok || !found {
		return d, mcp.ResourceNotFoundError(uri)
	}
	if name, err = url.PathUnescape(name); err == nil {
		dump, err = url.PathUnescape("/" + dump)
	}
	c.room = mostAnswered / 2
	sv := ofSV{ofDump{dump}, name}
	part(&d.Show, func() (answered, error) { return a.toolShow(c, sv) })
	part(&d.Identify, func() (answered, error) { return a.toolIdentify(c, ofIdentify{ofSV: sv}) })
	return d, err
}
