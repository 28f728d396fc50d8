package heap

import (
	"bytes"
	"context"
	"errors"
	"runtime"
	"sync/atomic"
	"testing"

	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/pmat/pmatbuild"
)

// asked is a context that counts how often it is asked whether it has ended,
// and ends when it is asked for the last time; never if that is 0.
type asked struct {
	context.Context
	times atomic.Int64
	last  int64
}

func (a *asked) Err() error {
	if n := a.times.Add(1); a.last > 0 && n >= a.last {
		return context.Canceled
	}
	return nil
}

// manyOf writes dumps that are slow to load for one reason each.
var manyOf = map[string]func(n int) []byte{
	"SVs": func(n int) []byte {
		b := pmatbuild.New(pmatbuild.Default)
		for i := range n {
			b.Undef(pmatbuild.SV{Addr: pmat.Addr(0x10000 + 24*i), Refcnt: 1, Size: 24})
		}
		b.End()
		return b.Bytes()
	},
	"elements": func(n int) []byte {
		b := pmatbuild.New(pmatbuild.Default)
		elems := make([]pmat.Addr, n)
		for i := range elems {
			elems[i] = pmat.Addr(0x10000 + 24*(i%1000))
		}
		for i := range 1000 {
			b.Undef(pmatbuild.SV{Addr: pmat.Addr(0x10000 + 24*i), Refcnt: 1, Size: 24})
		}
		b.Array(pmatbuild.SV{Addr: 0x8000, Refcnt: 1, Size: 64}, elems...)
		b.End()
		return b.Bytes()
	},
	"addresses in no order": func(n int) []byte {
		b := pmatbuild.New(pmatbuild.Default)
		for i := range n {
			slot := i * 7919 % n // a prime: each slot once
			b.Undef(pmatbuild.SV{Addr: pmat.Addr(0x10000 + 24*slot), Refcnt: 1, Size: 24})
		}
		b.End()
		return b.Bytes()
	},
}

// Wherever loading is, it asks so often whether to go on that little is done
// in between, and then ends. At most a few ten thousand SVs or references, each
// of which takes some ten nanoseconds, pass from one question to the next.
func TestLoadAsksOften(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	const n = 200_000
	const passed = 1 << 15 // between two questions
	for name, least := range map[string]map[string]int64{
		"SVs":                   {"reading SVs": 7, "sorting addresses": 5, "resolving references": 5},
		"elements":              {"reading SVs": 7, "resolving references": 15},
		"addresses in no order": {"reading SVs": 7, "sorting addresses": 15},
	} {
		b := manyOf[name](n)
		load := func(ctx *asked, progress func(Progress)) error {
			f, err := pmat.NewFile(bytes.NewReader(b), int64(len(b)))
			if err != nil {
				t.Fatal(err)
			}
			_, err = loadWithin(ctx, f, progress, defaultLimits)
			return err
		}
		ctx := &asked{Context: context.Background()}
		begun, phase := int64(0), ""
		times := map[string]int64{}
		err := load(ctx, func(p Progress) {
			times[phase] += ctx.times.Load() - begun
			begun, phase = ctx.times.Load(), p.Phase
		})
		if err != nil {
			t.Fatal(err)
		}
		for phase, passes := range least {
			if want := passes * (n / passed); times[phase] < want {
				t.Errorf("%s: asked %d times while %s, want %d for %d passes", name, times[phase], phase, want, passes)
			}
		}
		for last := int64(1); last <= ctx.times.Load(); last += 1 + ctx.times.Load()/16 {
			ctx := &asked{Context: context.Background(), last: last}
			if err := load(ctx, func(Progress) {}); !errors.Is(err, context.Canceled) && ctx.times.Load() >= last {
				t.Fatalf("%s: ended when asked for the %d. time: error %v", name, last, err)
			}
			if more := ctx.times.Load() - last; more > int64(16+8*runtime.GOMAXPROCS(0)) {
				t.Fatalf("%s: ended when asked for the %d. time, and asked %d times more", name, last, more)
			}
		}
	}
}
