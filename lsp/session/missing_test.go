package session

import "testing"

// People have no modules of perl in their workspace, and need not be told.
func TestInstalledModules(t *testing.T) {
	for name, want := range map[string]bool{
		"/usr/share/perl/5.36/Carp.pm":                           true,
		"/usr/share/perl5/Mojo/Base.pm":                          true,
		"/usr/lib/x86_64-linux-gnu/perl-base/POSIX.pm":           true,
		"/usr/lib/x86_64-linux-gnu/perl5/5.36/Template/Stash.pm": true,
		"/opt/perl-5.40.0/lib/5.40.0/overload.pm":                true,
		"/srv/app/local/lib/perl5/Moo.pm":                        true,
		`C:\Strawberry\perl\site\lib\Moo.pm`:                     true,
		"/srv/app/lib/My/Perl/Worker.pm":                         false,
		"lib/Helpers.pm":                                         false,
		"/home/me/perl-scripts.d/run.pl":                         false,
	} {
		if got := installed.MatchString(name); got != want {
			t.Errorf("%s is installed: %v", name, got)
		}
	}
}
