package reuse_test

import (
	"bytes"
	"io"
	"slices"
	"strconv"
	"testing"

	"kommungraf/internal/reuse"
	"kommungraf/internal/vocab"
)

// Each enumeration writes its words as it reads them, and no others.
func TestWordsGoThereAndBack(t *testing.T) {
	type word interface {
		MarshalGQL(w io.Writer)
		UnmarshalGQL(in any) error
		Values() []string
	}
	for name, v := range map[string]word{
		"PartKind": new(reuse.PartKind), "RouteKind": new(reuse.RouteKind), "Status": new(reuse.Status),
		"GroundKind": new(reuse.GroundKind), "Basis": new(reuse.Basis), "ReasonCode": new(reuse.ReasonCode),
	} {
		words := v.Values()
		for _, w := range words {
			var out bytes.Buffer
			if err := v.UnmarshalGQL(w); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			if v.MarshalGQL(&out); out.String() != strconv.Quote(w) {
				t.Errorf("%s: %s is written %s", name, w, out.String())
			}
		}
		if len(slices.Compact(slices.Sorted(slices.Values(words)))) != len(words) || v.UnmarshalGQL("OTHER") == nil {
			t.Errorf("%s: a word twice, or a strange word is read", name)
		}
	}
}

// The rules know uses and offers by their types; the vocabulary knows them by facet. Both must mean the same.
func TestTypesAgreeWithTheVocabulary(t *testing.T) {
	for _, row := range vocab.RelationTypes(vocab.EntityInvolvement) {
		kind := vocab.InvolvementType(row.Code)
		w := newTown(vocab.SolutionCommercialProduct)
		other := w.municipality("other", 5000, "01")
		w.involve(other, kind, w.solution)
		suggested, err := reuse.Suggest(w, w.me, "", 0)
		if err != nil {
			t.Fatal(err)
		}
		if used := len(suggested.Suggestions) == 1; used != (row.Facet == vocab.FacetUse) {
			t.Errorf("%s is a use: %v", kind, used)
		}
		offer := newTown(vocab.SolutionCommercialProduct)
		offer.involve(offer.firm, kind, offer.solution)
		bought := offer.ways(t, reuse.RouteOwnProcurement)[0].Status == reuse.Open
		if row.Facet == vocab.FacetSupply && !bought {
			t.Errorf("%s is no supply", kind)
		}
	}
}
