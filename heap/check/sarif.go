package check

import (
	"encoding/json"
	"io"
	"net/url"
	"path/filepath"

	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/text"
)

// The parts of SARIF 2.1.0 (OASIS Standard, 2020) that are written.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool    sarifTool                `json:"tool"`
		Bases   map[string]sarifArtifact `json:"originalUriBaseIds,omitempty"`
		Results []sarifResult            `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		URI     string      `json:"informationUri"`
		Version string      `json:"version,omitempty"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID    string       `json:"id"`
		Short sarifMessage `json:"shortDescription"`
		Help  sarifMessage `json:"help"`
	}
	sarifMessage struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		RuleIndex int             `json:"ruleIndex"`
		Level     string          `json:"level"`
		Message   sarifMessage    `json:"message"`
		Locations []sarifLocation `json:"locations,omitempty"`
		Related   []sarifLocation `json:"relatedLocations,omitempty"`
	}
	sarifLocation struct {
		ID       int           `json:"id,omitempty"`
		Physical sarifPhysical `json:"physicalLocation"`
		Message  *sarifMessage `json:"message,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI  string `json:"uri"`
		Base string `json:"uriBaseId,omitempty"`
	}
	sarifRegion struct {
		StartLine int `json:"startLine"`
	}
)

// srcRoot is what SARIF calls the folder of the sources, by convention.
const srcRoot = "%SRCROOT%"

// SARIF writes findings as SARIF, which code hosts show at the lines concerned.
// Files below c.Root are relative to it; others have their full path.
func SARIF(w io.Writer, c Report) error {
	rules, index := sarifRules()
	run := sarifRun{
		Tool:    sarifTool{sarifDriver{Name: "perlheap", URI: "https://github.com/perlheap/perlheap", Version: c.Version, Rules: rules}},
		Results: []sarifResult{},
	}
	if c.Root != "" {
		run.Bases = map[string]sarifArtifact{srcRoot: {URI: fileURI(c.Root) + "/"}}
	}
	for i := range c.Found {
		f := &c.Found[i]
		r := sarifResult{RuleID: ruleID(f), RuleIndex: index[ruleID(f)], Level: sarifLevel(f.Level), Message: sarifMessage{text.Safe(f.Message) + doubt(f)}}
		if f.Fix != "" {
			r.Message.Text += ". Cure: " + text.Safe(f.Fix)
		}
		at, ok := c.location(f.Place)
		if !ok {
			at, ok = c.location(c.Program) // code hosts show nothing that has no line
		}
		if ok {
			r.Locations = append(r.Locations, at)
		}
		if s := f.Suspect; s != nil {
			r.relate(&c, s.HolderPlace, "held by "+s.Holder)
			for i, p := range s.CycleAt {
				r.relate(&c, p, s.Cycle[i])
			}
		}
		run.Results = append(run.Results, r)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(sarifLog{Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0", Runs: []sarifRun{run}})
}

// relate adds a place that explains a result.
func (r *sarifResult) relate(c *Report, p site.Place, message string) {
	at, ok := c.location(p)
	if !ok {
		return
	}
	at.ID, at.Message = len(r.Related)+1, &sarifMessage{text.Safe(message)}
	r.Related = append(r.Related, at)
}

// location returns a line of a file. What was not found is named as it was
// recorded, unless that leads out of the folder of the sources, or is the name of
// no file.
func (c *Report) location(p site.Place) (sarifLocation, bool) {
	file := p.File
	if p.Path != "" {
		file = p.Path
	}
	if p.Line < 1 || len(file) > text.MaxPath || !filepath.IsAbs(file) && !filepath.IsLocal(file) {
		return sarifLocation{}, false
	}
	return sarifLocation{Physical: sarifPhysical{Artifact: c.artifact(file), Region: sarifRegion{int(p.Line)}}}, true
}

// artifact names a file.
func (c *Report) artifact(file string) sarifArtifact {
	if c.Root != "" && filepath.IsAbs(file) {
		if rel, err := filepath.Rel(c.Root, file); err == nil && filepath.IsLocal(rel) {
			return sarifArtifact{(&url.URL{Path: filepath.ToSlash(rel)}).String(), srcRoot}
		}
	}
	if filepath.IsAbs(file) {
		return sarifArtifact{URI: fileURI(file)}
	}
	a := sarifArtifact{URI: (&url.URL{Path: filepath.ToSlash(file)}).String()}
	if c.Root != "" {
		a.Base = srcRoot
	}
	return a
}

func fileURI(path string) string {
	path = filepath.ToSlash(path)
	if path[0] != '/' {
		path = "/" + path // a drive of Windows
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}

func sarifLevel(l diagnose.Level) string {
	switch l {
	case diagnose.High:
		return "error"
	case diagnose.Medium:
		return "warning"
	}
	return "note"
}

// ruleID is the code of a finding: of a suspect that of its kind, which is the
// one that its problem has in the editor.
func ruleID(f *diagnose.Finding) string {
	if f.Suspect == nil {
		return f.Rule
	}
	return f.Suspect.Kind.Code()
}

// sarifRules are all rules, and their numbers by their codes.
func sarifRules() (rules []sarifRule, index map[string]int) {
	index = map[string]int{}
	add := func(id, short, help string) {
		index[id] = len(rules)
		rules = append(rules, sarifRule{id, sarifMessage{short}, sarifMessage{help}})
	}
	add(diagnose.RuleGrowth, "The heap grew by more than the limit",
		"The total size of all SVs grew by more than --max-growth from the first dump to the last. perlheap growth says where.")
	add(diagnose.RuleClosures, "More closures of one line are alive than the limit allows",
		"More closures that were made on this line are alive than --max-closures. perlheap identify says who holds them.")
	for _, k := range diagnose.Kinds() {
		add(k.Code(), kindTexts[k], "This line probably makes the heap grow: "+kindTexts[k]+". perlheap suspects has the evidence.")
	}
	return rules, index
}

// kindTexts say in short what a kind of suspects is.
var kindTexts = map[diagnose.Kind]string{
	diagnose.Cycle:         "objects or data hold each other in a cycle that nothing outside it holds",
	diagnose.SelfSub:       "a closure captures something that holds it",
	diagnose.Closures:      "a container collects closures",
	diagnose.Timers:        "timers or watchers of an event loop accumulate",
	diagnose.Chain:         "each closure or object keeps the previous one alive",
	diagnose.Entries:       "a container collects objects, data or strings",
	diagnose.StaleWeakKeys: "a container keeps the entries of dead weak references",
	diagnose.Evals:         "string eval adds named subs to a package",
	diagnose.Text:          "a string grows",
	diagnose.Foreign:       "nothing in the dump holds what is alive: C code holds it, or has lost track of it",
}
