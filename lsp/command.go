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

var _ wire.Commands = (*Server)(nil)

// command is one entry of the table of commands.
type command struct {
	name string
	run  func(context.Context, wire.Commands, []protocol.LSPAny) (any, error)
}

const (
	commandLoadDump    = "perlheap.loadDump"
	commandUnloadDump  = "perlheap.unloadDump"
	commandPs          = "perlheap.ps"
	commandCapture     = "perlheap.capture"
	commandLines       = "perlheap.lines"
	commandFindNames   = "perlheap.names"
	commandIdentify    = "perlheap.identify"
	commandShow        = "perlheap.show"
	commandLocate      = "perlheap.locate"
	commandFind        = "perlheap.find"
	commandQuery       = "perlheap.query"
	commandLargest     = "perlheap.largest"
	commandSummary     = "perlheap.summary"
	commandPopulation  = "perlheap.population"
	commandHistogram   = "perlheap.histogram"
	commandWaste       = "perlheap.waste"
	commandInstances   = "perlheap.instances"
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
	commandFindDumps   = "perlheap.findDumps"
	commandMapSources  = "perlheap.mapSources"
	commandWhy         = "perlheap.why"
	commandVerify      = "perlheap.verify"
	commandReport      = "perlheap.report"
	commandOpen        = "perlheap.open"
)

var commands = []command{
	newCommand(commandLoadDump, wire.Commands.LoadDump, checkLoadDump),
	newCommand(commandUnloadDump, wire.Commands.UnloadDump, checkUnloadDump),
	newCommand(commandPs, wire.Commands.Ps),
	newCommand(commandCapture, wire.Commands.Capture, checkCapture),
	newCommand(commandLines, wire.Commands.Lines, checkLines),
	newCommand(commandFindNames, wire.Commands.Names, checkNames),
	newCommand(commandIdentify, wire.Commands.Identify, checkIdentify),
	newCommand(commandShow, wire.Commands.Show, func(p wire.ShowParams) error { return checkAddress(p.AddressParams) }),
	newCommand(commandLocate, wire.Commands.Locate, func(p wire.LocateParams) error { return checkAddress(p.AddressParams) }),
	newCommand(commandFind, wire.Commands.Find, checkFind),
	newCommand(commandQuery, wire.Commands.Query, checkQuery),
	newCommand(commandLargest, wire.Commands.Largest, checkLargest),
	newCommand(commandSummary, wire.Commands.Summary),
	newCommand(commandPopulation, wire.Commands.Population, checkPopulation),
	newCommand(commandHistogram, wire.Commands.Histogram, checkHistogram),
	newCommand(commandWaste, wire.Commands.Waste, checkWaste),
	newCommand(commandInstances, wire.Commands.Instances, checkInstances),
	newCommand(commandCount, wire.Commands.Count),
	newCommand(commandInrefs, wire.Commands.Inrefs, func(p wire.RefsParams) error { return checkSV(p.SVParams) }),
	newCommand(commandOutrefs, wire.Commands.Outrefs, func(p wire.RefsParams) error { return checkSV(p.SVParams) }),
	newCommand(commandElems, wire.Commands.Elems, checkSV),
	newCommand(commandValues, wire.Commands.Values, checkSV),
	newCommand(commandSymbols, wire.Commands.Symbols, func(p wire.SymbolsParams) error { return checkPage(p.PageParams) }),
	newCommand(commandRoots, wire.Commands.Roots, checkPage),
	newCommand(commandCallers, wire.Commands.Callers, checkPage),
	newCommand(commandSuspects, wire.Commands.Suspects, checkSuspects),
	newCommand(commandGrowth, wire.Commands.Growth, checkGrowth),
	newCommand(commandSetBaseline, wire.Commands.SetBaseline, checkSetBaseline),
	newCommand(commandDumps, wire.Commands.Dumps),
	newCommand(commandFindDumps, wire.Commands.FindDumps),
	newCommand(commandMapSources, wire.Commands.MapSources, checkMapSources),
	newCommand(commandWhy, wire.Commands.Why, checkWhy),
	newCommand(commandVerify, wire.Commands.Verify, func(p wire.VerifyParams) error { return checkRuns(p.Runs) }),
	newCommand(commandReport, wire.Commands.Report, checkReport),
	newCommand(commandOpen, wire.Commands.Open, checkOpen),
}

// newCommand makes an entry; check, if not nil, checks more of the parameters than
// their types do.
func newCommand[P, R any](name string, f func(wire.Commands, context.Context, P) (R, error), check ...func(P) error) command {
	return command{name: name, run: func(ctx context.Context, c wire.Commands, arguments []protocol.LSPAny) (any, error) {
		params, err := decodeArgument(name, arguments, check)
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
			answer, err := c.run(ctx, s, params.Arguments)
			if err != nil && s.caps.offers {
				s.tell(protocol.MessageTypeError, capital(err.Error())) // it leaves the answers of commands alone
			}
			return answer, err
		}
	}
	return nil, jsonrpc2.Errorf(jsonrpc2.InvalidParams, "unknown command %q; there are %s", params.Command, strings.Join(commandNames(), ", "))
}

// decodeArgument reads the one object that a command takes; a missing one counts as
// empty. Errors name the field that is wrong.
func decodeArgument[P any](name string, arguments []protocol.LSPAny, checks []func(P) error) (params P, err error) {
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
		// Parameters are flat, but the path has the names of embedded structs.
		field := wrong.Field[strings.LastIndexByte(wrong.Field, '.')+1:]
		return params, invalid("%s must not be a %s", field, wrong.Value)
	case errors.As(err, &wrong):
		return params, invalid("takes an object, not a %s", wrong.Value)
	case err != nil:
		return params, invalid("%v", err)
	}
	for _, check := range checks {
		if err := check(params); err != nil {
			return params, invalid("%v", err)
		}
	}
	return params, nil
}
