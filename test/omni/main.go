// Says what Omni's own code finds in cluster templates: a path a line in, a line of JSON out, null where it finds nothing.
package main

import (
	"bufio"
	"encoding/json"
	"os"

	"github.com/siderolabs/omni/client/pkg/template"
)

func main() {
	lines := bufio.NewScanner(os.Stdin)
	answers := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		var answer *string
		if err := check(lines.Text()); err != nil {
			text := err.Error()
			answer = &text
		}
		if err := answers.Encode(answer); err != nil {
			panic(err)
		}
	}
}

// check reads a template as `omnictl cluster template validate` and `sync` do, the patches that it names among it.
func check(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	loaded, err := template.Load(file)
	if err != nil {
		return err
	}
	if err = loaded.Validate(); err != nil {
		return err
	}
	_, err = loaded.Translate()
	return err
}
