package capture

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"

	"github.com/perlheap/perlheap/heap/wire"
)

// Processes lists the processes that run a perl, by PID, and why one cannot be
// captured, if so. Other users' processes that may not be inspected are listed
// if their program is called perl.
func Processes() ([]wire.Process, error) {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return nil, err
	}
	boot := bootTime()
	var list []wire.Process
	for _, e := range entries {
		if pid, err := strconv.Atoi(e.Name()); err == nil {
			if r, ok := running(pid, boot); ok {
				list = append(list, r)
			}
		}
	}
	slices.SortFunc(list, func(a, b wire.Process) int { return cmp.Compare(a.PID, b.PID) })
	return list, nil
}

// Find examines one process. It fails if there is none or it may not be inspected,
// and with [ErrNotPerl] if it runs no perl. Whether it can be captured
// shows only when it is, since a capture may use a layout of its own.
func Find(pid int) (wire.Process, error) {
	if _, err := readMaps(pid); err != nil {
		return wire.Process{}, denied(pid, err)
	}
	r, ok := running(pid, bootTime())
	if !ok {
		return r, fmt.Errorf("%w in process %d", ErrNotPerl, pid)
	}
	return r, nil
}

// running examines one process; false if it runs no perl, or has ended meanwhile.
func running(pid int, boot time.Time) (wire.Process, bool) {
	r := wire.Process{PID: pid}
	maps, err := readMaps(pid)
	exe, linkErr := os.Readlink(fmt.Sprintf("/proc/%d/exe", pid))
	exe = strings.TrimSuffix(exe, " (deleted)")
	if err != nil || linkErr != nil || len(maps) == 0 {
		comm, _ := os.ReadFile(fmt.Sprintf("/proc/%d/comm", pid))
		if !isPerlName(string(comm)) || state(pid) == "" {
			return r, false
		}
		r.Reason = whyDenied(pid)
		if strings.HasPrefix(state(pid), "Z") {
			return r, false
		}
	} else if !slices.ContainsFunc(maps, func(m mapping) bool {
		return mayHavePerl(m.path, m.path == exe && strings.Contains(filepath.Base(exe), "perl"))
	}) {
		return r, false
	} else {
		if r.Perl, r.Reason = perlOf(pid, maps); r.Perl == "" && r.Reason == noSymbols && !namedPerl.MatchString(filepath.Base(exe)) {
			return r, false // another program whose name begins so, as ours does
		}
	}
	describe(&r, boot)
	return r, r.UID != ""
}

// noSymbols is the reason of a program in which no variable of perl's is found.
const noSymbols = "its perl exports no symbols"

// namedPerl matches the names of perls: perl, perl5.36.0, debugperl.
var namedPerl = regexp.MustCompile(`^(debug)?perl(-?5[-0-9._a-z]*)?$`)

// perlOf finds the version of a process's perl without stopping it.
func perlOf(pid int, maps []mapping) (version, reason string) {
	c := &processCopy{}
	defer c.close()
	if err := c.findModules(pid, maps); err != nil {
		return "", err.Error()
	}
	// The constants of the program, and what points to the interpreter.
	for _, m := range maps {
		if !m.read || !m.private || m.end-m.start > maxShared || !slices.ContainsFunc(c.modules, func(mod *module) bool { return mod.path == m.path }) {
			if m.path == "" && m.read && m.write && m.end-m.start <= maxShared { // .bss
				c.image.add(lazyMemory(pid, m))
			}
			continue
		}
		c.image.add(lazyMemory(pid, m))
	}
	c.image.sort()
	for _, mod := range c.modules {
		symbols, err := mod.symbols()
		if err != nil || symbols["PL_version"] == 0 {
			continue
		}
		v := [3]int{5, int(c.image.u8(symbols["PL_version"])), int(c.image.u8(symbols["PL_subversion"]))}
		if v[1] == 0 {
			if tracer := statusField(pid, "TracerPid"); tracer != "" || os.Geteuid() != 0 {
				return "", whyDenied(pid)
			}
		}
		version = fmt.Sprintf("%d.%d.%d", v[0], v[1], v[2])
		if arch, err := mod.arch(); err != nil {
			reason = err.Error()
		} else if _, err := chooseLayout(v, symbols["PL_sv_arenaroot"] == 0, arch); err != nil || v[1] < oldestMinor {
			reason = fmt.Sprintf("perl %s is not read; perl 5.%[2]d to 5.42 are, and others from 5.%[2]d on with --layout", version, oldestMinor)
		} else if tracer := statusField(pid, "TracerPid"); tracer != "0" {
			reason = whyDenied(pid)
		}
		return version, reason
	}
	return "", noSymbols
}

// lazyMemory is memory that is read from a running process when it is needed.
func lazyMemory(pid int, m mapping) segment {
	return segment{start: m.start, end: m.end, lazy: func() []byte {
		b := make([]byte, m.end-m.start)
		n, _ := readMemory(pid, m.start, b)
		return b[:n]
	}}
}

// describe reads what /proc says of a process.
func describe(r *wire.Process, boot time.Time) {
	if uids := strings.Fields(statusField(r.PID, "Uid")); len(uids) > 0 {
		r.UID = uids[0]
	}
	if kb, err := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(statusField(r.PID, "VmRSS"), "kB")), 10, 64); err == nil {
		r.RSSBytes = kb << 10
	}
	fields := statOf(r.PID)
	r.Parent, _ = strconv.Atoi(fields[statParent])
	if ticks, err := strconv.ParseInt(fields[statStart], 10, 64); err == nil {
		r.Start = boot.Add(time.Duration(ticks) * (time.Second / ticksPerSecond))
	}
	r.Name = programName(commandOf(r.PID))
}

// Fields of /proc/PID/stat behind the name of the program.
const (
	statParent = 1
	statStart  = 19
)

// statOf reads /proc/PID/stat; the fields are empty if there is no such process.
func statOf(pid int) [statStart + 1]string {
	var fields [statStart + 1]string
	stat, _ := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	// The second field, in brackets, may have spaces.
	copy(fields[:], strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:])))
	return fields
}

// parentOf returns the PID of the process that started another one; 0 for none.
func parentOf(pid int) int {
	parent, _ := strconv.Atoi(statOf(pid)[statParent])
	return parent
}

// ticksPerSecond is USER_HZ, which is 100 on all architectures that are read.
const ticksPerSecond = 100

// programName returns what a program says it is: a program that wrote to $0 has
// one word, others begin with the perl and its options.
func programName(words []string) string {
	if len(words) > 1 && isPerlName(filepath.Base(words[0])) {
		for i := 1; i < len(words); i++ {
			switch w := words[i]; {
			case w == "-e" || w == "-E":
				return "-e"
			case w == "--" && i+1 < len(words):
				return strings.Join(words[i+1:], " ")
			case (w == "-I" || w == "-M" || w == "-m") && i+1 < len(words):
				i++
			case !strings.HasPrefix(w, "-"):
				return strings.Join(words[i:], " ")
			}
		}
	}
	return strings.Join(words, " ")
}

// bootTime returns when this system was started, by the current clock.
func bootTime() time.Time {
	var since unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_BOOTTIME, &since); err != nil {
		return time.Time{}
	}
	return time.Now().Add(-time.Duration(since.Nano())).Round(0)
}
