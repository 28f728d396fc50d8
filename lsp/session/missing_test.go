package session

import "testing"

// People have no modules of perl in their workspace, and need not be told.
func TestInstalledModules(t *testing.T) {
	inc := map[string]string{"Net/SSLeay.pm": "/usr/lib/x86_64-linux-gnu/perl5/5.36/Net/SSLeay.pm", "My/App.pm": "lib/My/App.pm"}
	for name, want := range map[string]bool{
		"/usr/share/perl/5.36/Carp.pm":                                                  true,
		"/usr/share/perl5/Mojo/Base.pm":                                                 true,
		"/usr/lib/x86_64-linux-gnu/perl-base/POSIX.pm":                                  true,
		"/usr/lib/x86_64-linux-gnu/perl5/5.36/Template/Stash.pm":                        true,
		"/opt/perl-5.40.0/lib/5.40.0/overload.pm":                                       true,
		"/srv/app/local/lib/perl5/Moo.pm":                                               true,
		`C:\Strawberry\perl\site\lib\Moo.pm`:                                            true,
		"/srv/app/lib/My/Perl/Worker.pm":                                                false,
		"lib/Helpers.pm":                                                                false,
		"blib/lib/Net/SSLeay.pm (autosplit into blib/lib/auto/Net/SSLeay/randomize.al)": true,
		"blib/lib/My/App.pm (autosplit into blib/lib/auto/My/App/rare.al)":              false,
		"blib/lib/Other.pm (autosplit into /usr/share/perl5/auto/Other/rare.al)":        true,
		`C:\build\blib\lib\Net\SSLeay.pm`:                                               true,
		"blib/lib/SSLeay.pm":                                                            false,
		"/home/me/perl-scripts.d/run.pl":                                                false,
	} {
		if got := isInstalled(name, inc); got != want {
			t.Errorf("%s is installed: %v", name, got)
		}
	}
}

// A message is for what people would miss.
func TestNotableFiles(t *testing.T) {
	s := DefaultSettings().CodeLens
	for _, tt := range []struct {
		m    Missing
		want bool
	}{
		{Missing{Closures: 9, Bytes: 761}, false},
		{Missing{Closures: 10}, true},
		{Missing{Bytes: 64 << 10}, true},
		{Missing{Bytes: 64 << 10, Installed: true}, false},
		{Missing{Bytes: 64 << 10, Installed: true, Ambiguous: true}, true},
	} {
		if got := tt.m.Notable(s); got != tt.want {
			t.Errorf("%+v is notable: %v", tt.m, got)
		}
	}
}
