package rpc

import (
	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// Codec encodes what goes over the wire as the protocol wants it: unions as
// their arms, which the default codec of jsonrpc2 does not know.
type Codec struct{}

var _ jsonrpc2.Codec = Codec{}

// Marshal encodes v, a type of the protocol or any other; raw messages go
// through as they are.
func (Codec) Marshal(v any) ([]byte, error) {
	if raw, ok := v.(jsonrpc2.RawMessage); ok {
		return raw, nil
	}
	return protocol.Marshal(v)
}

// Unmarshal decodes into v; a raw message gets a copy of data.
func (Codec) Unmarshal(data []byte, v any) error {
	if raw, ok := v.(*jsonrpc2.RawMessage); ok {
		*raw = append(jsonrpc2.RawMessage(nil), data...)
		return nil
	}
	return protocol.Unmarshal(data, v)
}
