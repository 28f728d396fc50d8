package lsp

import (
	"context"
	"encoding/json"

	"go.lsp.dev/protocol"
	"go.uber.org/zap"
)

// initialize negotiates. It must not send anything to the client.
func (s *Server) initialize(_ context.Context, params *protocol.InitializeParams) (*protocol.InitializeResult, error) {
	s.caps = readCapabilities(params.Capabilities, params.ClientInfo)
	s.folders = initialFolders(params)
	if pid := params.ProcessID; pid != nil {
		s.watchParent(int(*pid))
	}
	s.caps.trace = params.Trace // from initialized on: nothing may be sent before
	var options struct {
		Status bool `json:"status"`
		Offers bool `json:"offerCommands"`
	}
	if json.Unmarshal(params.InitializationOptions, &options) == nil {
		s.caps.status, s.caps.offers = options.Status, options.Offers
	}
	// Clients without lenses show the numbers in the text instead.
	s.initial.InlayHints = !s.caps.lenses
	settings, err := s.initial.Override(params.InitializationOptions)
	s.complain = complaint(err, params.InitializationOptions) // told by initialized
	s.initial, s.settings = settings, settings
	s.log.Info("initialize", zap.String("client", params.ClientInfo.Name),
		zap.String("encoding", string(s.caps.encoding)), zap.Int("folders", len(s.folders)))
	return &protocol.InitializeResult{
		Capabilities: s.serverCapabilities(),
		ServerInfo:   protocol.ServerInfo{Name: "perlheap", Version: protocol.NewOptional(s.opt.Version)},
	}, nil
}

// initialized begins everything that talks to the client by itself.
func (s *Server) initialized(context.Context, *protocol.InitializedParams) error {
	s.trace.set(s.caps.trace)
	if s.complain != "" {
		s.tell(protocol.MessageTypeWarning, s.complain)
	}
	s.announce.kick()
	go s.guard(s.registerHeapFeatures)
	s.watchDumps()
	s.pull.kick()
	return nil
}

// shutdown stops what runs by itself; the process ends with exit.
func (s *Server) shutdown(context.Context, *struct{}) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, l := range s.active {
		l.Cancel()
	}
	return nil, nil
}
