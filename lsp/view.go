package lsp

import (
	"context"

	"go.lsp.dev/uri"

	"github.com/perlheap/perlheap/heap/wire"
	"github.com/perlheap/perlheap/lsp/session"
)

// A handler takes one view, which does not change, and releases it when it has made
// its answer. Handlers that only look at the set of dumps, or change it, ask the
// set.

// view returns the view of the shown dump, with the file of a document; ok is
// false if no dump is shown or the file cannot be read. release may be called
// in any case.
func (s *Server) view(u uri.URI) (f *session.File, release func(), ok bool) {
	v, release, err := s.shown()
	if err != nil {
		return nil, release, false
	}
	f, ok = v.File(u)
	return f, release, ok
}

// shown returns the view of the dump that is shown. The error says what to do if
// there is none.
func (s *Server) shown() (v *session.View, release func(), err error) {
	d, release, ok := s.dumps.Shown()
	if !ok {
		return nil, release, session.ErrNoDump
	}
	return s.newView(d), release, nil
}

// identified returns the view of a dump that a client names, shown or not.
func (s *Server) identified(id wire.Identity) (v *session.View, release func(), err error) {
	d, release, err := s.dumps.Identified(id)
	if err != nil {
		return nil, func() {}, err
	}
	return s.newView(d), release, nil
}

// meant returns the view of the dump that a request names, or else of the one
// shown.
func (s *Server) meant(id *wire.Identity) (v *session.View, release func(), err error) {
	if id == nil {
		return s.shown()
	}
	return s.identified(*id)
}

// counted returns the view of the shown dump when its populations are known.
func (s *Server) counted(ctx context.Context) (v *session.View, release func(), err error) {
	return s.viewWith(s.dumps.Counted(ctx))
}

// analysed returns the view of the shown dump when it has been judged.
func (s *Server) analysed(ctx context.Context) (v *session.View, release func(), err error) {
	return s.viewWith(s.dumps.Analysed(ctx))
}

func (s *Server) viewWith(d *session.Dump, a *session.Analysis, done func(), err error) (v *session.View, release func(), _ error) {
	if err != nil {
		return nil, func() {}, err
	}
	v = s.newView(d)
	v.Analysis = a
	return v, done, nil
}

func (s *Server) newView(d *session.Dump) *session.View {
	return session.NewView(d, s.currentSettings(), s.docs.Now(), s.caps.encoding)
}
