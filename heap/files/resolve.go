package files

import (
	"context"
	"os"
	"runtime"
	"sort"
	"strings"
	"sync"
	"sync/atomic"
)

// How says by which rule a recorded name was found.
type How uint8

// The rules of [Resolver.Resolve], in the order in which they are tried.
const (
	NotFound  How = iota // no rule found a file; Candidates may name some of the same base name
	Ambiguous            // several files fit equally; see Candidates
	Pseudo               // the text was not a file: (eval 7), -e
	Mapped               // by a rule of the user
	Exact                // the file has this very name, perhaps through another symbolic link; outside of the workspace, unless a rule below finds it there
	Relative             // by the working directory of the process
	Included             // by %INC or @INC of the process
	Layout               // by a known layout: blib/lib, local/lib/perl5, site_perl
	Suffix               // the longest common end among the files of the workspace
	Refused              // there is a file, and it is not read; see Reason
)

var howNames = [...]string{"not found", "ambiguous", "no file", "mapped", "exact", "relative", "included", "layout", "suffix", "not read"}

// String returns the rule in lower case.
func (h How) String() string {
	if int(h) < len(howNames) {
		return howNames[h]
	}
	return "unknown"
}

// Mapping is a rule of the user: names that begin with Prefix are below Folder.
// If several rules apply, the longest prefix is tried first.
type Mapping struct{ Prefix, Folder string }

// FileSystem is what a [Resolver] needs to know of files. Names are absolute,
// with slashes on every system.
type FileSystem interface {
	// IsFile reports whether name is a file that may be read, after resolving
	// symbolic links.
	IsFile(name string) bool
	// Real returns the name without symbolic links, or "" if there is no file.
	Real(name string) string
	// Refused says why a file that exists is not read; nil if there is none,
	// or if it is read.
	Refused(name string) error
	// List returns the Perl files below a folder. truncated tells that there
	// are more than it wants to look at.
	List(folder string) (files []string, truncated bool)
}

var _ FileSystem = (*Reader)(nil)

// Config is what a [Resolver] knows.
type Config struct {
	Folders  []string          // of the workspace, absolute
	PWD      string            // $ENV{PWD} of the process, "" when unknown
	Inc      map[string]string // %INC of the process: Foo/Bar.pm to the name it was loaded under
	IncDirs  []string          // @INC of the process
	Mappings []Mapping

	// Files answers questions about files; nil means the files of this machine,
	// wherever they are.
	Files FileSystem
	// FoldCase says whether the file system ignores case; nil means that it
	// does on Windows and macOS.
	FoldCase *bool
	// Separator is the path separator in Folders and in results; 0 means that
	// of this system.
	Separator byte
}

// Resolution is the file found for a recorded name.
type Resolution struct {
	Path       string // absolute; "" if How is NotFound, Ambiguous, Pseudo or Refused
	How        How
	Outside    bool     // Path is not in a folder of the workspace
	Candidates []string // files that it may be if that is not clear, in order
	Reason     error    // why the file is not read, if How is Refused
}

// Resolver finds the files of the workspace for the names that perl recorded.
// It may be used by several goroutines. It remembers its answers until
// [Resolver.Forget] is called.
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

	memory atomic.Pointer[memory]
}

// memory is what a [Resolver] remembers. Its lock is held to look up a name, never
// while files are looked at: who asks for a name waits for nobody but who looks for
// the same one, or lists the workspace.
type memory struct {
	list      func() map[string][]string // the files of the workspace by base name, folded; once
	truncated atomic.Bool
	compared  atomic.Int64 // names that were held against one another

	mu    sync.Mutex
	known map[string]func() Resolution
}

const (
	// maxNames is how many recorded names are looked for. A large program has
	// some thousands of files.
	maxNames = 50_000
	// maxComparisons bounds what names of the same base name cost together.
	maxComparisons = 20_000_000
)

// NewResolver returns a Resolver. It lists no files before the first question,
// or a call of [Resolver.Prepare].
func NewResolver(c Config) *Resolver {
	r := &Resolver{c: c, files: c.Files, fold: runtime.GOOS == "windows" || runtime.GOOS == "darwin", incOf: map[string]string{}}
	r.Forget()
	if r.files == nil {
		r.files = New(context.Background(), Policy{Folders: c.Folders, Elsewhere: true})
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

// Forget drops what the Resolver remembers, because files have come or gone.
func (r *Resolver) Forget() {
	m := &memory{known: map[string]func() Resolution{}}
	m.list = sync.OnceValue(func() map[string][]string {
		byBase, truncated := r.list()
		if truncated {
			m.truncated.Store(true)
		}
		return byBase
	})
	r.memory.Store(m)
}

// Prepare lists the files of the workspace, which may take long, so that no
// later question has to.
func (r *Resolver) Prepare() {
	r.memory.Load().list()
}

// Truncated reports whether the workspace has more files, or the dump more
// names, than were looked at, so that a name may be NotFound although its file
// exists.
func (r *Resolver) Truncated() bool {
	return r.memory.Load().truncated.Load()
}

// Resolve finds the file that perl recorded under a name.
func (r *Resolver) Resolve(recorded string) Resolution {
	m := r.memory.Load()
	m.mu.Lock()
	res, ok := m.known[recorded]
	if !ok {
		if len(m.known) >= maxNames {
			m.truncated.Store(true)
			m.mu.Unlock()
			return Resolution{}
		}
		res = sync.OnceValue(func() Resolution { return r.resolve(recorded) })
		m.known[recorded] = res
	}
	m.mu.Unlock()
	return res()
}

// RecordedFor returns those of the recorded names that resolve to a file, in
// the order given.
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
	// AutoSplit names the file that it has split behind that of the text, which
	// is called as it was where the module was built.
	recorded, _, split := strings.Cut(recorded, " (autosplit into ")
	if split {
		recorded = r.loaded(recorded)
	}
	hook := hooked.FindString(recorded)
	recorded = recorded[len(hook):]
	p := newRecordedPath(recorded, r.windows)
	if named, ok := r.c.Inc[recorded]; ok && named != "" && !p.absolute {
		// The name is a key of %INC: # line "Foo/Bar.pm" and the like.
		p = newRecordedPath(named, r.windows)
	}
	full := r.absolute(p)
	if res, ok := r.mapped(p, full); ok {
		return r.native(res)
	}
	elsewhere, there := r.exact(p, full)
	if _, inside := r.inWorkspace(elsewhere.Path); there && inside {
		return r.native(elsewhere)
	}
	for _, rule := range []func(recordedPath, string) (Resolution, bool){r.relative, r.included, r.layout, r.suffix} {
		if res, ok := rule(p, full); ok && (!there || r.displaces(res, p, full)) {
			return r.native(res)
		}
	}
	if there {
		return r.native(elsewhere)
	}
	if hook != "" {
		return Resolution{How: Pseudo}
	}
	candidates := r.sameBase(full, p.windows)
	if newRecordedPath(full, r.windows).absolute {
		if err := r.files.Refused(full); err != nil {
			return r.native(Resolution{How: Refused, Reason: err, Candidates: candidates})
		}
	}
	return r.native(Resolution{How: NotFound, Candidates: candidates})
}

// loaded returns the longest end of a name that is a key of %INC; the name itself
// if none is.
func (r *Resolver) loaded(name string) string {
	for end := strings.ReplaceAll(name, "\\", "/"); ; {
		if r.c.Inc[end] != "" {
			return end
		}
		_, rest, ok := strings.Cut(end, "/")
		if !ok {
			return name
		}
		end = rest
	}
}

// native returns names the separators of the system.
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
