package verify

import (
	"cmp"
	"math"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/population"
)

// work is a variable that may count what the program did, with its value in every
// heap.
type work struct {
	name   string
	values []int64
}

// findWork looks for the integers that the program has in variables and fields of
// which there is one, in all heaps.
func (m *measure) findWork() error {
	if m.worked {
		return nil
	}
	m.worked = true
	for p := range m.ps.Top.All {
		if !isVariable(p) {
			continue
		}
		values, err := m.values(p)
		if err != nil {
			return err
		}
		if values != nil {
			m.works = append(m.works, work{strings.TrimSuffix(m.words.Chain(chain(p)), " "+p.Class.Text), values})
		}
	}
	return m.ctx.Err()
}

// isVariable reports whether a population is one scalar by a name of its own in
// every heap.
func isVariable(p *population.Population) bool {
	if p.Parent == nil || p.Class.Kind != path.Data {
		return false
	}
	switch p.Step.Kind {
	case path.Symbol, path.Lexical, path.Captured, path.Key, path.Field:
	default:
		return false
	}
	for _, n := range p.Count {
		if n != 1 {
			return false
		}
	}
	return true
}

// values returns the values of a variable, nil if one is no positive integer.
func (m *measure) values(p *population.Population) ([]int64, error) {
	values := make([]int64, len(m.heaps))
	for i, h := range m.heaps {
		sv := p.Example[i]
		if sv == heap.NoSV || h.Kind(sv) != heap.KindScalar {
			return nil, nil
		}
		s, err := h.Scalar(sv)
		if err != nil {
			return nil, err
		}
		if !s.HasInteger() || s.IV() < 0 || s.IV() > math.MaxInt32 {
			return nil, nil // addresses, times in nanoseconds
		}
		values[i] = s.IV()
	}
	return values, nil
}

// exact is by what part the numbers of a leak may differ from what counts it.
const exact = 0.02

// leastWork is how large a single number must be for that it is the same to be no
// coincidence.
const leastWork = 50

// counts reports whether the work rises with the numbers of a leak before its
// cure: in each step by the same for each, or, with one dump, that it is the same
// number.
func (w *work) counts(before []int64, several bool) bool {
	if !several || len(before) == 1 {
		last := len(before) - 1
		return before[last] >= leastWork && before[last] == w.values[last]
	}
	rate := 0.0
	for k := 1; k < len(before); k++ {
		did, came := w.values[k]-w.values[k-1], before[k]-before[k-1]
		if did <= 0 || came <= 0 {
			return false
		}
		if r := float64(came) / float64(did); k > 1 && !near(r, rate) {
			return false
		}
		rate = float64(came) / float64(did)
	}
	// Of two dumps there is one step, which any two numbers have in common.
	return len(before) > 2 || before[1]-before[0] >= leastWork && near(rate, 1)
}

func near(a, b float64) bool { return math.Abs(a-b) <= exact*max(a, b) }

// grew reports whether the work went on after the cure.
func (w *work) grew(m *measure) bool { return m.amount(w.values[m.split:]) > 0 }

// prefer reports whether a work is a better one than another: its name is shorter.
func (w *work) prefer(other *work) bool {
	return cmp.Or(cmp.Compare(len(w.name), len(other.name)), cmp.Compare(w.name, other.name)) < 0
}
