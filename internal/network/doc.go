// Package network holds every relation of the knowledge base in memory, at one revision, and answers what takes many
// steps: what lies around an actor, how two of them are connected, what can be reached, who stands in the middle. It is
// pure: package store hands it rows, and later the rows that a write changed.
//
// A Graph never changes, so any number of readers use it without locks. What is new comes as another graph (With), which
// shares all with the old one but the pages that the change touches.
//
//	model.go          what goes in: nodes, relations, changes
//	build.go          rows to graph
//	change.go         graph and changes to the next graph
//	graph.go          looking at single nodes and relations, and going through many
//	pages.go          lists and indexes that two graphs can share
//	lens.go           the day asked about and the rights of the viewer, as one comparison
//	question.go       is the question one that can be answered? And how much of it at most
//	walk.go           outwards level by level, for the next and for what can be reached
//	neighbourhood.go  what lies around
//	paths.go          how two are connected; search.go and queue.go find the ways
//	census.go         how many relations hubs have, remembered
//	reach.go          what can be got to, with a way for each
//	scope.go          a part of the graph as a plain weighted one without directions, for the two below
//	centrality.go     who stands in the middle
//	communities.go    who belongs together
//	selection.go      which relations are counted
//	keys.go           what they are grouped by, as numbers
//	stats.go          relations in groups
//	series.go         relations over time
//	suppliers.go      who is behind a solution, where a use does not say
//	dependency.go     on what actors depend
//	loss.go           what is struck if a thing disappears
//	diff.go           what began and what ended between two days
//	quality.go        what should be looked at
//
// Four decisions that a reader may wonder about:
//
//   - Every question takes a Lens and applies it to each relation before anything else. A relation that it hides has no
//     effect whatever: on no count, no order and no mark that something was left out. Nodes are seen by all.
//   - No answer depends on how the graph came to be. Where nothing else decides, names do, and then ids.
//   - A relation takes two half-edges of 16 bytes, one at each end, that say all that a traversal asks of it, and a row of
//     52 bytes for the rest. Half-edges of a node lie side by side in the order of the node at the other end.
//   - The supplier of an involvement is said of the relation and is no edge: who buys through whom is a question about
//     one use of a solution, and would otherwise make all customers of a supplier neighbours.
package network
