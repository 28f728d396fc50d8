package rpc

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"go.lsp.dev/jsonrpc2"
)

// maxFrame is how large one message of a client may be. What is larger is
// skipped, and answered with an error.
const maxFrame = 256 << 20

// maxHeader is how long the header of a message may be.
const maxHeader = 8 << 10

// errFrameTooLarge is the error of a message beyond maxFrame. The next can be
// read.
var errFrameTooLarge = errors.New("the message is too large")

// ReadFrame reads one message: the header, and as many bytes as it says. The
// error is io.EOF at the end of the input between two messages.
func ReadFrame(in *bufio.Reader) ([]byte, error) {
	length, err := readLength(in)
	if err != nil {
		return nil, err
	}
	if length > maxFrame {
		if _, err := io.CopyN(io.Discard, in, length); err != nil {
			return nil, io.ErrUnexpectedEOF
		}
		return nil, errFrameTooLarge
	}
	// The memory is taken as the bytes arrive: a header alone is no reason to.
	body := make([]byte, 0, min(length, 1<<20))
	for int64(len(body)) < length {
		body = slices.Grow(body, int(min(length-int64(len(body)), 1<<20)))
		n, err := io.ReadFull(in, body[len(body):min(int64(cap(body)), length)])
		body = body[:len(body)+n]
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return nil, err
		}
	}
	return body, nil
}

// readLength reads a header up to the blank line behind it, and gives the
// Content-Length.
func readLength(in *bufio.Reader) (length int64, err error) {
	length = -1
	for read := 0; ; {
		line, err := in.ReadSlice('\n')
		read += len(line)
		switch {
		case errors.Is(err, io.EOF) && read == 0:
			return 0, io.EOF
		case errors.Is(err, io.EOF):
			return 0, io.ErrUnexpectedEOF
		case errors.Is(err, bufio.ErrBufferFull), err == nil && read > maxHeader:
			return 0, fmt.Errorf("%w: longer than %d bytes", jsonrpc2.ErrInvalidHeader, maxHeader)
		case err != nil:
			return 0, err
		}
		field := strings.TrimRight(string(line), "\r\n")
		if field == "" {
			break
		}
		name, value, ok := strings.Cut(field, ":")
		if !ok {
			return 0, jsonrpc2.ErrInvalidHeader
		}
		if strings.EqualFold(strings.TrimSpace(name), "content-length") {
			n, err := strconv.ParseUint(strings.TrimSpace(value), 10, 62)
			if err != nil {
				return 0, jsonrpc2.ErrInvalidHeader
			}
			length = int64(n)
		}
	}
	if length < 0 {
		return 0, jsonrpc2.ErrInvalidHeader
	}
	return length, nil
}

// Frames is the connection as messages: those of the client come through the
// inbox.
type Frames struct {
	jsonrpc2.Stream
	raw   rawFrames
	Inbox *Inbox
}

// rawFrames is what jsonrpc2 writes frames by.
type rawFrames interface {
	WriteFrame(context.Context, []byte) (int64, error)
}

// NewFrames begins to read from the client.
func NewFrames(s *Stream) *Frames {
	f := &Frames{Stream: jsonrpc2.NewHeaderStream(s)}
	f.raw, _ = f.Stream.(rawFrames)
	f.Inbox = newInbox(s, func(id jsonrpc2.ID, code jsonrpc2.Code, text string) error {
		_, err := f.Write(context.Background(), jsonrpc2.NewResponse(id, nil, jsonrpc2.NewError(code, text)))
		return err
	})
	return f
}

// ReadFrame returns the next message that is to be handled.
func (f *Frames) ReadFrame(ctx context.Context) ([]byte, int64, error) {
	frame, err := f.Inbox.next(ctx)
	return frame, int64(len(frame)), err
}

// WriteFrame writes a frame.
func (f *Frames) WriteFrame(ctx context.Context, frame []byte) (int64, error) {
	return f.raw.WriteFrame(ctx, frame)
}
