package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"regexp"
	"strconv"
	"strings"

	"github.com/modelcontextprotocol/go-sdk/mcp"
	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// mostAnswered is how long an answer may be, in bytes of JSON: about as much as a
// model reads in one go.
const mostAnswered = 48_000

// answered is what every tool answers.
type answered struct {
	Result any      `json:"result"`
	More   string   `json:"more,omitempty"`  // how to go on, if this is not all
	Notes  []string `json:"notes,omitempty"` // what must be known of the dumps
}

// The arguments of the tools.
type (
	noArguments struct{}
	ofDump      struct {
		Dump string `json:"dump" jsonschema:"a dump, as the tool dumps lists it"`
	}
	ofDumps struct {
		Dumps []string `json:"dumps" jsonschema:"dumps of one process, as the tool dumps lists them; three or more tell a leak from a warm-up"`
		Limit int      `json:"limit,omitempty" jsonschema:"how many to list at most"`
	}
	ofPopulation struct {
		Dumps []string `json:"dumps" jsonschema:"one dump, or several to compare"`
		Under string   `json:"under,omitempty" jsonschema:"only what is below the population whose path contains this text"`
		Class string   `json:"class,omitempty" jsonschema:"only objects of this class"`
		Sort  string   `json:"sort,omitempty" jsonschema:"bytes (retained), count or growth"`
		Limit int      `json:"limit,omitempty" jsonschema:"how many to list at most"`
	}
	ofSV struct {
		ofDump
		SV string `json:"sv" jsonschema:"an address (0x55d0c8a3e2b8), a symbol (%Foo::cache) or a root (defstash)"`
	}
	ofIdentify struct {
		ofSV
		Depth int  `json:"depth,omitempty" jsonschema:"how many steps back"`
		Weak  bool `json:"weak,omitempty" jsonschema:"also follow weak references"`
	}
	ofLine struct {
		ofDump
		File string `json:"file" jsonschema:"as lines and suspects give it, or the end of it"`
		Line int    `json:"line"`
	}
	ofQuery struct {
		ofDump
		Query  string `json:"query" jsonschema:"an expression"`
		Offset int    `json:"offset,omitempty" jsonschema:"how many to pass over"`
		Limit  int    `json:"limit,omitempty" jsonschema:"how many to list at most"`
	}
	ofLines struct {
		ofDump
		Kind  string `json:"kind,omitempty" jsonschema:"only closure, object, variable, sub or allocation"`
		Sort  string `json:"sort,omitempty" jsonschema:"bytes or count"`
		Limit int    `json:"limit,omitempty" jsonschema:"how many to list at most"`
	}
	ofRuns struct {
		Before []string `json:"before" jsonschema:"dumps of the run before the cure"`
		After  []string `json:"after" jsonschema:"dumps of the run after it"`
	}
)

// addTools adds all tools.
func (a *assistance) addTools(s *mcp.Server) {
	addTool(a, s, "dumps", "List the dumps that may be opened, oldest first.", (*assistance).toolDumps)
	addTool(a, s, "summary", "Say what a dump is of: the perl, the program, how many SVs and bytes.", (*assistance).toolSummary)
	addTool(a, s, "suspects", "Rank the lines that the heap probably grows by, with the holder, the evidence and the cure of each. Begin here.", (*assistance).toolSuspects)
	addTool(a, s, "population", "Show what the heap is made of by shape: what the program calls it, with data left out; parents before what they hold.", (*assistance).toolPopulation)
	addTool(a, s, "lines", "Rank source lines by what they made or declared that is alive.", (*assistance).toolLines)
	addTool(a, s, "compare", "Compare dumps: which lines, classes and populations grew.", (*assistance).toolCompare)
	addTool(a, s, "why", "Say what keeps alive all that was made on a line: the shortest ways from the roots, laid on top of each other.", (*assistance).toolWhy)
	addTool(a, s, "identify", "Follow the references to one SV back to the roots.", (*assistance).toolIdentify)
	addTool(a, s, "show", "Show one SV: type, sizes, names, where it was made, what it refers to.", (*assistance).toolShow)
	addTool(a, s, "find", "Find SVs by an expression. "+queryForAssistants(), (*assistance).toolFind)
	addTool(a, s, "verify", "Tell whether a cure worked, from dumps of a run before and of one after it.", (*assistance).toolVerify)
}

// addTool adds a tool that only reads. Its answers are bounded.
func addTool[In any](a *assistance, s *mcp.Server, name, description string, f func(*assistance, *toolCall, In) (answered, error)) {
	closed := false
	mcp.AddTool(s, &mcp.Tool{Name: name, Description: description, Annotations: &mcp.ToolAnnotations{ReadOnlyHint: true, IdempotentHint: true, OpenWorldHint: &closed}},
		func(ctx context.Context, request *mcp.CallToolRequest, in In) (*mcp.CallToolResult, any, error) {
			var out answered
			err := a.alone(ctx, func(cmd *cobra.Command) (err error) {
				c := &toolCall{cmd: cmd, offered: a.dumps.withRoots(ctx, request.Session)}
				cmd.SetErr(&c.notes)
				out, err = f(a, c, in)
				for _, note := range strings.Split(strings.TrimSpace(c.notes.String()), "\n") {
					if note = strings.TrimPrefix(note, "perlheap: "); note != "" && len(out.Notes) < 10 {
						out.Notes = append(out.Notes, note)
					}
				}
				return err
			})
			if err != nil {
				return nil, nil, err
			}
			return nil, out, nil
		})
}

// toolCall is one call of a tool.
type toolCall struct {
	cmd     *cobra.Command
	offered *offered
	notes   bytes.Buffer
}

// paths finds dumps that an assistant names.
func (c *toolCall) paths(names ...string) ([]string, error) {
	if len(names) == 0 {
		return nil, errors.New("name at least one dump: the tool dumps lists them")
	}
	if len(names) > 20 {
		return nil, fmt.Errorf("%d dumps are too many for one call; at most 20", len(names))
	}
	paths := make([]string, len(names))
	for i, name := range names {
		var err error
		if paths[i], err = c.offered.resolve(c.cmd.Context(), name); err != nil {
			return nil, err
		}
	}
	return paths, nil
}

// limit is how many an assistant wants, within bounds.
func limit(asked, usual, most int) int {
	if asked <= 0 {
		return usual
	}
	return min(asked, most)
}

// fitting makes an answer that is short enough, with fewer and fewer items, down to
// one.
func fitting(n int, f func(n int) (any, error)) (result any, used int, err error) {
	for {
		if result, err = f(n); err != nil {
			return nil, n, err
		}
		printed, err := json.Marshal(result)
		if err != nil || len(printed) <= mostAnswered {
			return result, n, err
		}
		if n <= 1 {
			return nil, n, fmt.Errorf("even one of these makes an answer of %d bytes; ask for a part", len(printed))
		}
		n = max(1, min(n/2, n*mostAnswered/len(printed)))
	}
}

// cut returns the beginning of a list.
func cut[T any](list []T, n int) []T { return list[:min(n, len(list))] }

// onward says how to go on with a list that was cut.
func onward(shown, total int, what, how string) string {
	if shown >= total {
		return ""
	}
	return fmt.Sprintf("%d of %s %s are listed; %s", shown, text.Count(total), what, how)
}

// larger says how to see more of a list of which n were returned and asked were wanted.
func larger(n, asked int, narrower string) string {
	if n < asked {
		return "one answer has no room for more; " + narrower
	}
	return fmt.Sprintf("ask again with limit %d", 2*n)
}

// printed runs a command with --json and decodes what it prints.
func printed[T any](a *assistance, c *toolCall, name string, args []string) (result T, err error) {
	out, err := a.command(c.cmd, append([]string{name, "--json"}, args...)...)
	if err == nil {
		err = json.Unmarshal(out, &result)
	}
	return result, err
}

// told are the options by which a command knows the source, and what it may tell.
func (a *assistance) told() []string {
	args := a.src.args()
	if a.values {
		args = append(args, "--keys")
	}
	return args
}

func (a *assistance) toolDumps(c *toolCall, _ noArguments) (answered, error) {
	list, rest := c.offered.list(c.cmd.Context())
	if list == nil {
		list = []offeredDump{}
	}
	result, n, err := fitting(len(list), func(n int) (any, error) {
		return map[string]any{"total": len(list), "dumps": list[len(list)-min(n, len(list)):]}, nil
	})
	if rest == "" {
		rest = onward(n, len(list), "dumps, the newest,", "others are opened by their paths all the same")
	}
	return answered{Result: result, More: rest}, err
}

func (a *assistance) toolSummary(c *toolCall, in ofDump) (answered, error) {
	paths, err := c.paths(in.Dump)
	if err != nil {
		return answered{}, err
	}
	s, err := a.summary(c, paths[0])
	return answered{Result: s}, err
}

// scriptName is the base name of a script at the end of $0, if that is a path.
var scriptName = regexp.MustCompile(`^[\w.+-]+\.(?:pl|psgi|t|cgi|fcgi)$`)

func (a *assistance) summary(c *toolCall, dump string) (wire.Summary, error) {
	s, err := printed[wire.Summary](a, c, "summary", []string{dump})
	if !a.values { // $0 may be set to anything, as to what a worker is busy with
		s.Program, s.WorkDir = scriptName.FindString(path.Base(s.Program)), ""
	}
	if o := s.Origin; o != nil && !a.values { // the command line may have passwords, the names of hosts and folders may be secrets
		s.Origin = &wire.Origin{
			Format: o.Format, Dump: o.Dump, Time: o.Time, PID: o.PID, Started: o.Started, StoppedMs: o.StoppedMs, Memory: o.Memory,
			Command: []string{}, Files: []wire.OriginFile{}, Perl: wire.OriginPerl{Version: o.Perl.Version, Threads: o.Perl.Threads, Arch: o.Perl.Arch, Options: o.Perl.Options},
		}
	}
	return s, err
}

func (a *assistance) toolSuspects(c *toolCall, in ofDumps) (answered, error) {
	paths, err := c.paths(in.Dumps...)
	if err != nil {
		return answered{}, err
	}
	const most = 100
	all, err := printed[wire.Suspects](a, c, "suspects", append(append(a.told(), "--limit", strconv.Itoa(most)), paths...))
	if err != nil {
		return answered{}, err
	}
	total := len(all.Suspects)
	asked := min(limit(in.Limit, 5, most), max(1, total))
	result, n, err := fitting(asked, func(n int) (any, error) {
		part := all
		part.Suspects, part.Unreachable = cut(all.Suspects, n), cut(all.Unreachable, n)
		return part, nil
	})
	return answered{Result: result, More: onward(n, total, "suspects", larger(n, asked, "population and lines list the others"))}, err
}

func (a *assistance) toolPopulation(c *toolCall, in ofPopulation) (answered, error) {
	paths, err := c.paths(in.Dumps...)
	if err != nil {
		return answered{}, err
	}
	args := a.told()
	for option, value := range map[string]string{"--under": in.Under, "--class": in.Class, "--sort": in.Sort} {
		if value != "" {
			args = append(args, option+"="+value)
		}
	}
	asked := limit(in.Limit, 30, 500)
	result, n, err := fitting(asked, func(n int) (any, error) {
		return printed[wire.Populations](a, c, "population", append(append(args, "--limit", strconv.Itoa(n)), paths...))
	})
	more := ""
	if p, ok := result.(wire.Populations); ok && len(p.Populations) >= n {
		more = "there may be more than these; " + larger(n, asked, "ask for less") + ", or with under: a part of a path, to see what is below it"
	}
	return answered{Result: result, More: more}, err
}

func (a *assistance) toolLines(c *toolCall, in ofLines) (answered, error) {
	paths, err := c.paths(in.Dump)
	if err != nil {
		return answered{}, err
	}
	args := a.src.args()
	if in.Kind != "" {
		args = append(args, "--kind="+in.Kind)
	}
	if in.Sort != "" {
		args = append(args, "--sort="+in.Sort)
	}
	asked := limit(in.Limit, 20, 500)
	result, n, err := fitting(asked, func(n int) (any, error) {
		lines, err := printed[wire.Lines](a, c, "lines", append(append(args, "--limit", strconv.Itoa(n)), paths[0]))
		lines.Missing = cut(lines.Missing, n)
		return lines, err
	})
	lines, _ := result.(wire.Lines)
	return answered{Result: result, More: onward(len(lines.Lines), lines.Total, "items", larger(n, asked, "ask for less")+", or with kind")}, err
}

func (a *assistance) toolCompare(c *toolCall, in ofDumps) (answered, error) {
	paths, err := c.paths(in.Dumps...)
	if err == nil && len(paths) < 2 {
		err = errors.New("one dump cannot be compared: name two or more")
	}
	if err != nil {
		return answered{}, err
	}
	all, err := printed[wire.Growth](a, c, "growth", append(a.told(), paths...))
	if err != nil {
		return answered{}, err
	}
	longest := max(len(all.Lines), len(all.Classes), len(all.Holders))
	asked := limit(in.Limit, 10, 500)
	result, n, err := fitting(asked, func(n int) (any, error) {
		part := all
		part.Lines, part.Classes, part.Holders = cut(all.Lines, n), cut(all.Classes, n), cut(all.Holders, n)
		return part, nil
	})
	return answered{Result: result, More: onward(n, longest, "lines, classes or holders", larger(n, asked, "compare fewer dumps"))}, err
}

func (a *assistance) toolVerify(c *toolCall, in ofRuns) (answered, error) {
	before, err := c.paths(in.Before...)
	if err != nil {
		return answered{}, err
	}
	after, err := c.paths(in.After...)
	if err != nil {
		return answered{}, err
	}
	all, err := printed[wire.Verification](a, c, "verify", append(append(append(a.told(), before...), "--"), after...))
	if err != nil {
		return answered{}, err
	}
	total := len(all.Changes)
	result, n, err := fitting(max(1, total), func(n int) (any, error) {
		part := all
		part.Changes = cut(all.Changes, n)
		return part, nil
	})
	return answered{Result: result, More: onward(n, total, "changes", "the tools suspects and compare list the others")}, err
}
