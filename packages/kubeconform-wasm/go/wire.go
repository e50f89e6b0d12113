package main

import (
	"encoding/binary"
	"encoding/json"
)

// A message is the length of its JSON head (32 bits, little endian), the head, and one body of bytes that the head cuts up.

// request is the head of what the host sends; each operation reads the fields that it knows.
type request struct {
	Operation   string   `json:"operation"`
	Files       []piece  `json:"files"`
	Remotes     []piece  `json:"remotes"`
	Archive     *piece   `json:"archive"`
	Values      []piece  `json:"values"`
	Objects     []piece  `json:"objects"`
	Schemas     []piece  `json:"schemas"`
	Path        string   `json:"path"`
	Output      string   `json:"output"`
	EnableHelm  bool     `json:"enableHelm"`
	KubeVersion string   `json:"kubeVersion"`
	APIVersions []string `json:"apiVersions"`
	ReleaseName string   `json:"releaseName"`
	Namespace   string   `json:"namespace"`
	IncludeCRDs bool     `json:"includeCRDs"`
	SkipTests   bool     `json:"skipTests"`
	SkipHooks   bool     `json:"skipHooks"`
	Kubernetes  string   `json:"kubernetes"`
}

// piece is a named part of the body.
type piece struct {
	Name   string `json:"name"`
	Start  int    `json:"start"`
	Length int    `json:"length"`
	bytes  []byte
}

func decode(message []byte) (*request, error) {
	if len(message) < 4 {
		return nil, fault{"input", "a message has a head"}
	}
	size := int(binary.LittleEndian.Uint32(message))
	if size > len(message)-4 {
		return nil, fault{"input", "the head is longer than the message"}
	}
	r := &request{}
	if err := json.Unmarshal(message[4:4+size], r); err != nil {
		return nil, fault{"input", "the head is not JSON: " + err.Error()}
	}
	return r, r.cut(message[4+size:])
}

func (r *request) cut(body []byte) error {
	lists := [][]piece{r.Files, r.Remotes, r.Values, r.Objects, r.Schemas}
	for _, list := range lists {
		for i := range list {
			if err := list[i].cut(body); err != nil {
				return err
			}
		}
	}
	if r.Archive != nil {
		return r.Archive.cut(body)
	}
	return nil
}

func (p *piece) cut(body []byte) error {
	if p.Start < 0 || p.Length < 0 || p.Start > len(body)-p.Length {
		return fault{"input", "a piece lies outside the body"}
	}
	p.bytes = body[p.Start : p.Start+p.Length : p.Start+p.Length]
	return nil
}

func encode(head map[string]any, body []byte) []byte {
	text, err := json.Marshal(head)
	if err != nil {
		panic(err)
	}
	message := make([]byte, 4, 4+len(text)+len(body))
	binary.LittleEndian.PutUint32(message, uint32(len(text)))
	return append(append(message, text...), body...)
}
