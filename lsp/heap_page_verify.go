package lsp

import (
	"context"
	"strings"

	"github.com/perlheap/perlheap/heap/text"
)

// verify writes what became of the suspects of a run in a later one.
func (p *heapPage) verify(ctx context.Context) error {
	p.heading("Did the cure work?")
	for _, path := range p.doc.Before {
		p.say("before  %s", text.Safe(p.s.display(path)))
	}
	for _, path := range p.doc.After {
		p.say("after   %s", text.Safe(p.s.display(path)))
	}
	v, done, err := p.s.dumps.Verify(ctx, p.doc.Before, p.doc.After, p.doc.Level)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		p.say("%s.", capital(text.Safe(err.Error()))) // the dumps may be gone when the document is read again
		return nil
	}
	defer done()
	var b strings.Builder
	if err := v.Write(&b, p.style.Style); err != nil {
		return err
	}
	p.heading("What became of the suspects")
	p.block(b.String())
	return nil
}
