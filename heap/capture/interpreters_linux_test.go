package capture

import (
	"bufio"
	"fmt"
	"os/exec"
	"strings"
	"testing"
)

// Memory that has the words of an interpreter is none: neither with the stash of
// another one and a few words that could be an arena, even if there is an undef, nor
// with the stash, the count and the arenas of another one.
func TestNoInterpreters(t *testing.T) {
	requireThreads(t)
	cmd := exec.Command("perl", "-e", `$| = 1; print "go\n"; my ($size, $stash, $count, $root, $undef) = split " ", <STDIN>;
		sub decoy { my %at = @_; my $words = "\0" x $size; substr($words, $_, 8) = pack "J", $at{$_} for keys %at; $words }
		our $arena = pack("J LL J", 0, 33, 0, 0) . pack("J LL J", 0, 1, 1, 0) x 32;
		our @decoys = decoy($stash, 0 + \%main::, $count, 33, $root, unpack("J", pack "p", $arena), $undef + 8, 1 | 0x8000000 << 32);
		print "go\n"; my ($n, $arenas) = split " ", <STDIN>;
		push @decoys, decoy($stash, 0 + \%main::, $count, $n, $root, $arenas); print "go\n"; sleep 1000`)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	said := bufio.NewScanner(out)
	if !said.Scan() {
		t.Fatal("the program did not begin")
	}
	tell := func(values ...uint64) {
		t.Helper()
		if fmt.Fprintln(in, strings.Trim(fmt.Sprint(values), "[]")); !said.Scan() {
			t.Fatal("the program ended")
		}
	}
	main := func(use func(p *Perl)) {
		t.Helper()
		err := withCopy(t.Context(), cmd.Process.Pid, Options{Interpreter: AllInterpreters}, func(_ *processCopy, perls []*Perl) error {
			if len(perls) != 1 {
				t.Errorf("%d interpreters are found", len(perls))
			}
			use(perls[0])
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
	main(func(p *Perl) {
		words := []uint64{p.l.sizes["struct interpreter"]}
		for _, name := range []string{"Idefstash", "Isv_count", "Isv_arenaroot", "Isv_undef"} {
			off, _ := p.l.off(name)
			words = append(words, off)
		}
		tell(words...)
	})
	main(func(p *Perl) {
		_, count, err := p.counts()
		if err != nil {
			t.Error(err)
		}
		tell(uint64(count), p.ptr("sv_arenaroot"))
	})
	untilAsleep(t, cmd.Process.Pid)
	main(func(*Perl) {})
}
