package model

import (
	"context"

	"kommungraf/internal/vocab"
)

// AgreementStats is agreements, counted.
type AgreementStats struct {
	Groups            []*AgreementGroup
	TotalCount, Total int
}

// AgreementGroup is a group of agreements.
type AgreementGroup struct {
	Keys  []*AgreementKey
	Count int
}

// AgreementKey is what the agreements of a group have in common.
type AgreementKey struct {
	By    vocab.AgreementGroupBy
	Value *string

	TheActor *Thing
}

// Actor is the actor, where the key is one.
func (k *AgreementKey) Actor(ctx context.Context) (Actor, error) {
	return asActorOrNil(ctx, k.TheActor)
}
