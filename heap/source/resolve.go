package source

import (
	"os"
	"path"
	"runtime"
	"sort"
	"strings"
	"sync"
)

// How says by which rule a recorded name was found.
type How uint8

// The rules of [Resolver.Resolve], in the order in which they are tried.
const (
	NotFound  How = iota // no rule found a file; Candidates may name some of the same base name
	Ambiguous            // several files fit equally; see Candidates
	Pseudo               // the text was no file: (eval 7), -e
	Mapped               // a rule of the user
	Exact                // the file has this very name, perhaps by another symbolic link
	Relative             // by the working directory of the process
	Included             // by %INC or @INC of the process
	Layout               // by a known layout: blib/lib, local/lib/perl5, site_perl
	Suffix               // the longest common end among the files of the workspace
)

var howNames = [...]string{"not found", "ambiguous", "no file", "mapped", "exact", "relative", "included", "layout", "suffix"}

// String returns the rule in lower case.
func (h How) String() string {
	if int(h) < len(howNames) {
		return howNames[h]
	}
	return "unknown"
}

// Mapping is a rule of the user: names that begin with Prefix are below
// Folder. Of several rules that apply the longest prefix is tried first.
type Mapping struct{ Prefix, Folder string }

// Config is what a [Resolver] knows.
type Config struct {
	Folders  []string          // of the workspace, absolute
	PWD      string            // $ENV{PWD} of the process, "" when unknown
	Inc      map[string]string // %INC of the process: Foo/Bar.pm to the name it was loaded by
	IncDirs  []string          // @INC of the process
	Mappings []Mapping

	// Files is asked about files; nil means Disk{}.
	Files FileSystem
	// FoldCase tells that the file system ignores case; nil means that of
	// Windows and macOS does.
	FoldCase *bool
	// Separator is that of the names in Folders and in results; 0 means that of
	// this system.
	Separator byte
}

// Resolution is the file of a recorded name.
type Resolution struct {
	Path       string // absolute; "" if How is NotFound, Ambiguous or Pseudo
	How        How
	Outside    bool     // Path is not in a folder of the workspace
	Candidates []string // files that it may be when it is not clear, in order
}

// Resolver finds the files of the workspace for the names that perl recorded.
// It may be used by several goroutines. It remembers its answers until
// [Resolver.Forget].
type Resolver struct {
	c       Config
	files   FileSystem
	fold    bool
	windows bool     // the process ran on Windows
	folders []string // clean
	reals   []string // without symbolic links, "" if the same
	pwd     string
	incDirs []string
	incOf   map[string]string // clean name -> key of %INC
	rules   []Mapping         // clean, longest prefix first

	mu        sync.Mutex
	known     map[string]Resolution
	listed    bool
	truncated bool
	byBase    map[string][]string // base name, folded if need be -> files
}

// NewResolver prepares a Resolver. It reads no files until the first question.
func NewResolver(c Config) *Resolver {
	r := &Resolver{c: c, files: c.Files, fold: runtime.GOOS == "windows" || runtime.GOOS == "darwin", incOf: map[string]string{}, known: map[string]Resolution{}}
	if r.files == nil {
		r.files = Disk{}
	}
	if c.FoldCase != nil {
		r.fold = *c.FoldCase
	}
	if r.c.Separator == 0 {
		r.c.Separator = os.PathSeparator
	}
	r.windows = hasDrive(c.PWD)
	for _, dir := range c.IncDirs {
		r.windows = r.windows || hasDrive(dir)
	}
	for _, f := range c.Folders {
		clean := newRecordedPath(f, r.c.Separator == '\\').clean
		r.folders = append(r.folders, clean)
		real := r.files.Real(clean)
		if real == clean {
			real = ""
		}
		r.reals = append(r.reals, real)
	}
	if c.PWD != "" {
		r.pwd = newRecordedPath(c.PWD, r.windows).clean
	}
	for _, dir := range c.IncDirs {
		if p := newRecordedPath(dir, r.windows); dir != "" && !strings.HasPrefix(dir, "CODE(") {
			r.incDirs = append(r.incDirs, r.absolute(p))
		}
	}
	sort.SliceStable(r.incDirs, func(a, b int) bool { return len(r.incDirs[a]) > len(r.incDirs[b]) })
	for key, name := range c.Inc {
		if name != "" {
			clean := r.absolute(newRecordedPath(name, r.windows))
			if old, ok := r.incOf[clean]; !ok || len(key) > len(old) || len(key) == len(old) && key < old {
				r.incOf[clean] = key
			}
		}
	}
	for _, m := range c.Mappings {
		if m.Prefix != "" && m.Folder != "" {
			r.rules = append(r.rules, Mapping{newRecordedPath(m.Prefix, r.windows).clean, newRecordedPath(m.Folder, r.c.Separator == '\\').clean})
		}
	}
	sort.SliceStable(r.rules, func(a, b int) bool { return len(r.rules[a].Prefix) > len(r.rules[b].Prefix) })
	return r
}

// absolute returns the name below the working directory of the process.
func (r *Resolver) absolute(p recordedPath) string {
	if p.absolute || r.pwd == "" {
		return p.clean
	}
	return join(r.pwd, p.clean)
}

// Forget drops what the Resolver remembers: files came or went.
func (r *Resolver) Forget() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.known = map[string]Resolution{}
	r.listed, r.truncated, r.byBase = false, false, nil
}

// Truncated tells whether the workspace has more files than were read, so that
// a name may be NotFound although its file exists.
func (r *Resolver) Truncated() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.truncated
}

// Resolve finds the file that perl recorded under a name.
func (r *Resolver) Resolve(recorded string) Resolution {
	r.mu.Lock()
	defer r.mu.Unlock()
	res, ok := r.known[recorded]
	if !ok {
		res = r.resolve(recorded)
		r.known[recorded] = res
	}
	return res
}

// RecordedFor returns those of the recorded names that resolve to a file, in
// their order.
func (r *Resolver) RecordedFor(file string, recorded []string) []string {
	want := newRecordedPath(file, r.c.Separator == '\\').clean
	if p, ok := r.inWorkspace(want); ok {
		want = p
	}
	var out []string
	for _, name := range recorded {
		got := r.Resolve(name).Path
		if got == "" {
			continue
		}
		got = strings.ReplaceAll(got, string(r.c.Separator), "/")
		if got == want || r.fold && strings.EqualFold(got, want) {
			out = append(out, name)
		}
	}
	return out
}

func (r *Resolver) resolve(recorded string) Resolution {
	if NoFile(recorded) {
		return Resolution{How: Pseudo}
	}
	// Mojo::Template names what it compiles "template foo/bar.html.ep".
	recorded = strings.TrimPrefix(recorded, "template ")
	p := newRecordedPath(recorded, r.windows)
	if named, ok := r.c.Inc[recorded]; ok && named != "" && !p.absolute {
		// The name is a key of %INC: # line "Foo/Bar.pm" and the like.
		p = newRecordedPath(named, r.windows)
	}
	full := r.absolute(p)
	for _, rule := range []func(recordedPath, string) (Resolution, bool){r.mapped, r.exact, r.relative, r.included, r.layout, r.suffix} {
		if res, ok := rule(p, full); ok {
			return r.native(res)
		}
	}
	return r.native(Resolution{How: NotFound, Candidates: r.sameBase(full, p.windows)})
}

// native gives names the separators of the system.
func (r *Resolver) native(res Resolution) Resolution {
	if res.Path != "" {
		_, inside := r.inWorkspace(res.Path)
		res.Outside = !inside
	}
	if r.c.Separator == '/' {
		return res
	}
	sep := string(r.c.Separator)
	res.Path = strings.ReplaceAll(res.Path, "/", sep)
	for i, c := range res.Candidates {
		res.Candidates[i] = strings.ReplaceAll(c, "/", sep)
	}
	return res
}

// mapped applies the rules of the user.
func (r *Resolver) mapped(p recordedPath, full string) (Resolution, bool) {
	for _, m := range r.rules {
		for _, name := range []string{full, p.clean} {
			rest, ok := below(name, m.Prefix, p.windows || r.fold)
			if !ok {
				continue
			}
			if file, ok := r.file(join(m.Folder, rest)); ok {
				return Resolution{Path: file, How: Mapped}, true
			}
		}
	}
	return Resolution{}, false
}

// exact takes the very file. A copy below blib stands for its source.
func (r *Resolver) exact(p recordedPath, full string) (Resolution, bool) {
	for _, name := range []string{p.raw, full} {
		if newRecordedPath(name, r.windows).absolute && (name == full || r.c.Separator == '/' && !p.windows) {
			file, ok := r.file(name)
			if !ok {
				continue
			}
			if source, ok := r.unbuilt(file); ok {
				return Resolution{Path: source, How: Layout}, true
			}
			return Resolution{Path: file, How: Exact}, true
		}
	}
	return Resolution{}, false
}

// unbuilt returns lib/Foo.pm for blib/lib/Foo.pm, which make copies.
func (r *Resolver) unbuilt(file string) (string, bool) {
	for _, copied := range []string{"/blib/lib/", "/blib/arch/"} {
		if i := strings.LastIndex(file, copied); i >= 0 {
			if source, ok := r.file(file[:i] + "/lib/" + file[i+len(copied):]); ok {
				return source, true
			}
		}
	}
	if i := strings.LastIndex(file, "/blib/script/"); i >= 0 {
		for _, dir := range []string{"/bin/", "/script/", "/scripts/", "/"} {
			if source, ok := r.file(file[:i] + dir + file[i+len("/blib/script/"):]); ok {
				return source, true
			}
		}
	}
	return "", false
}

// relative takes the name below the working directory of the process for one
// below a folder of the workspace: /app/lib/Foo.pm of a container.
func (r *Resolver) relative(p recordedPath, full string) (Resolution, bool) {
	rest := ""
	if !p.absolute {
		rest = p.clean
	} else if below, ok := below(full, r.pwd, p.windows || r.fold); ok && r.pwd != "" && r.pwd != "/" {
		rest = below
	}
	if rest == "" || strings.HasPrefix(rest, "../") {
		return Resolution{}, false
	}
	var found []string
	for _, dir := range r.folders {
		if file, ok := r.file(join(dir, rest)); ok {
			if source, ok := r.unbuilt(file); ok {
				file = source
			}
			found = append(found, file)
		}
	}
	return choose(found, Relative)
}

// included finds the name of the module by %INC and @INC of the process, and
// the file of the workspace with this name.
func (r *Resolver) included(p recordedPath, full string) (Resolution, bool) {
	if module, ok := r.module(full, p); ok {
		return r.moduleFile(module, full, p, Included)
	}
	return Resolution{}, false
}

func (r *Resolver) module(full string, p recordedPath) (string, bool) {
	if key, ok := r.incOf[full]; ok {
		// `do "./x.pl"` and `require "/a/b.pl"` have keys that are no module.
		if !strings.HasPrefix(key, "/") && !strings.HasPrefix(key, ".") && !hasDrive(key) && strings.HasSuffix(full, "/"+key) {
			return key, true
		}
	}
	for _, dir := range r.incDirs {
		if rest, ok := below(full, dir, p.windows || r.fold); ok {
			return rest, true
		}
	}
	return "", false
}

// layout is included for processes whose @INC is not known.
func (r *Resolver) layout(p recordedPath, full string) (Resolution, bool) {
	if module, ok := moduleName(full); ok {
		return r.moduleFile(module, full, p, Layout)
	}
	return Resolution{}, false
}

// moduleFile finds the file of the workspace that ends with the whole name of
// a module.
func (r *Resolver) moduleFile(module, full string, p recordedPath, how How) (Resolution, bool) {
	depth := strings.Count(module, "/") + 1
	var found []string
	best := 0
	for _, file := range r.base(path.Base(module)) {
		n := commonSuffix(file, full, p.windows || r.fold)
		if n < depth || n < best || depth == 1 && !topModule(file, r.folders) {
			continue
		}
		if n > best {
			best, found = n, nil
		}
		found = append(found, file)
	}
	return choose(r.preferWhole(preferSource(found, full), full, p.windows || r.fold), how)
}

// topModule tells whether a file is directly in a folder of modules, so that
// its base name is its whole name.
func topModule(file string, folders []string) bool {
	dir := path.Dir(file)
	for _, f := range folders {
		if dir == f {
			return true
		}
	}
	name, ok := moduleName(file)
	return ok && !strings.Contains(name, "/")
}

// suffix takes the file of the workspace that shares most components at the
// end. The base name alone is enough only for a script, of which there is one.
func (r *Resolver) suffix(p recordedPath, full string) (Resolution, bool) {
	var found []string
	best := 1
	module := strings.HasSuffix(full, ".pm") && strings.Contains(strings.Trim(p.clean, "/"), "/")
	if module {
		best = 2
		if _, ok := r.module(full, p); ok {
			return Resolution{}, false // its whole name is known, and is not here
		}
	}
	for _, file := range r.base(path.Base(full)) {
		n := commonSuffix(file, full, p.windows || r.fold)
		if n < best {
			continue
		}
		if n > best {
			best, found = n, nil
		}
		found = append(found, file)
	}
	return choose(r.preferWhole(preferSource(found, full), full, p.windows || r.fold), Suffix)
}

// choose takes the only file, or reports that several fit.
func choose(found []string, how How) (Resolution, bool) {
	switch len(found) {
	case 0:
		return Resolution{}, false
	case 1:
		return Resolution{Path: found[0], How: how}, true
	}
	sort.Strings(found)
	return Resolution{How: Ambiguous, Candidates: found}, true
}

// preferWhole takes, of files that tie, the one whose whole name below its
// folder is the end of the recorded name: lib/Foo.pm rather than t/lib/Foo.pm.
func (r *Resolver) preferWhole(found []string, full string, fold bool) []string {
	if len(found) < 2 {
		return found
	}
	var whole []string
	for _, file := range found {
		for _, dir := range r.folders {
			rest, ok := below(file, dir, r.fold)
			if ok && commonSuffix(rest, full, fold) == strings.Count(rest, "/")+1 {
				whole = append(whole, file)
				break
			}
		}
	}
	if len(whole) == 1 {
		return whole
	}
	return found
}

// preferSource leaves out copies that make and carton keep beside the source,
// unless all are.
func preferSource(found []string, full string) []string {
	if len(found) < 2 {
		return found
	}
	for _, copies := range []string{"/blib/", "/local/lib/perl5/"} {
		if strings.Contains(full, copies) && copies != "/blib/" {
			continue
		}
		var kept []string
		for _, f := range found {
			if !strings.Contains(f, copies) {
				kept = append(kept, f)
			}
		}
		if len(kept) > 0 {
			found = kept
		}
	}
	return found
}
