package main

import (
	"bytes"
	"fmt"
	"io"
	"os"

	"github.com/goldenthread/goldenthread/graph"
)

// maxFile is the most bytes of a file that are read: a thousand times the largest plan met.
const maxFile = 256 << 20

// readFile reads a whole file, or the standard input for "-". Every error is about what the user named.
func (p *program) readFile(name string) ([]byte, error) {
	from := p.in
	if name != "-" {
		info, err := os.Stat(name)
		switch {
		case err != nil:
			return nil, fileError(name, err)
		case info.IsDir():
			return nil, graph.Errorf(graph.ErrInvalid, "%s is a folder: name the files in it", name)
		}
		file, err := os.Open(name)
		if err != nil {
			return nil, fileError(name, err)
		}
		defer file.Close() // what was read counts
		from = file
	}
	var text bytes.Buffer
	n, err := text.ReadFrom(io.LimitReader(from, maxFile+1))
	if err != nil {
		return nil, fileError(name, err)
	}
	if n > maxFile {
		return nil, graph.Errorf(graph.ErrTooLarge, "%s is larger than %d MiB, which is the most that is read", name, maxFile>>20)
	}
	return text.Bytes(), nil
}

// fileError says what is wrong with a file in the words users know.
func fileError(name string, err error) error {
	switch {
	case os.IsNotExist(err):
		return graph.Errorf(graph.ErrNotFound, "there is no file %s", name)
	case os.IsPermission(err):
		return fmt.Errorf("%s may not be read by this user: %w", name, os.ErrPermission)
	}
	return fmt.Errorf("%s cannot be read: %w", name, err)
}
