package lsp

import (
	"context"
	"encoding/json"
	"path/filepath"
	"slices"

	"go.lsp.dev/protocol"
	"go.uber.org/zap"

	"github.com/perlheap/perlheap/lsp/session"
)

// didChangeConfiguration takes settings that the client pushes, or pulls them
// if it only says that there are new ones.
func (s *Server) didChangeConfiguration(_ context.Context, params *protocol.DidChangeConfigurationParams) error {
	if section, ok := session.Section(params.Settings); ok {
		s.configure(section)
		return nil
	}
	s.pull.kick()
	return nil
}

// pullConfiguration asks the client for the settings, and the first time also for
// notifications of changes.
func (s *Server) pullConfiguration(context.Context) {
	ctx, cancel := s.ask()
	defer cancel()
	if s.caps.registerConfiguration && !s.pulled {
		s.sent("client/registerCapability", s.client.RegisterCapability(ctx, &protocol.RegistrationParams{
			Registrations: []protocol.Registration{{
				ID: "perlheap-configuration", Method: protocol.MethodWorkspaceDidChangeConfiguration,
				RegisterOptions: protocol.LSPAny(`{"section":"perlheap"}`),
			}},
		}))
	}
	s.pulled = true
	if !s.caps.configuration {
		return
	}
	answer, err := s.client.Configuration(ctx, &protocol.ConfigurationParams{Items: []protocol.ConfigurationItem{{Section: new("perlheap")}}})
	if err != nil || len(answer) != 1 {
		s.log.Warn("the client does not answer workspace/configuration", zap.Error(err))
		return
	}
	s.configure(answer[0])
}

// configure puts settings into force. Wrong settings and unknown names are reported
// once; what was in force before stays in force.
func (s *Server) configure(raw []byte) {
	s.mu.Lock()
	settings, err := s.initial.Override(raw)
	if err != nil {
		settings = s.settings
	}
	wrong := complaint(err, raw)
	news := wrong != "" && wrong != s.complain
	s.settings, s.complain = settings, wrong
	s.mu.Unlock()
	if news {
		s.tell(protocol.MessageTypeWarning, wrong)
	}
	if err == nil {
		s.watchDumps()
		s.changed()
	}
}

// complaint says what is wrong with settings, "" if nothing is.
func complaint(err error, raw []byte) string {
	unknown := session.Unknown(raw)
	switch {
	case err == nil:
		return unknown
	case unknown == "":
		return err.Error()
	}
	return err.Error() + "; " + unknown
}

// watchDumps applies the folders and the settings of dumps and sources.
func (s *Server) watchDumps() {
	settings := s.currentSettings()
	s.dumps.Keep(settings.CacheSize)
	s.dumps.Watch(session.Workspace{Folders: s.folderPaths(), Sources: settings.Sources}, slices.Concat(settings.Dumps, s.capturedPatterns()))
	s.register.kick()
}

// capturedPatterns returns the patterns of the dumps that were taken of running processes.
func (s *Server) capturedPatterns() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Sorted(slices.Values(s.captured))
}

// didChangeWatchedFiles looks at the files again; it does not matter which changed,
// the watcher knows the dumps.
func (s *Server) didChangeWatchedFiles(context.Context, *protocol.DidChangeWatchedFilesParams) error {
	s.dumps.Poke()
	return nil
}

// registerWatchers asks the client to report changed dumps, in addition to what the
// server watches itself: in a remote or virtual file system only the client may see
// them.
func (s *Server) registerWatchers(context.Context) {
	if !s.caps.watchFiles {
		return
	}
	raw, err := json.Marshal(map[string]any{"watchers": s.watchers()})
	if err != nil || string(raw) == s.watching {
		return
	}
	ctx, cancel := s.ask()
	defer cancel()
	const id, method = "perlheap-dumps", protocol.MethodWorkspaceDidChangeWatchedFiles
	if s.watching != "" {
		s.sent("client/unregisterCapability", s.client.UnregisterCapability(ctx, &protocol.UnregistrationParams{
			Unregisterations: []protocol.Unregistration{{ID: id, Method: method}},
		}))
	}
	s.watching = string(raw)
	s.sent("client/registerCapability", s.client.RegisterCapability(ctx, &protocol.RegistrationParams{
		Registrations: []protocol.Registration{{ID: id, Method: method, RegisterOptions: raw}},
	}))
}

// watchers are the patterns of perlheap.dumps as the client wants them: strings,
// or relative to each folder.
func (s *Server) watchers() []map[string]any {
	watchers := []map[string]any{}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, pattern := range s.settings.Dumps {
		pattern = session.ExpandHome(pattern)
		if !s.caps.watchRelative || filepath.IsAbs(pattern) {
			watchers = append(watchers, map[string]any{"globPattern": pattern})
			continue
		}
		for _, f := range s.folders {
			watchers = append(watchers, map[string]any{"globPattern": map[string]any{"baseUri": f.uri, "pattern": pattern}})
		}
	}
	return watchers
}
