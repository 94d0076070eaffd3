package open

import (
	"context"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/memstore"
)

// Backup writes what an embedded store holds at one revision to a file, whether it is in use or not (see memstore.Backup).
func Backup(ctx context.Context, address, path string, force bool, progress func(what string, done, total int)) (graph.Status, error) {
	dir, err := folder(address)
	if err != nil {
		return graph.Status{}, err
	}
	return memstore.Backup(ctx, dir, path, force, progress)
}

// Restore puts what a backup holds into the folder of an embedded store (see memstore.Restore).
func Restore(ctx context.Context, path, address string, force bool, progress func(what string, done, total int)) (status graph.Status, aside string, err error) {
	dir, err := folder(address)
	if err != nil {
		return graph.Status{}, "", err
	}
	return memstore.Restore(ctx, path, dir, force, progress)
}

// folder is the folder of the embedded store that a URL names.
func folder(address string) (string, error) {
	scheme, dir, found := strings.Cut(address, ":")
	switch {
	case scheme == embedded && dir != "":
		return dir, nil
	case found && isNeo4j(scheme):
		return "", graph.Errorf(graph.ErrInvalid, "a backup is the file of an embedded store; copy a Neo4j to one with 'goldenthread copy --from %s://… --to embedded:DIR', or back it up with its own tools", scheme)
	}
	return "", graph.Errorf(graph.ErrInvalid, "%q names no embedded store: write embedded:DIR", address)
}
