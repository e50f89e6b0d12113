package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// remotes answers HTTP from the request instead of the network, and remembers what it could not answer.
type remotes struct {
	known   map[string][]byte
	unknown []string
}

func newRemotes(pieces []piece) *remotes {
	r := &remotes{known: map[string][]byte{}}
	for _, p := range pieces {
		r.known[p.Name] = p.bytes
	}
	return r
}

// RoundTrip refuses a URL that the host did not pass in.
func (r *remotes) RoundTrip(request *http.Request) (*http.Response, error) {
	url := request.URL.String()
	content, found := r.known[url]
	if !found {
		r.unknown = append(r.unknown, url)
		return nil, fmt.Errorf("%s was not passed in as a remote", url)
	}
	body := io.NopCloser(bytes.NewReader(content))
	return &http.Response{StatusCode: http.StatusOK, Body: body, Request: request, ContentLength: int64(len(content))}, nil
}

// explain turns an error that comes from a missing remote into one that says so.
func (r *remotes) explain(err error) error {
	if len(r.unknown) > 0 {
		return fault{"remote", fmt.Sprintf("remote resource not passed in: %s (%s)", strings.Join(r.unknown, ", "), err)}
	}
	if strings.Contains(err.Error(), "no 'git' program on path") {
		return fault{"remote", fmt.Sprintf("git repositories cannot be cloned: %s", err)}
	}
	return err
}
