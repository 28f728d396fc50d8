package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/term"

	"github.com/perlheap/perlheap/heap/capture"
	"github.com/perlheap/perlheap/heap/origin"
)

// captureOptions are those of perlheap capture.
type captureOptions struct {
	dumpFlags
	out      string
	core     string
	exe      string
	sysroot  string
	children bool
	every    time.Duration
	count    int
}

// dumpFlags are the options of all commands that capture processes.
type dumpFlags struct {
	maxString int
	noStop    bool
	gzip      bool
	zstd      bool
	bare      bool
	layout    string
	table     *capture.Layout // of layout
	which     string          // --interpreter
}

func (d *dumpFlags) add(f *pflag.FlagSet) {
	f.IntVar(&d.maxString, "max-string", capture.DefaultMaxString, "how many bytes of each string to keep; -1 for all")
	f.BoolVar(&d.noStop, "no-stop", false, "do not stop the process: some values may then be torn, and some SVs missing")
	f.BoolVar(&d.gzip, "gzip", false, "compress dumps with gzip")
	f.BoolVar(&d.zstd, "zstd", false, "compress dumps with zstd")
	f.StringVar(&d.layout, "layout", "", "the table of offsets of a perl that is not known: a `FILE` made as perlheap help capture-layout shows")
	f.StringVar(&d.which, "interpreter", "1", "which interpreter of a program with threads: `N`, 1 for that of the main thread, or all")
}

// addBare adds an option that not all of them have.
func (d *dumpFlags) addBare(f *pflag.FlagSet) {
	f.BoolVar(&d.bare, "no-description", false, "do not write FILE.origin.json")
}

// check finds mistakes in the options.
func (d *dumpFlags) check() error {
	switch {
	case d.maxString == 0 || d.maxString < -1:
		return usageError{errors.New("--max-string is how many bytes of a string to keep: give 1 or more, or -1 for all")}
	case d.gzip && d.zstd:
		return usageError{errors.New("--gzip and --zstd exclude each other")}
	}
	if d.which != "all" {
		if n, err := number(d.which, "--interpreter"); err != nil || n < 1 {
			return usageError{fmt.Errorf("--interpreter %s: must be a number from 1, or all", d.which)}
		}
	}
	if d.layout != "" {
		var err error
		d.table, err = capture.ReadLayout(d.layout)
		return err
	}
	return nil
}

// pack is how dumps are compressed.
func (d *dumpFlags) pack() capture.Pack {
	switch {
	case d.gzip:
		return capture.PackGzip
	case d.zstd:
		return capture.PackZstd
	}
	return capture.PackNone
}

func newCapture() *cobra.Command {
	var opt captureOptions
	cmd := &cobra.Command{
		Use:   "capture [PID]",
		Short: "Write a dump of a running perl, or of a core file",
		Long: "capture reads the heap of a perl process from outside and writes a dump that perlheap\n" +
			"and Devel::MAT can read. The process does not have to load a module. It is stopped\n" +
			"while its memory is copied, usually for less than a second, and then continues.\n" +
			"perlheap ps lists what can be captured.\n\n" +
			"--core reads an ELF core file instead, written by the kernel or by gcore, so that\n" +
			"even a worker killed by a signal can be examined.\n\n" +
			"A dump contains strings, %ENV among them: only its owner may read the file.\n" +
			"Next to it, FILE.origin.json records what a dump cannot say: time, host, command\n" +
			"line and build of the perl, and hashes of the files that it had loaded, which tell\n" +
			"whether these files have changed since.\n\n" +
			"A program that uses threads has an interpreter for each, with a heap of its own;\n" +
			"--interpreter all writes FILE-i1.pmat, FILE-i2.pmat and so on, all of one moment.\n\n" +
			"Perl 5.14 to 5.42 on amd64 are read, and a threaded 5.36 on arm64; a perl whose\n" +
			"structures do not match the tables is refused, unless --layout names a table for it.",
		Example: "  perlheap capture 4711 -o worker.pmat\n  perlheap capture 4711 --every 5m --count 3 -o worker.pmat\n" +
			"  perlheap capture 4700 --children\n  perlheap capture --core core.4711 -o worker.pmat",
		Args: operands,
		RunE: func(cmd *cobra.Command, args []string) error { return runCapture(cmd, args, opt) },
	}
	f := cmd.Flags()
	f.StringVarP(&opt.out, "output", "o", "", "write the dump to `FILE`, - for standard output (default PID.pmat, or the core's name and .pmat); .gz and .zst at its end compress it")
	f.StringVar(&opt.core, "core", "", "read the core `FILE` instead of a process")
	f.StringVar(&opt.exe, "exe", "", "the `PROGRAM` that dumped the core, if it has been moved")
	f.StringVar(&opt.sysroot, "sysroot", "", "a `FOLDER` with the files of the machine that the core is from")
	opt.add(f)
	opt.addBare(f)
	f.BoolVar(&opt.children, "children", false, "capture the perls that PID started, and those started by them, instead of PID itself")
	f.DurationVar(&opt.every, "every", 0, "capture again after each `TIME` (5m)")
	f.IntVar(&opt.count, "count", 0, "how many dumps to write with --every (default: until the process ends)")
	return cmd
}

func runCapture(cmd *cobra.Command, args []string, opt captureOptions) error {
	switch {
	case opt.core != "" && len(args) > 0:
		return usageError{errors.New("give a PID or --core, not both")}
	case opt.core == "" && len(args) == 0:
		return usageError{errors.New("PID or --core is missing; usage: " + cmd.UseLine())}
	case opt.core != "" && (opt.every > 0 || opt.children || opt.noStop):
		return usageError{errors.New("--every, --children and --no-stop are for processes, not for cores")}
	case opt.core == "" && (opt.exe != "" || opt.sysroot != ""):
		return usageError{errors.New("--exe and --sysroot are for cores, not for processes")}
	case opt.every < 0 || opt.count < 0:
		return usageError{errors.New("--every and --count must be 0 or more")}
	case opt.count > 0 && opt.every == 0:
		return usageError{errors.New("--count needs --every")}
	}
	if err := opt.check(); err != nil {
		return err
	}
	if err := opt.checkOutput(cmd.OutOrStdout()); err != nil {
		return err
	}
	if opt.core != "" {
		return captureCore(cmd, opt)
	}
	pid, err := pidNumber(args[0])
	if err != nil {
		return err
	}
	for i := 1; ; i++ {
		pids := []int{pid}
		if opt.children {
			if pids, err = capture.Descendants(pid); err != nil {
				return err
			}
		}
		for _, p := range pids {
			if _, err := captureProcess(cmd.Context(), cmd.ErrOrStderr(), p, outputName(opt, p, i), opt.dumpFlags, nil); err != nil {
				return err
			}
		}
		if opt.every == 0 || i == opt.count {
			return nil
		}
		select {
		case <-cmd.Context().Done():
			return nil
		case <-time.After(opt.every):
		}
	}
}

// pidNumber reads a PID.
func pidNumber(arg string) (int, error) {
	pid, err := number(arg, "a PID")
	if err == nil && pid == 0 {
		err = usageError{errors.New("0 is not a PID; perlheap ps lists the perls that are running")}
	}
	return pid, err
}

// checkOutput finds mistakes in where a dump is to be written, and takes from the
// name of the file how it is compressed if no option says that.
func (o *captureOptions) checkOutput(out io.Writer) error {
	f, _ := out.(*os.File)
	isGzip, isZstd := strings.HasSuffix(o.out, ".gz"), strings.HasSuffix(o.out, ".zst")
	switch {
	case o.out == "-" && (o.children || o.every > 0 || o.which == "all"):
		return usageError{errors.New("standard output takes one dump: give a file with --children, --every and --interpreter all")}
	case o.out == "-" && f != nil && term.IsTerminal(int(f.Fd())):
		return usageError{errors.New("standard output is a terminal: give a file with -o")}
	case isGzip && o.zstd || isZstd && o.gzip:
		return usageError{fmt.Errorf("%s is the name of a file that is compressed otherwise", o.out)}
	case o.out == "-":
		o.out = "/dev/stdout"
	}
	o.gzip, o.zstd = o.gzip || isGzip, o.zstd || isZstd
	return nil
}

// outputName names a dump: the PID if there are several processes, a number if
// there are several dumps of each.
func outputName(opt captureOptions, pid, i int) string {
	name := opt.out
	if name == "" {
		name = strconv.Itoa(pid) + opt.pack().Extension()
	} else if opt.children {
		name = beforeExtension(name, "-"+strconv.Itoa(pid))
	}
	if opt.every > 0 {
		name = beforeExtension(name, "-"+strconv.Itoa(i))
	}
	return name
}

// beforeExtension puts a text before .pmat, .pmat.gz and the like.
func beforeExtension(name, text string) string {
	base := filepath.Base(name)
	dot := strings.IndexByte(base, '.')
	if dot <= 0 {
		return name + text
	}
	at := len(name) - len(base) + dot
	return name[:at] + text + name[at:]
}

// captureProcess writes the dumps of the requested interpreters of a process, which
// may be held at its end, and says on out how it went.
func captureProcess(ctx context.Context, out io.Writer, pid int, path string, opt dumpFlags, held *capture.Held) (paths []string, err error) {
	all, err := capture.ToFiles(ctx, pid, opt.naming(path, &paths), opt.pack(), opt.options(held))
	if err != nil {
		return nil, captureError(ctx, err)
	}
	for i := range all {
		opt.tell(out, pid, paths[i], &all[i])
	}
	return paths, nil
}

// options are those of a capture of a process, which may be held at its end.
func (d *dumpFlags) options(held *capture.Held) capture.Options {
	return capture.Options{MaxString: d.maxString, NoStop: d.noStop, Describe: !d.bare, Held: held, Layout: d.table, Interpreter: d.interpreter()}
}

// tell reports how a capture went.
func (d *dumpFlags) tell(out io.Writer, pid int, path string, s *capture.ProcessSummary) {
	fmt.Fprintf(out, "%s: %s\n", path, s.Text(pid, d.noStop))
	if m := s.Origin.Memory; m != nil {
		fmt.Fprintf(out, "%s\n", origin.Memory(m))
	}
}

// interpreter is the one that was asked for, or [capture.AllInterpreters].
func (d *dumpFlags) interpreter() int {
	if d.which == "all" {
		return capture.AllInterpreters
	}
	n, _ := strconv.Atoi(d.which) // was checked
	return n
}

// naming names the dumps of the requested interpreters after that of one, and lists
// the names.
func (d *dumpFlags) naming(path string, paths *[]string) func(capture.Interpreter) string {
	return func(i capture.Interpreter) string {
		own := path
		if d.which == "all" {
			own = beforeExtension(path, fmt.Sprintf("-i%d", i.Number))
		}
		*paths = append(*paths, own)
		return own
	}
}

func captureCore(cmd *cobra.Command, opt captureOptions) error {
	path := opt.out
	if path == "" {
		path = opt.core + ".pmat"
	}
	var paths []string
	all, err := capture.CoreToFiles(cmd.Context(), opt.core, opt.naming(path, &paths), opt.pack(), capture.CoreOptions{
		MaxString: opt.maxString, Exe: opt.exe, Sysroot: opt.sysroot, Describe: !opt.bare, Interpreter: opt.interpreter(), Layout: opt.table,
	})
	if err != nil {
		return captureError(cmd.Context(), err)
	}
	for i := range all {
		fmt.Fprintf(cmd.ErrOrStderr(), "%s: core of %s, %s\n", paths[i], all[i].Program(), all[i].Counted())
	}
	return nil
}

func captureError(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return errors.New("interrupted")
	}
	return err
}
