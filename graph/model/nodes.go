package model

import "kommungraf/ent/db"

// Nodes wraps the actors among the nodes as the kinds they are. Nil stays nil.
func Nodes(nodes []db.Noder) []db.Noder {
	for i, n := range nodes {
		if a, ok := n.(*db.Actor); ok {
			nodes[i] = Of(a)
		}
	}
	return nodes
}
