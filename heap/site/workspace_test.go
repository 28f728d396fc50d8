package site_test

import (
	"testing"

	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/site"
)

func TestOwnFiles(t *testing.T) {
	w := site.Workspace{Folders: []string{"/srv/app"}, Own: []string{"/srv/app/vendor/ours", "/opt/ours"}}
	for path, want := range map[string]bool{
		"/srv/app/lib/App.pm":                          true,
		"/srv/app/lib/App/vendor/Own.pm":               true,
		"/srv/app/lib/perl/App.pm":                     true,
		"/srv/app/script/app.pl":                       true,
		"/srv/app/local/lib/perl5/Mojo/Base.pm":        false,
		"/srv/app/local/lib/perl5/x86_64-linux/DBI.pm": false,
		"/srv/app/vendor/lib/Moo.pm":                   false,
		"/srv/app/extlib/lib/perl5/Moo.pm":             false,
		"/srv/app/fatlib/Try/Tiny.pm":                  false,
		"/srv/app/inc/Module/Install.pm":               false,
		"/srv/app/blib/lib/App.pm":                     false,
		"/srv/app/.build/latest/lib/App.pm":            false,
		"/srv/app/lib/inc/App.pm":                      true,
		"/srv/app/vendor/ours/lib/Ours.pm":             true,
		"/opt/ours/lib/perl5/Ours.pm":                  true,
		"/srv/app/perl/lib/site_perl/5.36.0/Moo.pm":    false,
		"/usr/share/perl5/Moo.pm":                      false,
		"/srv/other/lib/App.pm":                        false,
	} {
		if got := w.IsOwn(path); got != want {
			t.Errorf("%s: %v", path, got)
		}
	}
	w.Mappings = []files.Mapping{{Prefix: "/srv/app", Folder: "/mnt/app"}, {Prefix: "/usr/share/perl5", Folder: "/mnt/modules"}}
	for path, want := range map[string]bool{
		"/mnt/app/lib/App.pm":             true,
		"/mnt/app/local/lib/perl5/Moo.pm": false,
		"/mnt/modules/Moo.pm":             false,
		"/mnt/other/App.pm":               false,
	} {
		if got := w.IsOwn(path); got != want {
			t.Errorf("with mappings %s: %v", path, got)
		}
	}
	var all site.Workspace
	for path, want := range map[string]bool{
		"/srv/app/lib/App.pm":                          true,
		"/home/me/perl/app.pl":                         true,
		"/usr/share/perl5/Moo.pm":                      false,
		"/usr/share/perl/5.36.0/List/Util.pm":          false,
		"/usr/lib/x86_64-linux-gnu/perl-base/POSIX.pm": false,
		"/usr/local/share/perl/5.36.0/Moo.pm":          false,
		"/home/me/perl5/lib/perl5/Moo.pm":              false,
		"/opt/perl/lib/site_perl/5.40.0/Moo.pm":        false,
	} {
		if got := all.IsOwn(path); got != want {
			t.Errorf("without roots %s: %v", path, got)
		}
	}
}
