package safe

import (
	"bytes"
	"strings"
	"testing"
)

func TestPanicOfAWorkerIsOneOfWhoWaits(t *testing.T) {
	for _, c := range []struct {
		run  func()
		want string
	}{
		{func() { panic("the secret of a dump") }, "a bug in perlheap: panic with a value of type string"},
		{func() { _ = []int{}[len(t.Name())] }, "index out of range"},
	} {
		var w Workers
		others := make([]bool, 8)
		for i := range others {
			w.Go(func() { others[i] = true })
		}
		w.Go(c.run)
		var got *Panic
		func() {
			defer func() { got, _ = recover().(*Panic) }()
			w.Wait()
		}()
		if got == nil || !strings.Contains(got.Error(), c.want) || strings.Contains(got.Error(), "secret") {
			t.Errorf("Wait panicked with %v, want %q", got, c.want)
		} else if !bytes.Contains(got.Stack, []byte("TestPanicOfAWorker")) {
			t.Errorf("the stack does not lead to the worker:\n%s", got.Stack)
		}
		for i, ran := range others {
			if !ran {
				t.Errorf("worker %d did not run", i)
			}
		}
	}
}
