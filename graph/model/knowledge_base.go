package model

import (
	"time"

	"kommungraf/ent/db"
)

// KnowledgeBase is the knowledge base as a whole. Its counts and data sources are loaded when asked for.
type KnowledgeBase struct {
	Revision int
	LoadedAt *time.Time
}

// KnowledgeBaseCounts is what the counts are loaded through: each only when asked for.
type KnowledgeBaseCounts struct{}

// SearchConnection is a page of what a search found.
type SearchConnection struct {
	Edges      []*SearchEdge
	PageInfo   *db.PageInfo
	TotalCount int
}

// SearchEdge is a row of such a page.
type SearchEdge struct {
	Node   db.Noder
	Cursor db.Cursor
	Score  int
}
