package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"

	"github.com/perlheap/perlheap/heap/wire"
)

// Commands are what workspace/executeCommand runs: each takes one JSON object
// and answers one. The first line of a comment is the title that people see.
type Commands interface {
	// LoadDump: Load a dump and show it
	//
	// Answers when it is loaded. A relative path is looked for in the workspace
	// folders.
	LoadDump(context.Context, loadDumpParams) (*loadDumpResult, error)

	// UnloadDump: Forget a loaded dump
	UnloadDump(context.Context, unloadDumpParams) (*struct{}, error)

	// Lines: List what is alive by the line that made it
	//
	// A page of the ranked items of the shown dump, and the files that were not
	// found.
	Lines(context.Context, linesParams) (*wire.Lines, error)

	// Identify: Identify what holds an SV
	//
	// The chain of references back to the roots, as pmat identify prints it.
	Identify(context.Context, identifyParams) (*identifyResult, error)

	// Show: Show an SV
	//
	// What is known of it, as pmat show prints it.
	Show(context.Context, showParams) (*showResult, error)

	// Locate: Go to the source line of an SV
	//
	// Opens the line as well, where the client can.
	Locate(context.Context, locateParams) (*locateResult, error)

	// Find: Find SVs by what they are
	//
	// A page of what all filters match, by address.
	Find(context.Context, findParams) (*wire.Page[wire.Found], error)

	// Largest: List the largest SVs
	Largest(context.Context, largestParams) (*wire.Largest, error)

	// Summary: Say what the dump is of
	Summary(context.Context, struct{}) (*summaryResult, error)

	// Retained: Show what retains most
	//
	// The upper part of the dominator tree.
	Retained(context.Context, retainedParams) (*wire.Retained, error)

	// Count: Count the SVs by kind
	Count(context.Context, countParams) (*wire.Census, error)

	// Inrefs: List what refers to an SV
	Inrefs(context.Context, refsParams) (*wire.Page[wire.NamedRef], error)

	// Outrefs: List what an SV refers to
	Outrefs(context.Context, refsParams) (*wire.Page[wire.NamedRef], error)

	// Elems: List the elements of an ARRAY
	Elems(context.Context, svParams) (*wire.Page[wire.Element], error)

	// Values: List the values of a HASH
	Values(context.Context, svParams) (*wire.Page[wire.Pair], error)

	// Symbols: List the symbol table
	Symbols(context.Context, symbolsParams) (*wire.Page[wire.Symbol], error)

	// Roots: List the roots
	Roots(context.Context, pageParams) (*wire.Page[wire.Root], error)

	// Callers: List the calls that were under way
	Callers(context.Context, pageParams) (*wire.Page[wire.Caller], error)

	// Suspects: Rank the lines that the heap probably grows by
	Suspects(context.Context, suspectsParams) (*wire.Suspects, error)

	// Growth: Compare the dumps of the process
	Growth(context.Context, growthParams) (*wire.SeriesGrowth, error)

	// SetBaseline: Choose the dump that growth is counted from
	SetBaseline(context.Context, setBaselineParams) (*setBaselineResult, error)

	// Dumps: List the dumps that are known
	Dumps(context.Context, struct{}) (*dumpsResult, error)

	// Why: Show what keeps alive all that was made on a line
	//
	// The shortest ways from the roots, laid on top of each other.
	Why(context.Context, whyParams) (*whyResult, error)

	// Open: Open a heap document
	//
	// The overview of a dump, an SV, an identify chain, or what is alive of a
	// line, as a document of the editor.
	Open(context.Context, openParams) (*openResult, error)
}

var _ Commands = (*Server)(nil)

// command is one entry of the table of commands.
type command struct {
	name string
	run  func(context.Context, Commands, []protocol.LSPAny) (any, error)
}

const (
	commandLoadDump    = "perlheap.loadDump"
	commandUnloadDump  = "perlheap.unloadDump"
	commandLines       = "perlheap.lines"
	commandIdentify    = "perlheap.identify"
	commandShow        = "perlheap.show"
	commandLocate      = "perlheap.locate"
	commandFind        = "perlheap.find"
	commandLargest     = "perlheap.largest"
	commandSummary     = "perlheap.summary"
	commandRetained    = "perlheap.retained"
	commandCount       = "perlheap.count"
	commandInrefs      = "perlheap.inrefs"
	commandOutrefs     = "perlheap.outrefs"
	commandElems       = "perlheap.elems"
	commandValues      = "perlheap.values"
	commandSymbols     = "perlheap.symbols"
	commandRoots       = "perlheap.roots"
	commandCallers     = "perlheap.callers"
	commandSuspects    = "perlheap.suspects"
	commandGrowth      = "perlheap.growth"
	commandSetBaseline = "perlheap.setBaseline"
	commandDumps       = "perlheap.dumps"
	commandWhy         = "perlheap.why"
	commandOpen        = "perlheap.open"
)

var commands = []command{
	newCommand(commandLoadDump, Commands.LoadDump),
	newCommand(commandUnloadDump, Commands.UnloadDump),
	newCommand(commandLines, Commands.Lines),
	newCommand(commandIdentify, Commands.Identify),
	newCommand(commandShow, Commands.Show),
	newCommand(commandLocate, Commands.Locate),
	newCommand(commandFind, Commands.Find),
	newCommand(commandLargest, Commands.Largest),
	newCommand(commandSummary, Commands.Summary),
	newCommand(commandRetained, Commands.Retained),
	newCommand(commandCount, Commands.Count),
	newCommand(commandInrefs, Commands.Inrefs),
	newCommand(commandOutrefs, Commands.Outrefs),
	newCommand(commandElems, Commands.Elems),
	newCommand(commandValues, Commands.Values),
	newCommand(commandSymbols, Commands.Symbols),
	newCommand(commandRoots, Commands.Roots),
	newCommand(commandCallers, Commands.Callers),
	newCommand(commandSuspects, Commands.Suspects),
	newCommand(commandGrowth, Commands.Growth),
	newCommand(commandSetBaseline, Commands.SetBaseline),
	newCommand(commandDumps, Commands.Dumps),
	newCommand(commandWhy, Commands.Why),
	newCommand(commandOpen, Commands.Open),
}

func newCommand[P, R any](name string, f func(Commands, context.Context, P) (R, error)) command {
	return command{name: name, run: func(ctx context.Context, c Commands, arguments []protocol.LSPAny) (any, error) {
		params, err := decodeArgument[P](name, arguments)
		if err != nil {
			return nil, err
		}
		return f(c, ctx, params)
	}}
}

func commandNames() []string {
	names := make([]string, len(commands))
	for i, c := range commands {
		names[i] = c.name
	}
	return names
}

// executeCommand runs a command of the table.
func (s *Server) executeCommand(ctx context.Context, params *protocol.ExecuteCommandParams) (any, error) {
	for _, c := range commands {
		if c.name == params.Command {
			return c.run(ctx, s, params.Arguments)
		}
	}
	return nil, jsonrpc2.Errorf(jsonrpc2.InvalidParams, "unknown command %q; there are %s", params.Command, strings.Join(commandNames(), ", "))
}

// checked is what can tell more about parameters than their types.
type checked interface{ check() error }

// decodeArgument reads the one object that a command takes; none at all counts
// as an empty one. Errors name the field that is wrong.
func decodeArgument[P any](name string, arguments []protocol.LSPAny) (params P, err error) {
	invalid := func(format string, args ...any) error {
		return jsonrpc2.NewError(jsonrpc2.InvalidParams, name+": "+fmt.Sprintf(format, args...))
	}
	if len(arguments) > 1 {
		return params, invalid("takes one object, not %d arguments", len(arguments))
	}
	if len(arguments) == 1 {
		err = json.Unmarshal(arguments[0], &params)
	}
	var wrong *json.UnmarshalTypeError
	switch {
	case errors.As(err, &wrong) && wrong.Field != "":
		// Parameters are flat, but embedded structs stand in the path.
		field := wrong.Field[strings.LastIndexByte(wrong.Field, '.')+1:]
		return params, invalid("%s must not be a %s", field, wrong.Value)
	case errors.As(err, &wrong):
		return params, invalid("takes an object, not a %s", wrong.Value)
	case err != nil:
		return params, invalid("%v", err)
	}
	if c, ok := any(params).(checked); ok {
		if err := c.check(); err != nil {
			return params, invalid("%v", err)
		}
	}
	return params, nil
}
