package heap

import (
	"reflect"
	"testing"
)

// mostMethods keeps Heap small: what concerns one sort of SV, the roots, the
// symbol table or the process belongs to the type for it, and a question that
// can be answered from outside belongs to heap/mat.
const mostMethods = 60

func TestHeapHasFewMethods(t *testing.T) {
	if n := reflect.TypeFor[*Heap]().NumMethod(); n > mostMethods {
		t.Errorf("Heap has %d exported methods, at most %d are wanted", n, mostMethods)
	}
}
