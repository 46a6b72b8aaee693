// Package reuse answers how a municipality benefits from what others already have: who is like it, which solutions they
// use that it does not, by which routes it could take one over, what a group lacks together and which agreements end at
// the same time. It is pure: package store hands it a World, and gets an answer with reasons back.
//
// One file a question, and one for what they share:
//
//	world.go       what is asked of the graph in memory
//	similarity.go  the formula for how alike two municipalities are; similar.go finds the most alike
//	suggest.go     solutions that similar municipalities and larger neighbours use
//	routes.go      the table of routes; route_*.go one route each, verdict.go how its checks add up
//	gaps.go        what most of a group use and some are known to lack
//	windows.go     agreements that end near each other
//	sentences*.go  everything that is said in Swedish and English, so that the language can be read through at once
//
// Three decisions that a reader may wonder about:
//
//   - A gap in the knowledge base is never read as an absence. Who has no known use counts neither as a user nor as one
//     who lacks; the answers say how much is known instead (Coverage, Unknown). A route that nothing is known of is
//     UNKNOWN, not BLOCKED.
//   - OPEN means that the actor can take the route by its own decision. Where others must agree, as when a municipal
//     association takes in a member, the route is UNKNOWN, however friendly the others may be.
//   - Scores and the choice of peers are our own judgement, not the finding of a source. None of it is legal advice.
//
// All errors are *problem.Error: NOT_FOUND for an actor or a solution that is not there, BAD_USER_INPUT otherwise, with
// the field, the limit and the value.
package reuse
