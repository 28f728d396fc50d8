package main

import (
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"

	"github.com/perlheap/perlheap/lsp"
)

func newLSP() *cobra.Command {
	var logFile, logLevel string
	var client int
	cmd := &cobra.Command{
		Use:   "lsp",
		Short: "Serve an editor (Language Server Protocol over stdin and stdout)",
		Long: `lsp serves an editor: it speaks the Language Server Protocol 3.18 over stdin and stdout.

The log goes to stderr or, with --log, to a file, where it also lists every
message handled unless --log-level says otherwise. It contains paths, counts and
durations, but no values from a dump.`,
		Example: "  perlheap lsp\n  perlheap lsp --log /tmp/perlheap.log --log-level warn",
		Args:    operands,
		RunE: func(cmd *cobra.Command, _ []string) error {
			for _, other := range otherTransports {
				if cmd.Flags().Changed(other) {
					return usageError{fmt.Errorf("--%s is not supported: the server speaks over stdin and stdout, so start it as %s lsp, or %[2]s lsp --stdio", other, cmd.Root().Name())}
				}
			}
			log, closeLog, err := newLog(logFile, logLevel)
			if err != nil {
				return err
			}
			defer closeLog()
			// Otherwise a write to a client that is gone would end the process
			// before it has removed its files.
			ignorePipe()
			build := buildOfCache()
			if cache, err := cacheOf(cmd); err != nil {
				return err
			} else if cache == nil {
				build = "" // whatever the client sets
			}
			code, err := lsp.Serve(cmd.Context(), stdio{os.Stdin, os.Stdout}, lsp.Options{
				Version: version(), Build: build, Log: log, ClientProcessID: client, Ending: func() { killAfter(killServerTime) }, Exit: os.Exit,
			})
			if err != nil {
				return fmt.Errorf("lsp: %w", err)
			}
			if code != 0 {
				return exitCode(code)
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&logFile, "log", "", "append the log to `FILE`")
	cmd.Flags().StringVar(&logLevel, "log-level", "", "log this `LEVEL` and above: debug, info, warn, error (default info, or debug in a file)")
	cmd.Flags().Bool("stdio", true, "use stdin and stdout, which is the only way, but some editors pass this")
	cmd.Flags().IntVar(&client, "clientProcessId", 0, "exit when the process with this `ID` ends; editors pass it")
	for _, other := range otherTransports {
		cmd.Flags().String(other, "", "")
		cmd.Flags().Lookup(other).NoOptDefVal = "-"
		_ = cmd.Flags().MarkHidden(other) // it is there
	}
	return cmd
}

// otherTransports are flags by which clients ask for a connection that is not
// stdin and stdout.
var otherTransports = []string{"node-ipc", "pipe", "socket", "port"}

// newLog makes the log of the server: short on stderr, whole in a file.
func newLog(path, level string) (*zap.Logger, func(), error) {
	least := zap.InfoLevel
	if path != "" {
		least = zap.DebugLevel
	}
	if level != "" {
		var err error
		if least, err = zapcore.ParseLevel(level); err != nil {
			return nil, nil, usageError{fmt.Errorf("--log-level %s: must be debug, info, warn or error", level)}
		}
	}
	config := zap.NewProductionEncoderConfig()
	config.EncodeTime = zapcore.ISO8601TimeEncoder
	config.EncodeDuration = zapcore.StringDurationEncoder
	if path == "" {
		patient := newDroppingWriter(os.Stderr)
		core := zapcore.NewCore(zapcore.NewConsoleEncoder(config), patient, least)
		return zap.New(core), patient.flush, nil
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, nil, fmt.Errorf("cannot write the log: %w", err)
	}
	core := zapcore.NewCore(zapcore.NewJSONEncoder(config), zapcore.Lock(f), least)
	return zap.New(core), func() { _ = f.Close() }, nil
}

// stdio is the connection with the editor.
type stdio struct {
	io.Reader
	io.Writer
}

// Close closes the input, as far as a read that is under way lets go of it.
func (stdio) Close() error { return os.Stdin.Close() }
