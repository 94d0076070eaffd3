package access

import (
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// A Role is what somebody may do. Each may what those before it may.
type Role int

// The roles.
const (
	// Nobody may do nothing.
	Nobody Role = iota
	// Viewer may ask and follow changes.
	Viewer
	// Editor may change the graph.
	Editor
	// Admin may also look at what is closed to others: introspection, the schema and metrics.
	Admin
)

// names are the roles' names, as they are written in files, options and tokens.
var names = [...]string{Nobody: "nobody", Viewer: "viewer", Editor: "editor", Admin: "admin"}

func (r Role) String() string { return names[r] }

// ParseRole reads the name of a role that can be given. The error is graph.ErrInvalid.
func ParseRole(name string) (Role, error) {
	for role := Viewer; role <= Admin; role++ {
		if names[role] == name {
			return role, nil
		}
	}
	return Nobody, graph.Errorf(graph.ErrInvalid, "there is no role %q: there are %s", name, strings.Join(names[Viewer:], ", "))
}
