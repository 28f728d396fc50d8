package safe

import "context"

// Poll counts the steps of work that takes long, and asks now and then whether to go
// on.
type Poll struct {
	ctx   context.Context
	steps uint
	over  bool
}

// PollEvery is after how many steps a Poll asks. A step is short: it looks at one
// reference.
const PollEvery = 1 << 14

// NewPoll returns a Poll for a context.
func NewPoll(ctx context.Context) Poll { return Poll{ctx: ctx} }

// Ended counts a step and reports whether the context has ended; what was begun is then
// given up.
func (p *Poll) Ended() bool {
	if p.steps++; p.steps%PollEvery == 0 {
		p.over = p.over || !Turn(p.ctx)
	}
	return p.over
}

// Err is the error of the context.
func (p *Poll) Err() error { return p.ctx.Err() }

// Steps is how many steps were counted.
func (p *Poll) Steps() uint { return p.steps }
