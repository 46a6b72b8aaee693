// Package guidance answers the question of the guideline: given a situation, needs and who asks, what could be done, in
// which forms, and why. It is pure: package store hands it what the knowledge base holds, and gets an Advice back.
//
// The way from question to answer, one file a step:
//
//	input.go      is the question one that can be answered? Unknown words and contradictory limits are errors
//	forms.go      which forms of collaboration are lawful and open for this actor, and why are the others not?
//	fit.go        how well does each alternative fit? A sum of reasons, with the weights of weights.go
//	examples.go   which actors like this one already work so?
//	obstacles.go  what stood in the way of others, what helped, what failed, and which patterns recur?
//	unknown.go    what is not known that could change the answer, and why is there none?
//
// Three decisions that a reader may wonder about:
//
//   - Only municipalities, regions and municipal associations (kommunalförbund) are given guidance. The alternatives are
//     written for those who answer for a municipal task; the law on forms is theirs too. Others get an error.
//   - An alternative is considered when it answers to at least one situation or need of the question. If all its forms
//     are closed, or it needs more parties than are willing, it is never ranked: it stands in Advice.RuledOut with the
//     reason, so that nobody takes it for advice and nobody wonders where it went.
//   - An actor that already uses a form finds it open still. One can belong to several joint boards or associations, and
//     what the graph does not show may exist nevertheless.
//
// The fit and all that carries Reasoned are our own reasoning, not the finding of a source; Option.Confidence is
// therefore never more than medium. None of it is legal advice.
package guidance
