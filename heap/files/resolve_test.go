package files

import (
	"path"
	"reflect"
	"strings"
	"testing"
)

// fakeFiles is a FileSystem of names. A link is a folder that stands for
// another one.
type fakeFiles struct {
	files []string
	links map[string]string
	fold  bool
}

func (f fakeFiles) Real(name string) string {
	name = path.Clean(name)
	for from, to := range f.links {
		if rest, ok := below(name, from, f.fold); ok {
			name = to + "/" + rest
		} else if name == from {
			name = to
		}
	}
	for _, have := range f.files {
		if have == name || f.fold && strings.EqualFold(have, name) {
			return have
		}
		if strings.HasPrefix(have, name+"/") {
			return name
		}
	}
	return ""
}

func (f fakeFiles) IsFile(name string) bool {
	real := f.Real(name)
	for _, have := range f.files {
		if have == real {
			return true
		}
	}
	return false
}

func (f fakeFiles) Refused(string) error { return nil }

func (f fakeFiles) List(folder string) ([]string, bool) {
	var out []string
	real := folder
	for from, to := range f.links {
		if folder == from {
			real = to
		}
	}
	for _, have := range f.files {
		if rest, ok := below(have, real, f.fold); ok {
			out = append(out, folder+"/"+rest)
		}
	}
	return out, false
}

func TestResolve(t *testing.T) {
	yes, no := true, false
	project := []string{"/proj/lib/My/App.pm", "/proj/lib/My/Util.pm", "/proj/t/basic.t", "/proj/script/run.pl", "/proj/t/lib/My/App.pm"}
	tests := []struct {
		name     string
		config   Config
		files    []string
		links    map[string]string
		fold     bool
		recorded string
		want     Resolution
	}{
		{name: "the same name", files: project, recorded: "/proj/lib/My/App.pm", want: Resolution{Path: "/proj/lib/My/App.pm", How: Exact}},
		{name: "dots in the name", files: project, recorded: "/proj/script/../lib/My/App.pm", want: Resolution{Path: "/proj/lib/My/App.pm", How: Exact}},
		{name: "outside of the workspace", files: append(project, "/usr/share/perl5/Mojo.pm"), recorded: "/usr/share/perl5/Mojo.pm",
			want: Resolution{Path: "/usr/share/perl5/Mojo.pm", How: Exact, Outside: true}},
		{name: "outside, and in the workspace by PWD", files: append(project, "/app/lib/My/App.pm"), config: Config{PWD: "/app"}, recorded: "/app/lib/My/App.pm", want: Resolution{Path: "/proj/lib/My/App.pm", How: Relative}},
		{name: "outside, and in the workspace by @INC", files: append(project, "/opt/x/My/Util.pm"), config: Config{IncDirs: []string{"/opt/x"}}, recorded: "/opt/x/My/Util.pm", want: Resolution{Path: "/proj/lib/My/Util.pm", How: Included}},
		{name: "outside, and in the workspace by the end of its name", files: append(project, "/srv/y/script/run.pl"), recorded: "/srv/y/script/run.pl", want: Resolution{Path: "/proj/script/run.pl", How: Suffix}},
		{name: "outside, the base name in the workspace", files: append(project, "/srv/y/run.pl"), recorded: "/srv/y/run.pl", want: Resolution{Path: "/srv/y/run.pl", How: Exact, Outside: true}},
		{name: "outside, two in the workspace", files: append(project, "/srv/x/App.pm", "/proj/a/x/App.pm", "/proj/b/x/App.pm"), recorded: "/srv/x/App.pm", want: Resolution{Path: "/srv/x/App.pm", How: Exact, Outside: true}},
		{name: "outside, a module with a longer name in the workspace", files: append(project, "/proj/lib/My/Plack/Util.pm", "/usr/share/perl5/Plack/Util.pm"), config: Config{IncDirs: []string{"/usr/share/perl5"}},
			recorded: "/usr/share/perl5/Plack/Util.pm", want: Resolution{Path: "/usr/share/perl5/Plack/Util.pm", How: Exact, Outside: true}},
		{name: "a rule before the workspace", files: append(project, "/app/lib/My/App.pm"), config: Config{PWD: "/app", Mappings: []Mapping{{"/app", "/app"}}}, recorded: "/app/lib/My/App.pm",
			want: Resolution{Path: "/app/lib/My/App.pm", How: Mapped, Outside: true}},
		{name: "relative to PWD", files: project, config: Config{PWD: "/proj"}, recorded: "lib/My/App.pm", want: Resolution{Path: "/proj/lib/My/App.pm", How: Exact}},
		{name: "relative to a folder below PWD", files: project, config: Config{PWD: "/proj/script"}, recorded: "../lib/My/App.pm", want: Resolution{Path: "/proj/lib/My/App.pm", How: Exact}},
		{name: "relative, PWD unknown", files: project, recorded: "lib/My/App.pm", want: Resolution{Path: "/proj/lib/My/App.pm", How: Relative}},
		{name: "relative with ./", files: project, recorded: "./script/run.pl", want: Resolution{Path: "/proj/script/run.pl", How: Relative}},
		{name: "PWD of a container", files: project, config: Config{PWD: "/app"}, recorded: "/app/lib/My/App.pm", want: Resolution{Path: "/proj/lib/My/App.pm", How: Relative}},
		{name: "PWD of a container, t/lib", files: project, config: Config{PWD: "/app"}, recorded: "/app/t/lib/My/App.pm", want: Resolution{Path: "/proj/t/lib/My/App.pm", How: Relative}},
		{name: "@INC", files: project, config: Config{IncDirs: []string{"/opt/x/modules", "/opt/x"}}, recorded: "/opt/x/modules/My/Util.pm", want: Resolution{Path: "/proj/lib/My/Util.pm", How: Included}},
		{name: "%INC", files: project, config: Config{Inc: map[string]string{"My/Util.pm": "/srv/a/b/My/Util.pm"}}, recorded: "/srv/a/b/My/Util.pm", want: Resolution{Path: "/proj/lib/My/Util.pm", How: Included}},
		{name: "key of %INC", files: project, config: Config{Inc: map[string]string{"My/Util.pm": "/proj/lib/My/Util.pm"}}, recorded: "My/Util.pm", want: Resolution{Path: "/proj/lib/My/Util.pm", How: Exact}},
		{name: "another module of the same base name", files: project, config: Config{IncDirs: []string{"/usr/share/perl5"}}, recorded: "/usr/share/perl5/Other/Util.pm",
			want: Resolution{How: NotFound, Candidates: []string{"/proj/lib/My/Util.pm"}}},
		{name: "another module, @INC unknown", files: project, recorded: "/srv/y/Other/Util.pm",
			want: Resolution{How: NotFound, Candidates: []string{"/proj/lib/My/Util.pm"}}},
		{name: "blib beside the source", files: append(project, "/proj/blib/lib/My/Util.pm"), recorded: "/proj/blib/lib/My/Util.pm", want: Resolution{Path: "/proj/lib/My/Util.pm", How: Layout}},
		{name: "relative blib", files: append(project, "/proj/blib/lib/My/Util.pm"), config: Config{PWD: "/proj"}, recorded: "blib/lib/My/Util.pm", want: Resolution{Path: "/proj/lib/My/Util.pm", How: Layout}},
		{name: "blib elsewhere", files: project, recorded: "/build/x/blib/lib/My/Util.pm", want: Resolution{Path: "/proj/lib/My/Util.pm", How: Layout}},
		{name: "site_perl with versions", files: project, recorded: "/usr/local/lib/perl5/site_perl/5.36.0/x86_64-linux/My/Util.pm", want: Resolution{Path: "/proj/lib/My/Util.pm", How: Layout}},
		{name: "local/lib/perl5", files: append(project, "/proj/local/lib/perl5/Mojo/Base.pm"), recorded: "/app/local/lib/perl5/Mojo/Base.pm",
			want: Resolution{Path: "/proj/local/lib/perl5/Mojo/Base.pm", How: Layout}},
		{name: "lib is preferred to t/lib", files: project, recorded: "/srv/lib/My/App.pm", want: Resolution{Path: "/proj/lib/My/App.pm", How: Layout}},
		{name: "longest suffix", files: append(project, "/proj/x/y/App.pm"), recorded: "/srv/x/y/App.pm", want: Resolution{Path: "/proj/x/y/App.pm", How: Suffix}},
		{name: "tie", files: []string{"/proj/a/x/App.pm", "/proj/b/x/App.pm"}, recorded: "/srv/x/App.pm",
			want: Resolution{How: Ambiguous, Candidates: []string{"/proj/a/x/App.pm", "/proj/b/x/App.pm"}}},
		{name: "tie of base names", files: []string{"/proj/a/run.pl", "/proj/b/run.pl"}, recorded: "/srv/run.pl",
			want: Resolution{How: Ambiguous, Candidates: []string{"/proj/a/run.pl", "/proj/b/run.pl"}}},
		{name: "one script of the base name", files: project, recorded: "/srv/run.pl", want: Resolution{Path: "/proj/script/run.pl", How: Suffix}},
		{name: "two folders", config: Config{Folders: []string{"/one", "/two"}}, files: []string{"/one/lib/A.pm", "/two/lib/B.pm"}, recorded: "lib/B.pm", want: Resolution{Path: "/two/lib/B.pm", How: Relative}},
		{name: "two folders, both have it", config: Config{Folders: []string{"/one", "/two"}, PWD: "/app"}, files: []string{"/one/lib/A.pm", "/two/lib/A.pm"}, recorded: "/app/lib/A.pm",
			want: Resolution{How: Ambiguous, Candidates: []string{"/one/lib/A.pm", "/two/lib/A.pm"}}},
		{name: "folder opened through a link", config: Config{Folders: []string{"/home/me/proj"}}, files: project, links: map[string]string{"/home/me/proj": "/proj"}, recorded: "/proj/lib/My/Util.pm",
			want: Resolution{Path: "/home/me/proj/lib/My/Util.pm", How: Exact}},
		{name: "process started through a link", files: project, links: map[string]string{"/srv/current": "/proj"}, recorded: "/srv/current/lib/My/Util.pm",
			want: Resolution{Path: "/proj/lib/My/Util.pm", How: Exact}},
		{name: "rule", files: append(project, "/alt/deploy/lib/My/Util.pm"), config: Config{Mappings: []Mapping{{"/x", "/alt"}, {"/x/deploy", "/proj"}}}, recorded: "/x/deploy/lib/My/Util.pm", want: Resolution{Path: "/proj/lib/My/Util.pm", How: Mapped}},
		{name: "rule before the same name", files: append(project, "/usr/share/perl5/My/Util.pm"), config: Config{Mappings: []Mapping{{"/usr/share/perl5/", "/proj/lib/"}}}, recorded: "/usr/share/perl5/My/Util.pm",
			want: Resolution{Path: "/proj/lib/My/Util.pm", How: Mapped}},
		{name: "rule is for whole folders", files: project, config: Config{Mappings: []Mapping{{"/x/dep", "/proj"}}}, recorded: "/x/deploy/zip/none.pl", want: Resolution{How: NotFound}},
		{name: "Windows dump on Unix", files: project, config: Config{PWD: `C:\app`}, recorded: `C:\app\lib\My\Util.pm`, want: Resolution{Path: "/proj/lib/My/Util.pm", How: Relative}},
		{name: "Windows dump, other case and slashes", files: project, config: Config{IncDirs: []string{`c:/Strawberry/perl/site/lib`}}, recorded: `C:\strawberry\perl\SITE\lib/my/util.PM`, want: Resolution{Path: "/proj/lib/My/Util.pm", How: Included}},
		{name: "Windows dump, relative", files: project, config: Config{PWD: `D:\app`}, recorded: `lib\My\Util.pm`, want: Resolution{Path: "/proj/lib/My/Util.pm", How: Relative}},
		{name: "Windows dump, rule", files: project, config: Config{Mappings: []Mapping{{`C:\Deploy`, "/proj"}}}, recorded: `c:\deploy\lib\My\Util.pm`, want: Resolution{Path: "/proj/lib/My/Util.pm", How: Mapped}},
		{name: "Unix dump on Windows", config: Config{Folders: []string{`C:\work\proj`}, PWD: "/app", Separator: '\\', FoldCase: &yes}, files: []string{"C:/work/proj/lib/My/Util.pm"}, fold: true, recorded: "/app/lib/My/Util.pm",
			want: Resolution{Path: `C:\work\proj\lib\My\Util.pm`, How: Relative}},
		{name: "Windows dump on Windows", config: Config{Folders: []string{`c:\Work\proj`}, Separator: '\\', FoldCase: &yes}, files: []string{"C:/Work/proj/lib/My/Util.pm"}, fold: true, recorded: `C:\work\PROJ\lib\my\util.pm`,
			want: Resolution{Path: `C:\Work\proj\lib\My\Util.pm`, How: Exact}},
		{name: "case of macOS", config: Config{FoldCase: &yes}, files: project, fold: true, recorded: "/Proj/lib/my/util.pm", want: Resolution{Path: "/proj/lib/My/Util.pm", How: Exact}},
		{name: "case counts on Unix", config: Config{FoldCase: &no}, files: project, recorded: "/proj/lib/my/util.pm", want: Resolution{How: NotFound}},
		{name: "template", files: append(project, "/proj/templates/user/show.html.ep"), recorded: "template user/show.html.ep", want: Resolution{Path: "/proj/templates/user/show.html.ep", How: Suffix}},
		{name: "split by AutoSplit", files: append(project, "/usr/lib/perl5/My/Lazy.pm"), config: Config{PWD: "/proj", Inc: map[string]string{"My/Lazy.pm": "/usr/lib/perl5/My/Lazy.pm", "Lazy.pm": "/x/Lazy.pm"}},
			recorded: "../../lib/My/Lazy.pm (autosplit into ../../lib/auto/My/Lazy/sum.al)", want: Resolution{Path: "/usr/lib/perl5/My/Lazy.pm", How: Exact, Outside: true}},
		{name: "split by AutoSplit, of a module in the workspace", files: project, config: Config{PWD: "/proj", Inc: map[string]string{"My/Util.pm": "blib/lib/My/Util.pm"}},
			recorded: "blib/lib/My/Util.pm (autosplit into blib/lib/auto/My/Util/sum.al)", want: Resolution{Path: "/proj/lib/My/Util.pm", How: Included}},
		{name: "split by AutoSplit, not in %INC", files: project, config: Config{PWD: "/proj"}, recorded: "lib/My/Util.pm (autosplit into lib/auto/My/Util/sum.al)", want: Resolution{Path: "/proj/lib/My/Util.pm", How: Exact}},
		{name: "of an object in @INC", files: project, recorded: "/loader/0x55b329a93268/My/Util.pm", want: Resolution{Path: "/proj/lib/My/Util.pm", How: Suffix}},
		{name: "of an object in @INC, in no file", files: project, recorded: "/loader/0x55b329a93268/Fat/Util.pm", want: Resolution{How: Pseudo}},
		{name: "string eval", files: project, recorded: "(eval 17)", want: Resolution{How: Pseudo}},
		{name: "string eval of the debugger", files: project, recorded: "(eval 17)[/proj/lib/My/App.pm:3]", want: Resolution{How: Pseudo}},
		{name: "-e", files: project, recorded: "-e", want: Resolution{How: Pseudo}},
		{name: "nothing", files: project, recorded: "/x/none.pm", want: Resolution{How: NotFound}},
		{name: "hostile name", files: project, recorded: "../../../../etc/none\x00", want: Resolution{How: NotFound}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := tt.config
			if c.Folders == nil {
				c.Folders = []string{"/proj"}
			}
			if c.Separator == 0 {
				c.Separator = '/'
			}
			if c.FoldCase == nil {
				c.FoldCase = &no
			}
			c.Files = fakeFiles{tt.files, tt.links, tt.fold}
			got := NewResolver(c).Resolve(tt.recorded)
			if len(got.Candidates) == 0 {
				got.Candidates = nil
			}
			if !reflect.DeepEqual(got, tt.want) {
				t.Errorf("Resolve(%q)\n got %+v\nwant %+v", tt.recorded, got, tt.want)
			}
		})
	}
}

func TestDefinedAt(t *testing.T) {
	tests := map[string]struct {
		file string
		line int
	}{
		"reader A::b (defined at /x/A b.pm line 12)":                                   {"/x/A b.pm", 12},
		"constructor A::new (defined at A.pm line 7)":                                  {"A.pm", 7},
		"inline delegation in A::B for h->m (attribute declared in /x/A.pm at line 9)": {"/x/A.pm", 9},
		"/x/y (defined at /x/A.pm line 12)":                                            {},
		"reader A::b (defined at /x/A.pm line 0)":                                      {},
		"reader A::b (defined at /x/A.pm line 99999999999)":                            {},
		"/x/A.pm": {},
	}
	for name, want := range tests {
		file, line, ok := DefinedAt(name)
		if file != want.file || line != want.line || ok != (want.line != 0) || ok && !NoFile(name) {
			t.Errorf("%q: got %s line %d %v, want %v", name, file, line, ok, want)
		}
	}
	for _, name := range []string{"generated method (unknown origin)", "exportable function 'Types::Standard::Int'", "compiled check 'A[B]'", "compiled coercion 'to_Bool'",
		"sub My::Lazy::sum", "template list.html.ep from DATA section", "inline template 0123456789abcdef0123456789abcdef"} {
		if !NoFile(name) {
			t.Errorf("%q is a file", name)
		}
	}
	if NoFile("/x/A (1).pm") || NoFile("lib/A.pm") || NoFile("template list.html.ep") || NoFile("sub one") {
		t.Error("a file is none")
	}
}

func TestRecordedFor(t *testing.T) {
	r := NewResolver(Config{Folders: []string{"/proj"}, PWD: "/proj", Separator: '/', Files: fakeFiles{files: []string{"/proj/lib/A.pm", "/proj/lib/B.pm"}}})
	got := r.RecordedFor("/proj/lib/A.pm", []string{"lib/A.pm", "/proj/lib/B.pm", "(eval 1)", "/proj/lib/../lib/A.pm"})
	if want := []string{"lib/A.pm", "/proj/lib/../lib/A.pm"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestForget(t *testing.T) {
	files := &fakeFiles{}
	r := NewResolver(Config{Folders: []string{"/proj"}, Separator: '/', Files: files})
	if got := r.Resolve("lib/A.pm"); got.How != NotFound {
		t.Fatalf("got %v", got)
	}
	files.files = []string{"/proj/lib/A.pm"}
	if got := r.Resolve("lib/A.pm"); got.How != NotFound {
		t.Errorf("did not remember: %v", got)
	}
	r.Forget()
	if got := r.Resolve("lib/A.pm"); got.How != Relative {
		t.Errorf("did not forget: %v", got)
	}
}

// slowFiles are files of which one keeps whoever asks for it waiting.
type slowFiles struct {
	fakeFiles
	slow  string
	asked chan struct{} // closed when the slow one is asked for
	open  chan struct{} // closed when it may answer
}

func (f slowFiles) IsFile(name string) bool {
	if name == f.slow {
		close(f.asked)
		<-f.open
	}
	return f.fakeFiles.IsFile(name)
}

// Who asks for one name does not wait for files of another.
func TestNobodyWaitsForFilesOfOthers(t *testing.T) {
	f := slowFiles{fakeFiles{files: []string{"/ws/a.pm", "/ws/b.pm"}}, "/ws/a.pm", make(chan struct{}), make(chan struct{})}
	r := NewResolver(Config{Folders: []string{"/ws"}, Files: f})
	slow := make(chan Resolution)
	go func() { slow <- r.Resolve("/ws/a.pm") }()
	<-f.asked
	if got := r.Resolve("/ws/b.pm"); got.Path != "/ws/b.pm" {
		t.Errorf("%+v", got)
	}
	if r.Truncated() {
		t.Error("it says that it has not looked at all files")
	}
	close(f.open)
	if got := <-slow; got.Path != "/ws/a.pm" {
		t.Errorf("%+v", got)
	}
}
