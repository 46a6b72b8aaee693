package store

import "time"

// PoolStats is what the pool of connections is doing.
type PoolStats struct {
	Open, InUse, Idle int           // connections now
	MaxOpen           int           // the most that there can be
	Waits             int64         // how often a statement had to wait for a connection, since Open
	Waited            time.Duration // for how long all of them together
}

// Pool tells what the pool of connections is doing. The connection on which Watch listens is not part of it.
func (s *Store) Pool() PoolStats {
	p := s.pool.Stats()
	return PoolStats{
		Open: p.OpenConnections, InUse: p.InUse, Idle: p.Idle, MaxOpen: p.MaxOpenConnections, Waits: p.WaitCount, Waited: p.WaitDuration,
	}
}
