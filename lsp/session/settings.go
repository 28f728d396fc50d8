package session

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap/cache"
)

// Settings are what a person can choose, below the section "perlheap" of the
// client's configuration and in initializationOptions.
type Settings struct {
	// Dumps are paths and globs of the dumps to show, relative to each
	// workspace folder.
	Dumps []string
	// CaptureFolder is where dumps of running processes are written, relative to
	// the first workspace folder.
	CaptureFolder string
	Sources       SourceSettings
	CodeLens      CodeLensSettings
	Hover         bool
	Diagnostics   DiagnosticSettings
	// InlayHints reports whether lines have short lenses at their ends. Clients
	// without lenses show them by default.
	InlayHints bool
	// CallHierarchy reports whether lines and addresses have one.
	CallHierarchy bool
	// CacheSize is how many bytes of indexes of dumps are kept at most, 0 for
	// none.
	CacheSize int64
	// WorkspaceSymbols reports whether what is alive is found by its name.
	WorkspaceSymbols bool
}

// SourceSettings say where the sources of the program that wrote a dump are, and
// which revision ran.
type SourceSettings struct {
	// PathMappings are folders by the beginning of recorded file names. A folder
	// that is not absolute is relative to each workspace folder.
	PathMappings map[string]string
	// Own are folders with the program's own code, also where modules from
	// elsewhere usually are, as in vendor. One that is not absolute is relative to
	// each workspace folder.
	Own []string
	// Revision is the git revision that ran, "" if it is not set.
	Revision string
}

// CodeLensSettings say which items have lenses: those of the given kinds that
// reach one of the two thresholds.
type CodeLensSettings struct {
	Enable       bool
	Kinds        []string // of [Kinds]
	MinimumCount int      // alive
	MinimumBytes int64    // that they take
}

// Kinds are the kinds of items that stand at lines, as the setting
// perlheap.codeLens.kinds and the command perlheap.lines name them.
var Kinds = []string{"closure", "sub", "object", "variable", "allocation"}

// DiagnosticSettings say which sites are reported as problems: those that
// reach both thresholds.
type DiagnosticSettings struct {
	Enable       bool
	MinimumCount int     // closures alive
	MinimumShare float64 // of the heap's bytes, 0 to 1
}

// DefaultSettings returns the settings when nothing is set.
func DefaultSettings() Settings {
	return Settings{
		CaptureFolder: "dumps",
		CodeLens:      CodeLensSettings{Enable: true, Kinds: Kinds, MinimumCount: 10, MinimumBytes: 64 << 10},
		Hover:         true,
		Diagnostics:   DiagnosticSettings{Enable: true, MinimumCount: 1000, MinimumShare: 0.01},
		CallHierarchy: true, WorkspaceSymbols: true,
		CacheSize: cache.DefaultSize,
	}
}

// settingsJSON is the shape that clients send.
type settingsJSON struct {
	Dumps         *[]string       `json:"dumps"`
	CaptureFolder *string         `json:"captureFolder"`
	PathMappings  json.RawMessage `json:"pathMappings"`
	Own           *[]string       `json:"own"`
	Revision      *string         `json:"revision"`
	CodeLens      *struct {
		Enable       *bool     `json:"enable"`
		Kinds        *[]string `json:"kinds"`
		MinimumCount *float64  `json:"minimumCount"`
		MinimumBytes *float64  `json:"minimumBytes"`
	} `json:"codeLens"`
	Hover            *switchJSON `json:"hover"`
	CallHierarchy    *switchJSON `json:"callHierarchy"`
	InlayHints       *switchJSON `json:"inlayHints"`
	WorkspaceSymbols *switchJSON `json:"workspaceSymbols"`
	Cache            *struct {
		Size *float64 `json:"size"`
	} `json:"cache"`
	Diagnostics *struct {
		Enable       *bool    `json:"enable"`
		MinimumCount *float64 `json:"minimumCount"`
		MinimumShare *float64 `json:"minimumShare"`
	} `json:"diagnostics"`
}

// switchJSON is a feature that can only be switched on and off.
type switchJSON struct {
	Enable *bool `json:"enable"`
}

// Override returns the settings with what a JSON object sets in them, nested or
// with dots in its names. What it leaves out or sets to null keeps its value, and
// unknown names are ignored: [Unknown] lists them. The error names the wrong
// setting and says what it may be; then nothing is changed.
func (s Settings) Override(raw []byte) (Settings, error) {
	if len(raw) == 0 {
		return s, nil
	}
	var in settingsJSON
	raw, _ = nested(raw)
	if err := json.Unmarshal(raw, &in); err != nil {
		return s, describeSetting(err)
	}
	out := s
	if in.Dumps != nil {
		out.Dumps = slices.Clone(*in.Dumps)
		if slices.Contains(out.Dumps, "") {
			return s, errors.New("perlheap.dumps: an entry is empty, it must be a path or a glob")
		}
	}
	if in.CaptureFolder != nil {
		if out.CaptureFolder = strings.TrimSpace(*in.CaptureFolder); out.CaptureFolder == "" {
			return s, errors.New("perlheap.captureFolder: it is empty, it must be the path of a folder")
		}
	}
	if err := overrideMappings(&out.Sources.PathMappings, in.PathMappings); err != nil {
		return s, err
	}
	if in.Own != nil {
		out.Sources.Own = slices.Clone(*in.Own)
		if slices.ContainsFunc(out.Sources.Own, func(folder string) bool { return strings.TrimSpace(folder) == "" }) {
			return s, errors.New("perlheap.own: an entry is empty, it must be the path of a folder")
		}
	}
	if in.Revision != nil {
		out.Sources.Revision = strings.TrimSpace(*in.Revision)
	}
	if in.Hover != nil {
		set(&out.Hover, in.Hover.Enable)
	}
	if in.InlayHints != nil {
		set(&out.InlayHints, in.InlayHints.Enable)
	}
	if in.WorkspaceSymbols != nil {
		set(&out.WorkspaceSymbols, in.WorkspaceSymbols.Enable)
	}
	if in.CallHierarchy != nil {
		set(&out.CallHierarchy, in.CallHierarchy.Enable)
	}
	if c := in.Cache; c != nil && c.Size != nil {
		size := int64(*c.Size) // of what does not fit, something else
		if size < 0 || float64(size) != *c.Size {
			return s, fmt.Errorf("perlheap.cache.size: %v is not a whole number of bytes, or 0 for no index", *c.Size)
		}
		out.CacheSize = size
	}
	if l := in.CodeLens; l != nil {
		set(&out.CodeLens.Enable, l.Enable)
		if l.Kinds != nil {
			out.CodeLens.Kinds = slices.Clone(*l.Kinds)
			for _, kind := range out.CodeLens.Kinds {
				if !slices.Contains(Kinds, kind) {
					return s, fmt.Errorf("perlheap.codeLens.kinds: %q is not one of %s", kind, strings.Join(Kinds, ", "))
				}
			}
		}
		if err := setWhole("codeLens.minimumCount", &out.CodeLens.MinimumCount, l.MinimumCount); err != nil {
			return s, err
		}
		if err := setWhole("codeLens.minimumBytes", &out.CodeLens.MinimumBytes, l.MinimumBytes); err != nil {
			return s, err
		}
	}
	if d := in.Diagnostics; d != nil {
		set(&out.Diagnostics.Enable, d.Enable)
		if err := setWhole("diagnostics.minimumCount", &out.Diagnostics.MinimumCount, d.MinimumCount); err != nil {
			return s, err
		}
		if x := d.MinimumShare; x != nil {
			if !(*x >= 0 && *x <= 1) {
				return s, fmt.Errorf("perlheap.diagnostics.minimumShare: %v is not a share between 0 and 1", *x)
			}
			out.Diagnostics.MinimumShare = *x
		}
	}
	return out, nil
}

// overrideMappings reads perlheap.pathMappings. It replaces the mappings as a
// whole: a client that sends an object has merged it already.
func overrideMappings(target *map[string]string, raw json.RawMessage) error {
	if len(raw) == 0 || string(raw) == "null" {
		return nil
	}
	const name = "perlheap.pathMappings"
	var in map[string]json.RawMessage
	if err := json.Unmarshal(raw, &in); err != nil {
		return fmt.Errorf("%s: it must be an object that maps recorded prefixes to folders", name)
	}
	out := make(map[string]string, len(in))
	for prefix, raw := range in {
		folder := ""
		switch err := json.Unmarshal(raw, &folder); {
		case strings.TrimSpace(prefix) == "":
			return fmt.Errorf("%s: a prefix is empty, it must be the beginning of recorded file names", name)
		case err != nil || strings.TrimSpace(folder) == "":
			return fmt.Errorf("%s: %q must be given the path of a folder", name, prefix)
		}
		out[prefix] = folder
	}
	*target = out
	return nil
}

// setWhole sets a whole number of at least 1.
func setWhole[T int | int64](name string, target *T, in *float64) error {
	if in == nil {
		return nil
	}
	n := T(*in) // of what does not fit, something else
	if n < 1 || float64(n) != *in {
		return fmt.Errorf("perlheap.%s: %v is not a whole number of at least 1", name, *in)
	}
	*target = n
	return nil
}

func set(target *bool, in *bool) {
	if in != nil {
		*target = *in
	}
}

// describeSetting says which setting a JSON error is about.
func describeSetting(err error) error {
	var wrong *json.UnmarshalTypeError
	if !errors.As(err, &wrong) {
		return fmt.Errorf("perlheap settings are not JSON: %w", err)
	}
	kinds := map[string]string{"bool": "true or false", "float64": "a number", "slice": "a list", "string": wantString(wrong.Field), "struct": "an object", "ptr": "an object"}
	want := kinds[wrong.Type.Kind().String()]
	name := "perlheap"
	if wrong.Field != "" {
		name += "." + strings.TrimSuffix(wrong.Field, ".")
	}
	return fmt.Errorf("%s: %s is not %s", name, article(wrong.Value), want)
}

// wantString says what a string of a setting has to be.
func wantString(field string) string {
	switch {
	case strings.HasPrefix(field, "dumps"):
		return "a list of paths and globs"
	case strings.HasPrefix(field, "own"):
		return "a list of folders"
	case strings.HasPrefix(field, "codeLens.kinds"):
		return "a list of " + strings.Join(Kinds, ", ")
	}
	return "a string"
}

// article names a JSON value in a sentence.
func article(value string) string {
	switch kind, _, _ := strings.Cut(value, " "); kind {
	case "bool":
		return "true or false"
	case "array", "object":
		return "an " + kind
	default:
		return "a " + kind
	}
}

// Section takes the settings out of what workspace/didChangeConfiguration
// carries: {"perlheap": {…}}, {"perlheap.dumps": …}, or {…} alone as some clients
// send it. ok is false if there are none.
func Section(raw []byte) (_ []byte, ok bool) {
	var all map[string]json.RawMessage
	if json.Unmarshal(raw, &all) != nil || len(all) == 0 {
		return nil, false
	}
	own := maps.Clone(all)
	maps.DeleteFunc(own, func(name string, value json.RawMessage) bool {
		return name != "perlheap" && !strings.HasPrefix(name, "perlheap.") || string(value) == "null"
	})
	if nested, ok := own["perlheap"]; ok && len(own) == 1 {
		return nested, true
	}
	if len(own) > 0 {
		raw, err := json.Marshal(own)
		return raw, err == nil
	}
	if _, ok := all["perlheap"]; ok {
		return nil, false
	}
	for name := range all {
		first, _, _ := strings.Cut(name, ".")
		if _, ok := known[first]; ok {
			return raw, true
		}
	}
	return nil, false
}
