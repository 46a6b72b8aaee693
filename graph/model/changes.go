package model

import "time"

// KnowledgeBaseChange is a revision of the knowledge base.
type KnowledgeBaseChange struct {
	Revision   int
	RecordedAt *time.Time
	Changes    int
}

// RateBudget is what a client may ask for in a span of time.
type RateBudget struct {
	Name      string
	Limit     int
	Remaining int
	Reset     int
	Window    int
}
