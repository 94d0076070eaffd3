package graph

// A State names one state of a graph for ever: two views that name the same one answer every question alike. The revision
// alone does not, since a replica reads anew what was changed behind the journal's back.
type State struct {
	Revision Revision
	Hash     GraphHash
}

// StateOf is the state that all answers of a view are of. A view whose answers may be of several has none, and so has one
// that does not say.
func StateOf(v View) (s State, one bool) {
	if stated, ok := v.(interface{ State() (State, bool) }); ok {
		return stated.State()
	}
	return State{}, false
}
