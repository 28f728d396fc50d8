package lsp

import (
	"fmt"
	"testing"
)

func TestFolds(t *testing.T) {
	const text = `Heap
  1 SV

  2 SVs
Chain
└─a
  ├─b
  │ └─c
  └─d

Alone
`
	want := "[0-3] [4-8] [5-8] [6-7]"
	got := ""
	for _, f := range folds(text) {
		got += fmt.Sprintf(" [%d-%d]", f.StartLine, f.EndLine)
	}
	if got != " "+want {
		t.Errorf("the folds are%s, want %s", got, want)
	}
	if got := folds(""); len(got) != 0 {
		t.Errorf("nothing folds as %+v", got)
	}
}
