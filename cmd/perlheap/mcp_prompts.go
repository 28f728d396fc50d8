package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"

	"github.com/modelcontextprotocol/go-sdk/mcp"
	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
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
	for _, d := range a.offeredNow() {
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
	var document any
	err := a.alone(ctx, func(cmd *cobra.Command) (err error) {
		c := &toolCall{cmd: cmd, offered: a.dumps.withRoots(ctx, request.Session)}
		cmd.SetErr(&c.notes)
		document, err = a.document(c, uri)
		return err
	})
	if err != nil {
		return nil, err
	}
	content, err := json.MarshalIndent(document, "", "  ")
	if err != nil {
		return nil, err
	}
	return &mcp.ReadResourceResult{Contents: []*mcp.ResourceContents{{URI: uri, MIMEType: "application/json", Text: string(content)}}}, nil
}

func (a *assistance) document(c *toolCall, uri string) (any, error) {
	if escaped, ok := strings.CutPrefix(uri, resourceOverview); ok {
		dump, err := url.PathUnescape(escaped)
		if err != nil {
			return nil, err
		}
		paths, err := c.paths(dump)
		if err != nil {
			return nil, err
		}
		summary, err := a.summary(c, paths[0])
		if err != nil {
			return nil, err
		}
		suspects, err := a.toolSuspects(c, ofDumps{Dumps: paths})
		if err != nil {
			return nil, err
		}
		populations, err := a.toolPopulation(c, ofPopulation{Dumps: paths, Limit: 20})
		return struct {
			Summary     wire.Summary `json:"summary"`
			Suspects    answered     `json:"suspects"`
			Populations answered     `json:"populations"`
		}{summary, suspects, populations}, err
	}
	escaped, ok := strings.CutPrefix(uri, resourceSV)
	sv, dump, found := strings.Cut(escaped, "/")
	if !ok || !found {
		return nil, mcp.ResourceNotFoundError(uri)
	}
	sv, err := url.PathUnescape(sv)
	if err == nil {
		dump, err = url.PathUnescape("/" + dump)
	}
	if err != nil {
		return nil, err
	}
	shown, err := a.toolShow(c, ofSV{ofDump{dump}, sv})
	if err != nil {
		return nil, err
	}
	held, err := a.toolIdentify(c, ofIdentify{ofSV: ofSV{ofDump{dump}, sv}})
	return struct {
		Show     answered `json:"show"`
		Identify answered `json:"identify"`
	}{shown, held}, err
}
