// Runs health checks in Lua as Argo CD does: the libraries `base`, `table` and `package`, of `os` only `time` and `date`, one second.
// Reads a JSON list of {script, object} and prints a list of {health} or {error}.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"

	lua "github.com/yuin/gopher-lua"
)

type task struct {
	Script string         `json:"script"`
	Object map[string]any `json:"object"`
}

type outcome struct {
	Health map[string]string `json:"health,omitempty"`
	Error  string            `json:"error,omitempty"`
}

func main() {
	var tasks []task
	if err := json.NewDecoder(os.Stdin).Decode(&tasks); err != nil {
		fail(err)
	}
	outcomes := []outcome{}
	for _, each := range tasks {
		outcomes = append(outcomes, run(each))
	}
	if err := json.NewEncoder(os.Stdout).Encode(outcomes); err != nil {
		fail(err)
	}
}

func run(each task) outcome {
	state := lua.NewState(lua.Options{SkipOpenLibs: true})
	defer state.Close()
	for name, open := range map[string]lua.LGFunction{lua.BaseLibName: lua.OpenBase, lua.TabLibName: lua.OpenTable} {
		load(state, name, open)
	}
	load(state, lua.LoadLibName, lua.OpenPackage)
	state.PreloadModule(lua.OsLibName, safeOs)
	limit, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	state.SetContext(limit)
	state.SetGlobal("obj", value(state, each.Object))
	if err := state.DoString(each.Script); err != nil {
		return outcome{Error: err.Error()}
	}
	table, ok := state.Get(-1).(*lua.LTable)
	if !ok {
		return outcome{Error: "the script returns no table"}
	}
	health := map[string]string{}
	table.ForEach(func(key, item lua.LValue) { health[key.String()] = item.String() })
	return outcome{Health: health}
}

func load(state *lua.LState, name string, open lua.LGFunction) {
	state.Push(state.NewFunction(open))
	state.Push(lua.LString(name))
	state.Call(1, 0)
}

func safeOs(state *lua.LState) int {
	lua.OpenOs(state)
	all := state.Get(-1).(*lua.LTable)
	state.SetGlobal(lua.OsLibName, lua.LNil)
	safe := state.NewTable()
	for _, name := range []string{"time", "date"} {
		safe.RawSetString(name, all.RawGetString(name))
	}
	state.Push(safe)
	return 1
}

func value(state *lua.LState, from any) lua.LValue {
	switch from := from.(type) {
	case map[string]any:
		table := state.NewTable()
		for key, item := range from {
			table.RawSetString(key, value(state, item))
		}
		return table
	case []any:
		table := state.NewTable()
		for _, item := range from {
			table.Append(value(state, item))
		}
		return table
	case string:
		return lua.LString(from)
	case float64:
		return lua.LNumber(from)
	case bool:
		return lua.LBool(from)
	}
	return lua.LNil
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
