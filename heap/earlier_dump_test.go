package heap

import (
	"context"
	"errors"
	"math/rand/v2"
	"testing"

	"github.com/perlheap/perlheap/heap/pmat"
)

func TestEarlier(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	for range 20 {
		before, after := loadBytes(t, mixedDump(rng, 500)), loadBytes(t, mixedDump(rng, 700))
		at := map[pmat.Addr]SV{}
		for sv := range SV(before.Count()) {
			at[before.Addr(sv)] = sv
		}
		was, err := after.SVs().Earlier(context.Background(), before)
		if err != nil {
			t.Fatal(err)
		}
		same := 0
		for sv := range SV(after.Count()) {
			want, ok := at[after.Addr(sv)]
			if !ok || before.Kind(want) != after.Kind(sv) {
				want = NoSV
			} else {
				same++
			}
			if was[sv] != want {
				t.Fatalf("SV %d at %s was %d, want %d", sv, after.Addr(sv), was[sv], want)
			}
		}
		if same == 0 {
			t.Error("nothing is the same")
		}
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if _, err := after.SVs().Earlier(ctx, before); !errors.Is(err, context.Canceled) {
			t.Errorf("error %v", err)
		}
	}
}
