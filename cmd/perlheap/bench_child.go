package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"time"

	"github.com/perlheap/perlheap/heap/wire"
)

// child runs a program to its end.
func (b *bench) child(out io.Writer, name string, args ...string) (usage, error) {
	cmd := exec.CommandContext(b.ctx, name, args...)
	cmd.Env = b.env
	var errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = out, &errs
	begun := time.Now()
	if err := cmd.Run(); err != nil {
		return usage{}, fmt.Errorf("%s %s: %w: %s", name, strings.Join(args, " "), err, strings.TrimSpace(errs.String()))
	}
	used := usage{wall: time.Since(begun).Seconds(), peak: peakOf(cmd.ProcessState)}
	used.cpu = (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds()
	return used, nil
}

// firstNumber is perlheap lines as a process of its own.
type firstNumber struct {
	usage
	lines wire.Lines
}

// firstNumber measures how long a person waits for the first number, against
// the floor and Devel::MAT.
func (b *bench) firstNumber(path string, f *floor) (*firstNumber, error) {
	if err := b.section(fmt.Sprintf("The first number (median of %d, and the highest peak)", b.runs)); err != nil {
		return nil, err
	}
	args := append([]string{"lines", path, "--json", "--" + noCache}, b.source.args()...)
	first := &firstNumber{}
	var runs []usage
	var walls []float64
	for range b.runs {
		var out bytes.Buffer
		used, err := b.child(&out, b.self, args...)
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(out.Bytes(), &first.lines); err != nil {
			return nil, fmt.Errorf("perlheap lines: %w", err)
		}
		runs, walls = append(runs, used), append(walls, used.wall)
	}
	first.usage = median(runs)
	b.printf("\tseconds\tCPU s\tpeak\t\n")
	row := func(name string, u usage) {
		b.printf("%s\t%.2f\t%s\t%s\t\n", name, u.wall, seconds(u.cpu), mebibytes(u.peak))
	}
	row("perlheap lines", first.usage)
	b.printf("fastest, slowest\t%.2f\t%.2f\t\t\n", quantile(walls, 0), quantile(walls, 1))
	b.printf("times one look at every record\t%.2f\t%.2f\t\t\n", first.wall/f.decode.wall, first.cpu/f.decode.cpu)
	if b.against == "" {
		return first, nil
	}
	if err := b.out.Flush(); err != nil { // the next takes minutes
		return nil, err
	}
	pmat, err := b.develMAT(path)
	if err != nil {
		return nil, err
	}
	b.printf("\tseconds\tCPU s\tpeak\t\n")
	row("Devel::MAT, load and largest", pmat)
	b.printf("times perlheap lines\t%.0f\t%.0f\t%.0f\t\n", pmat.wall/first.wall, pmat.cpu/first.cpu, float64(pmat.peak)/float64(first.peak))
	return first, nil
}

// develMAT has Devel::MAT load the dump and find its largest SVs.
func (b *bench) develMAT(path string) (usage, error) {
	var out bytes.Buffer
	used, err := b.child(&out, "pmat", "-q", path, "largest")
	if errors.Is(err, exec.ErrNotFound) {
		return usage{}, errors.New("--against pmat: there is no pmat here; install Devel::MAT (Debian: libdevel-mat-perl)")
	}
	return used, err
}
