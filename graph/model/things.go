package model

import (
	"context"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"kommungraf/ent/db"
	"kommungraf/internal/vocab"
)

// Load loads things by their ids, nil where there is none, with what the GraphQL field of the context asks for.
type Load func(ctx context.Context, ids []vocab.ID) ([]db.Noder, error)

// Things are all the things that stand at one place of an answer. They are loaded together, when the first of them is
// asked for: one statement for a place, however many things stand there.
type Things struct {
	load Load
	ids  []vocab.ID

	mu     sync.Mutex
	loaded map[*ast.Field]found // by the field of the document: two aliases may ask for different things
}

type found struct {
	nodes map[vocab.ID]db.Noder
	err   error
}

// NewThings begins a place without things.
func NewThings(load Load) *Things { return &Things{load: load, loaded: map[*ast.Field]found{}} }

// One adds a thing to the place.
func (t *Things) One(id vocab.ID) Thing { return Thing{t, t.add(id)} }

// Many adds things to the place.
func (t *Things) Many(ids []vocab.ID) []Thing {
	all := make([]Thing, len(ids))
	for i, id := range ids {
		all[i] = t.One(id)
	}
	return all
}

func (t *Things) add(id vocab.ID) vocab.ID {
	t.ids = append(t.ids, id)
	return id
}

func (t *Things) get(ctx context.Context) (map[vocab.ID]db.Noder, error) {
	field := graphql.GetFieldContext(ctx).Field.Field
	t.mu.Lock()
	defer t.mu.Unlock()
	f, ok := t.loaded[field]
	if !ok {
		f.nodes = map[vocab.ID]db.Noder{}
		var nodes []db.Noder
		nodes, f.err = t.load(ctx, t.ids)
		for i, n := range nodes {
			f.nodes[t.ids[i]] = n
		}
		t.loaded[field] = f
	}
	return f.nodes, f.err
}

// Thing is one of Things.
type Thing struct {
	place *Things
	id    vocab.ID
}

// thingAs gives a thing as what it is, nil when it is not there.
func thingAs[T any](ctx context.Context, t Thing) (*T, error) {
	nodes, err := t.place.get(ctx)
	n, _ := nodes[t.id].(any).(*T)
	return n, err
}

func thingsAs[T any](ctx context.Context, ts []Thing) ([]*T, error) {
	all := []*T{}
	for _, t := range ts {
		n, err := thingAs[T](ctx, t)
		if err != nil {
			return nil, err
		}
		if n != nil {
			all = append(all, n)
		}
	}
	return all, nil
}

func asActor(ctx context.Context, t Thing) (Actor, error) {
	a, err := thingAs[db.Actor](ctx, t)
	return Of(a), err
}

func asActors(ctx context.Context, ts []Thing) ([]Actor, error) {
	actors, err := thingsAs[db.Actor](ctx, ts)
	return All(actors), err
}

// asActorOrNil gives the actor of a thing that need not be there.
func asActorOrNil(ctx context.Context, t *Thing) (Actor, error) {
	if t == nil {
		return nil, nil
	}
	return asActor(ctx, *t)
}

// asMunicipality gives a municipality, nil when it is not there.
func asMunicipality(ctx context.Context, t Thing) (*Municipality, error) {
	a, err := asActor(ctx, t)
	m, ok := a.(Municipality)
	if !ok {
		return nil, err
	}
	return &m, err
}

func asMunicipalities(ctx context.Context, ts []Thing) ([]*Municipality, error) {
	all := []*Municipality{}
	for _, t := range ts {
		m, err := asMunicipality(ctx, t)
		if err != nil {
			return nil, err
		}
		if m != nil {
			all = append(all, m)
		}
	}
	return all, nil
}

// anyThing gives a thing of a place as the kind that it is.
func anyThing(ctx context.Context, place *Things, id vocab.ID) (db.Noder, error) {
	nodes, err := place.get(ctx)
	if err != nil || nodes[id] == nil {
		return nil, err
	}
	return Nodes([]db.Noder{nodes[id]})[0], nil
}
