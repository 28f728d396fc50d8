package session

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
)

// Settings are what a person can choose, below the section "perlheap" of the
// client's configuration and in initializationOptions.
type Settings struct {
	// Dumps are paths and globs of the dumps to show, relative to each
	// workspace folder.
	Dumps       []string
	CodeLens    bool
	Hover       bool
	Diagnostics DiagnosticSettings
}

// DiagnosticSettings say which sites are reported as problems: those that
// reach both thresholds.
type DiagnosticSettings struct {
	Enable       bool
	MinimumCount int     // closures alive
	MinimumShare float64 // of the heap's bytes, 0 to 1
}

// DefaultSettings are the settings of somebody who sets nothing.
func DefaultSettings() Settings {
	return Settings{
		CodeLens:    true,
		Hover:       true,
		Diagnostics: DiagnosticSettings{Enable: true, MinimumCount: 1000, MinimumShare: 0.01},
	}
}

// settingsJSON is the shape that clients send.
type settingsJSON struct {
	Dumps       *[]string   `json:"dumps"`
	CodeLens    *enableJSON `json:"codeLens"`
	Hover       *enableJSON `json:"hover"`
	Diagnostics *struct {
		Enable       *bool    `json:"enable"`
		MinimumCount *float64 `json:"minimumCount"`
		MinimumShare *float64 `json:"minimumShare"`
	} `json:"diagnostics"`
}

type enableJSON struct {
	Enable *bool `json:"enable"`
}

// Override returns the settings with what a JSON object sets in them. What it
// leaves out or sets to null keeps its value, and names that are no settings
// of the server are passed over: clients keep their own beside them. The error
// names the setting that is wrong and says what it may be; nothing is taken
// over then.
func (s Settings) Override(raw []byte) (Settings, error) {
	if len(raw) == 0 {
		return s, nil
	}
	var in settingsJSON
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
	set(&out.CodeLens, in.CodeLens)
	set(&out.Hover, in.Hover)
	if d := in.Diagnostics; d != nil {
		set(&out.Diagnostics.Enable, &enableJSON{d.Enable})
		if n := d.MinimumCount; n != nil {
			if *n < 1 || *n > math.MaxInt32 || *n != math.Trunc(*n) {
				return s, fmt.Errorf("perlheap.diagnostics.minimumCount: %v is not a whole number of at least 1", *n)
			}
			out.Diagnostics.MinimumCount = int(*n)
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

func set(target *bool, in *enableJSON) {
	if in != nil && in.Enable != nil {
		*target = *in.Enable
	}
}

// describeSetting says of a JSON error which setting it is about.
func describeSetting(err error) error {
	var wrong *json.UnmarshalTypeError
	if !errors.As(err, &wrong) {
		return fmt.Errorf("perlheap settings are not JSON: %w", err)
	}
	kinds := map[string]string{"bool": "true or false", "float64": "a number", "slice": "a list", "string": "a list of paths and globs", "struct": "an object", "ptr": "an object"}
	want := kinds[wrong.Type.Kind().String()]
	name := "perlheap"
	if wrong.Field != "" {
		name += "." + strings.TrimSuffix(wrong.Field, ".")
	}
	return fmt.Errorf("%s: %s is not %s", name, article(wrong.Value), want)
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
// carries: {"perlheap": {…}}, or {…} alone as some clients send it. ok is false
// if there are none.
func Section(raw []byte) (_ []byte, ok bool) {
	var all map[string]json.RawMessage
	if json.Unmarshal(raw, &all) != nil || len(all) == 0 {
		return nil, false
	}
	if own, ok := all["perlheap"]; ok {
		return own, string(own) != "null"
	}
	for _, name := range []string{"dumps", "codeLens", "hover", "diagnostics"} {
		if _, ok := all[name]; ok {
			return raw, true
		}
	}
	return nil, false
}
