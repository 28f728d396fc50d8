package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/modelcontextprotocol/go-sdk/mcp"
	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap/population"
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// mostAnswered is how long the result of a tool, or a resource, may be, in bytes of
// JSON: about as much as a model reads in one go.
const mostAnswered = 48_000

// mostNotes is how many notes there are beside it.
const mostNotes = 10

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
		page
	}
	ofPopulation struct {
		Dumps []string `json:"dumps" jsonschema:"one dump, or several to compare"`
		Under string   `json:"under,omitempty" jsonschema:"only what is below the population whose path contains this text"`
		Class string   `json:"class,omitempty" jsonschema:"only objects of this class"`
		Sort  string   `json:"sort,omitempty" jsonschema:"bytes (retained), count or growth"`
		page
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
		Query string `json:"query" jsonschema:"an expression"`
		page
	}
	ofLines struct {
		ofDump
		Kind string `json:"kind,omitempty" jsonschema:"only closure, object, variable, sub or allocation"`
		Sort string `json:"sort,omitempty" jsonschema:"bytes or count"`
		page
	}
	ofRuns struct {
		Before []string `json:"before" jsonschema:"dumps of the run before the cure"`
		After  []string `json:"after" jsonschema:"dumps of the run after it"`
	}
)

// addTools adds all tools.
func (a *assistance) addTools(s *mcp.Server) {
	addTool(a, s, "dumps", "List the dumps that may be opened, oldest first. Those with the same process number are probably of one process.", (*assistance).toolDumps)
	addTool(a, s, "summary", "Say what a dump is of: the perl, the program, how many SVs and bytes.", (*assistance).toolSummary)
	addTool(a, s, "suspects", "Rank the lines that the heap probably grows by, with the holder, the evidence and the cure of each. Begin here.", (*assistance).toolSuspects)
	addTool(a, s, "population", "Show what the heap is made of by shape: what the program calls it, with data left out. The path of each says what leads to it.", (*assistance).toolPopulation)
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
				c := a.newCall(cmd, request.Session)
				out, err = f(a, c, in)
				out.Notes = c.told()
				return err
			})
			if err != nil {
				return nil, nil, errors.New(text.Message(withoutOptions(err.Error())))
			}
			return nil, out, nil
		})
}

// optionBegins matches what a command says of the value of an option.
var optionBegins = regexp.MustCompile(`^--([a-z]+)`)

// withoutOptions is what a command says of a mistake, for a caller that has
// arguments instead of options.
func withoutOptions(message string) string {
	if before, ok := strings.CutSuffix(message, "; "+forceCompares); ok {
		message = before + "; the tool dumps tells which dumps are of one process"
	}
	return optionBegins.ReplaceAllString(message, "$1")
}

// toolCall is one call of a tool, or the reading of a resource.
type toolCall struct {
	cmd     *cobra.Command
	offered *offered
	notes   bytes.Buffer
	room    int // bytes that a result may take
}

func (a *assistance) newCall(cmd *cobra.Command, client *mcp.ServerSession) *toolCall {
	c := &toolCall{cmd: cmd, offered: a.dumps.withRoots(cmd.Context(), client), room: mostAnswered}
	cmd.SetErr(&c.notes)
	return c
}

// told gives what commands have said of the dumps.
func (c *toolCall) told() (notes []string) {
	for note := range strings.SplitSeq(strings.TrimSpace(c.notes.String()), "\n") {
		if note = text.Message(strings.TrimPrefix(note, "perlheap: ")); note != "" && len(notes) < mostNotes && !slices.Contains(notes, note) {
			notes = append(notes, note)
		}
	}
	return notes
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
	list = processes(c.cmd.Context(), list)
	result, n, err := c.fitting(len(list), func(n int) (any, error) {
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
	if err != nil {
		return answered{}, err
	}
	result, more, err := c.fittingSummary(s)
	return answered{Result: result, More: more}, err
}

// fittingSummary makes a summary short enough: a process may have loaded many files.
func (c *toolCall) fittingSummary(s wire.Summary) (result any, more string, err error) {
	files := 0
	if s.Origin != nil {
		files = len(s.Origin.Files)
	}
	result, n, err := c.fitting(max(1, files), func(n int) (any, error) {
		part := s
		if s.Origin != nil {
			origin := *s.Origin
			origin.Files = cut(s.Origin.Files, n)
			part.Origin = &origin
		}
		return part, nil
	})
	return result, onward(min(n, files), files, "files that the process had loaded", "the others are in the description beside the dump"), err
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
	if err := in.check(); err != nil {
		return answered{}, err
	}
	const most = 100
	all, err := printed[wire.Suspects](a, c, "suspects", append(append(a.told(), "--limit", strconv.Itoa(most)), paths...))
	if err != nil {
		return answered{}, err
	}
	longest, what, capped := len(all.Suspects), "suspects", len(all.Suspects) == most
	if n := len(all.Unreachable); n > longest {
		longest, what, capped = n, "unreachable parts beside the suspects", false
	}
	result, n, err := c.fitting(limit(in.Limit, 5, most), func(n int) (any, error) {
		one := all
		one.Suspects, one.Unreachable = part(all.Suspects, in.page, n), part(all.Unreachable, in.page, n)
		return one, nil
	})
	return answered{Result: result, More: in.next(min(n, max(0, longest-in.Offset)), longest, capped, what)}, err
}

// mostPopulations is how many are looked through for a page.
const mostPopulations = 5000

func (a *assistance) toolPopulation(c *toolCall, in ofPopulation) (answered, error) {
	paths, err := c.paths(in.Dumps...)
	if err == nil {
		err = in.check()
	}
	if err != nil {
		return answered{}, err
	}
	args := append(a.told(), "--limit", strconv.Itoa(mostPopulations))
	for option, value := range map[string]string{"--under": in.Under, "--class": in.Class, "--sort": in.Sort} {
		if value != "" {
			args = append(args, option+"="+value)
		}
	}
	all, err := printed[wire.Populations](a, c, "population", append(args, paths...))
	if err != nil {
		return answered{}, err
	}
	sortPopulations(all.Populations, population.Order(in.Sort))
	result, n, err := c.fitting(limit(in.Limit, 30, 500), func(n int) (any, error) {
		one := all
		one.Populations = part(all.Populations, in.page, n)
		return one, nil
	})
	return answered{Result: result, More: in.next(min(n, max(0, len(all.Populations)-in.Offset)), len(all.Populations), len(all.Populations) == mostPopulations, "populations")}, err
}

// sortPopulations puts those first of which there is most: each has its path, and
// needs no parent before it.
func sortPopulations(list []wire.Population, by population.Order) {
	of := func(p *wire.Population) int64 {
		last := len(p.RetainedBytes) - 1
		switch by {
		case population.ByCount:
			return int64(p.Count[last])
		case population.ByGrowth:
			return p.RetainedBytes[last] - p.RetainedBytes[0]
		}
		return p.RetainedBytes[last]
	}
	slices.SortStableFunc(list, func(a, b wire.Population) int { return -cmp.Compare(of(&a), of(&b)) })
}

func (a *assistance) toolLines(c *toolCall, in ofLines) (answered, error) {
	paths, err := c.paths(in.Dump)
	if err == nil {
		err = in.check()
	}
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
	all, err := printed[wire.Lines](a, c, "lines", append(args, "--limit", strconv.Itoa(in.Offset+asked), paths[0]))
	if err != nil {
		return answered{}, err
	}
	result, n, err := c.fitting(asked, func(n int) (any, error) {
		one := all
		one.Lines = part(all.Lines, in.page, n)
		one.Missing = missingOf(one.Lines, all.Missing)
		return one, nil
	})
	return answered{Result: result, More: in.next(min(n, max(0, len(all.Lines)-in.Offset)), all.Total, false, "items")}, err
}

// missingOf returns the missing files that lines are recorded in.
func missingOf(lines []wire.Line, all []wire.Missing) []wire.Missing {
	recorded := map[string]bool{}
	for i := range lines {
		if lines[i].Path == "" {
			recorded[lines[i].RecordedFile] = true
		}
	}
	var missing []wire.Missing
	for _, m := range all {
		if recorded[m.RecordedFile] {
			missing = append(missing, m)
		}
	}
	return missing
}

func (a *assistance) toolCompare(c *toolCall, in ofDumps) (answered, error) {
	paths, err := c.paths(in.Dumps...)
	if err == nil && len(paths) < 2 {
		err = errors.New("one dump cannot be compared: name two or more")
	}
	if err == nil {
		err = in.check()
	}
	if err != nil {
		return answered{}, err
	}
	all, err := printed[wire.Growth](a, c, "growth", append(a.told(), paths...))
	if err != nil {
		return answered{}, err
	}
	longest := max(len(all.Lines), len(all.Classes), len(all.Holders))
	result, n, err := c.fitting(limit(in.Limit, 10, 500), func(n int) (any, error) {
		one := all
		one.Lines, one.Classes, one.Holders = part(all.Lines, in.page, n), part(all.Classes, in.page, n), part(all.Holders, in.page, n)
		return one, nil
	})
	return answered{Result: result, More: in.next(min(n, max(0, longest-in.Offset)), longest, false, "lines, classes or holders")}, err
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
	result, n, err := c.fitting(max(1, total), func(n int) (any, error) {
		part := all
		part.Changes = cut(all.Changes, n)
		return part, nil
	})
	return answered{Result: result, More: onward(n, total, "changes", "the tools suspects and compare list the others")}, err
}
