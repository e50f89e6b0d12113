package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	kerrors "sigs.k8s.io/kustomize/kyaml/errors"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

// root is where the files of a request appear to lie; what they say of paths above it leads nowhere.
const root = "/files"

// The texts are those of Linux, which Go's wasip1 spells otherwise.
var (
	errMissing              = missing{}
	errNotDir               = errors.New("not a directory")
	errIsDir                = errors.New("is a directory")
	errReadOnly             = errors.New("read-only file system")
	_                       = filesys.FileSystem(&tree{})
	_           fs.FileInfo = entry{}
)

type missing struct{}

func (missing) Error() string        { return "no such file or directory" }
func (missing) Is(target error) bool { return target == fs.ErrNotExist }

// tree is a read-only file system of the files of one request, with the words of a real one in its errors.
type tree struct {
	files    map[string][]byte
	children map[string][]string
}

// plant refuses names that are not plain relative paths, and a file that is also a folder.
func plant(files []piece) (*tree, error) {
	t := &tree{files: map[string][]byte{}, children: map[string][]string{"/": nil}}
	t.addFolder(root)
	for _, file := range files {
		if err := checkName(file.Name); err != nil {
			return nil, err
		}
		t.addFolder(path.Join(root, path.Dir(file.Name)))
		t.files[path.Join(root, file.Name)] = file.bytes
	}
	for name := range t.files {
		if t.IsDir(name) {
			return nil, fault{"input", fmt.Sprintf("%q is both a file and a folder", name[len(root)+1:])}
		}
		t.link(name)
	}
	for _, names := range t.children {
		slices.Sort(names)
	}
	return t, nil
}

func checkName(name string) error {
	if name == "" || name == "." || path.Clean(name) != name || path.IsAbs(name) || name == ".." || strings.HasPrefix(name, "../") || strings.ContainsAny(name, "\x00\\") {
		return fault{"input", fmt.Sprintf("%q is not a plain relative path", name)}
	}
	return nil
}

func (t *tree) addFolder(name string) {
	for ; !t.IsDir(name); name = path.Dir(name) {
		t.children[name] = nil
		defer t.link(name)
	}
}

func (t *tree) link(name string) {
	t.children[path.Dir(name)] = append(t.children[path.Dir(name)], path.Base(name))
}

func absolute(name string) string {
	if path.IsAbs(name) {
		return path.Clean(name)
	}
	return path.Join(root, name)
}

// find returns the first component that stands in the way.
func (t *tree) find(name string) error {
	at := "/"
	for _, part := range strings.Split(strings.TrimPrefix(absolute(name), "/"), "/") {
		if _, isFile := t.files[at]; isFile {
			return errNotDir
		}
		at = path.Join(at, part)
		if !t.Exists(at) {
			return &fs.PathError{Op: "lstat", Path: at, Err: errMissing}
		}
	}
	return nil
}

func (t *tree) IsDir(name string) bool {
	_, found := t.children[absolute(name)]
	return found
}

func (t *tree) Exists(name string) bool {
	_, found := t.files[absolute(name)]
	return found || t.IsDir(name)
}

func (t *tree) CleanedAbs(name string) (filesys.ConfirmedDir, string, error) {
	if err := t.find(name); err != nil {
		return "", "", fmt.Errorf("evalsymlink failure on '%s' : %w", name, err)
	}
	at := absolute(name)
	if t.IsDir(at) {
		return filesys.ConfirmedDir(at), "", nil
	}
	return filesys.ConfirmedDir(path.Dir(at)), path.Base(at), nil
}

// ReadFile gives a copy: Helm and Kustomize may write into what they read.
func (t *tree) ReadFile(name string) ([]byte, error) {
	content, err := t.read(name)
	return content, kerrors.Wrap(err)
}

func (t *tree) read(name string) ([]byte, error) {
	if content, found := t.files[absolute(name)]; found {
		return slices.Clone(content), nil
	}
	if t.IsDir(name) {
		return nil, &fs.PathError{Op: "read", Path: name, Err: errIsDir}
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: errMissing}
}

func (t *tree) ReadDir(name string) ([]string, error) {
	if !t.IsDir(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: errMissing}
	}
	return slices.Clone(t.children[absolute(name)]), nil
}

func (t *tree) Glob(pattern string) ([]string, error) {
	var found []string
	for name := range t.files {
		matches, err := path.Match(absolute(pattern), name)
		if err != nil {
			return nil, err
		}
		if matches {
			found = append(found, name)
		}
	}
	slices.Sort(found)
	if !filesys.IsHiddenFilePath(pattern) {
		found = filesys.RemoveHiddenFiles(found)
	}
	return found, nil
}

func (t *tree) Walk(name string, visit filepath.WalkFunc) error {
	at := absolute(name)
	if err := visit(at, entry{path.Base(at), t.IsDir(at), len(t.files[at])}, nil); err != nil {
		if errors.Is(err, filepath.SkipDir) {
			return nil
		}
		return err
	}
	for _, child := range t.children[at] {
		if err := t.Walk(path.Join(at, child), visit); err != nil {
			return err
		}
	}
	return nil
}

func (t *tree) Create(string) (filesys.File, error) { return nil, errReadOnly }
func (t *tree) Open(string) (filesys.File, error)   { return nil, errReadOnly }
func (t *tree) Mkdir(string) error                  { return errReadOnly }
func (t *tree) MkdirAll(string) error               { return errReadOnly }
func (t *tree) RemoveAll(string) error              { return nil }
func (t *tree) WriteFile(string, []byte) error      { return errReadOnly }

// entry is what Helm's ignore rules look at.
type entry struct {
	name   string
	folder bool
	size   int
}

func (e entry) Name() string       { return e.name }
func (e entry) Size() int64        { return int64(e.size) }
func (e entry) IsDir() bool        { return e.folder }
func (e entry) ModTime() time.Time { return time.Time{} }
func (e entry) Sys() any           { return nil }
func (e entry) Mode() fs.FileMode {
	if e.folder {
		return fs.ModeDir | 0o755
	}
	return 0o644
}
