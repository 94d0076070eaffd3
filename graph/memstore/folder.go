package memstore

// foldBeside has a snapshot that has overgrown its base folded while writers go on, and takes over what was folded. Only
// the leader calls it.
func (s *Store) foldBeside() {
	if s.folding == nil {
		if snap := s.snap.Load(); snap.overgrown() {
			s.beginFolding(snap)
		}
		return
	}
	select {
	case folded := <-s.folding:
		s.takeFolded(folded)
	default:
	}
}

func (s *Store) beginFolding(snap *snapshot) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed { // nobody waits for it any more
		return
	}
	done := make(chan *snapshot, 1)
	s.folding, s.since = done, nil
	s.folders.Go(func() {
		folded := snap.fold()
		done <- folded
		s.wake()
		if s.worthColumns(folded) {
			s.keepColumns(folded)
		}
	})
}

// wake has somebody lead, who takes over what was folded.
func (s *Store) wake() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.leading && !s.closed {
		s.leading, s.idle = true, make(chan struct{})
		go s.lead()
	}
}

// takeFolded goes on from what was folded: what was changed meanwhile is changed there too.
func (s *Store) takeFolded(folded *snapshot) {
	now := s.snap.Load()
	if folded.revision != now.revision || folded.load != now.load {
		b := folded.build()
		for _, e := range s.since {
			b.apply(e)
		}
		b.load = now.load
		folded = b.publish()
	}
	s.folding, s.since = nil, nil
	if folded.revision == now.revision && folded.hash == now.hash {
		s.snap.Store(folded)
	}
}

// leftToReplay is how much may have changed since the columns that a store leaves when it is closed.
const leftToReplay = 5_000

// worthColumns reports whether a snapshot is worth a file of columns. While a bulk load goes on none is.
func (s *Store) worthColumns(snap *snapshot) bool {
	return !s.options.ReadOnly && snap.load == "" && snap.parts() >= s.options.leastColumns
}

// leaveColumns sees that the next start need not read rows, nor much of the journal.
func (s *Store) leaveColumns(snap *snapshot) {
	if !s.worthColumns(snap) || snap.base.kept.Load() && snap.changed <= min(leftToReplay, s.options.leastColumns) {
		return
	}
	if snap.changed > 0 {
		snap = snap.fold()
	}
	s.keepColumns(snap)
}

// keepColumns keeps the columns of a snapshot that was folded. If that cannot be done, nothing is lost but time.
func (s *Store) keepColumns(snap *snapshot) {
	s.options.heard("the columns for a fast start cannot be kept", s.keep.keepColumns(snap))
}
