package graph

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"sync"

	"entgo.io/ent/dialect/sql"
	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"kommungraf/ent/db"
	"kommungraf/internal/shape"
	"kommungraf/internal/store"
	"kommungraf/internal/vocab"
)

// errNotPlain says that a question, or what it is asked with, is for the reference executor.
var errNotPlain = store.ErrNotPlain

// plans answers plain reads in front of gqlgen's resolvers: root fields of which every part is a column, an edge or a page
// of an entity. Such a field is compiled once into a shape, which package store reads and writes as JSON. Every other one
// goes on to its resolver, and so does one where something goes wrong: the reference executor alone words errors.
type plans struct {
	store  *store.Store
	schema *ast.Schema
	kept   *cache[*plan]
	watch  Watcher
}

// keptPlans is what compiled root fields may take in memory, in bytes.
const keptPlans = 16 << 20

func newPlans(s *store.Store, schema *ast.Schema, w Watcher) *plans {
	return &plans{
		store: s, schema: schema, watch: w,
		kept: newCache("plan", keptPlans, w.Lookup, func(key string, p *plan) int { return len(key) + p.weight }),
	}
}

// plan is a compiled root field. One that is not plain is kept too, so that it is not tried again.
type plan struct {
	operation *ast.OperationDefinition // that it was made from
	plain     bool
	list      *shape.List  // of a field that gives a page
	lookup    *shape.Place // of a field that gives one thing
	required  bool         // whether that thing cannot be null
	kind      string       // of the actors, where the field gives one kind
	lists     []asked      // by number
	weight    int          // bytes, roughly
}

// asked is a list of a plan: what its arguments are read from each time.
type asked struct {
	entity string
	field  graphql.CollectedField
}

// answer is the step in front of the resolvers of root fields.
func (p *plans) answer(ctx context.Context, next graphql.RootResolver) graphql.Marshaler {
	if graphql.GetOperationContext(ctx).Operation.Operation != ast.Query {
		return next(ctx)
	}
	answer, err := p.read(ctx)
	p.watch.Planned(err == nil)
	if err != nil {
		return next(ctx)
	}
	return answer
}

func (p *plans) read(ctx context.Context) (graphql.Marshaler, error) {
	op, field := graphql.GetOperationContext(ctx), graphql.GetRootFieldContext(ctx).Field
	made := p.planOf(ctx, op, field)
	if !made.plain {
		return nil, errNotPlain
	}
	given := field.ArgumentMap(op.Variables)
	if !wellFormedDay(given["asOf"]) {
		return nil, errNotPlain
	}
	arguments := make([]store.Arguments, len(made.lists))
	for i, l := range made.lists {
		var err error
		if arguments[i], err = argumentsOf(ctx, l, op.Variables); err != nil {
			return nil, err
		}
	}
	var conditions []func(*sql.Selector)
	if made.kind != "" {
		conditions = append(conditions, sql.FieldEQ("kind", made.kind))
	}
	buffer := buffers.Get().(*[]byte)
	if made.lookup == nil {
		text, err := p.store.Read(ctx, (*buffer)[:0], made.list, conditions, arguments)
		return finished{text, buffer}, err
	}
	key, err := keyOf(field, given)
	if err != nil {
		return nil, err
	}
	text, found, err := p.store.ReadOne(ctx, (*buffer)[:0], made.lookup, append(conditions, key), arguments)
	switch {
	case err != nil:
		return nil, err
	case found:
		return finished{text, buffer}, nil
	case made.required:
		return nil, errNotPlain
	}
	return graphql.Null, nil
}

// finished is JSON, in a buffer that is used again once it is written.
type finished struct {
	text   []byte
	buffer *[]byte
}

// mostPooled is the largest buffer that is used again, in bytes.
const mostPooled = 1 << 20

var buffers = sync.Pool{New: func() any { return new(make([]byte, 0, 16<<10)) }}

// MarshalGQL writes it, once.
func (f finished) MarshalGQL(w io.Writer) {
	_, _ = w.Write(f.text) // to a buffer of gqlgen's, which takes all
	if cap(f.text) <= mostPooled {
		*f.buffer = f.text[:0]
		buffers.Put(f.buffer)
	}
}

// planOf gives the plan of a root field. It depends on the document, and on the variables that decide what is selected, in
// which language and in which order.
func (p *plans) planOf(ctx context.Context, op *graphql.OperationContext, field graphql.CollectedField) *plan {
	// The plan keeps its operation alive, so that the address stands for no other one.
	parts := []any{fmt.Sprintf("%p", op.Operation), field.Alias}
	for _, v := range op.Operation.VariableDefinitions {
		if name := v.Type.Name(); name == "Boolean" || name == "Language" || strings.Contains(name, "Order") {
			parts = append(parts, op.Variables[v.Variable])
		}
	}
	key := fmt.Sprintln(parts...)
	if found, ok := p.kept.Get(ctx, key); ok {
		return found
	}
	c := &compiler{schema: p.schema, op: op, plan: &plan{operation: op.Operation}}
	if err := c.root(field); err != nil {
		c.plan = &plan{operation: op.Operation}
	} else {
		c.plan.plain = true
	}
	c.plan.weight = c.weight + nodes(op.Doc)*bytesOfNode // which it keeps alive
	p.kept.Add(ctx, key, c.plan)
	return c.plan
}

// pageArguments are the arguments of a list that a plan knows.
var pageArguments = map[string]bool{"first": true, "last": true, "after": true, "before": true, "orderBy": true, "where": true, "asOf": true}

// argumentsOf reads what a list is asked with. What cannot be read is for the reference executor to refuse.
func argumentsOf(ctx context.Context, l asked, variables map[string]any) (store.Arguments, error) {
	given := l.field.ArgumentMap(variables)
	name, err := json.Marshal(given) // sorted by name
	if err != nil {
		return store.Arguments{}, err
	}
	a := store.Arguments{Name: string(name)}
	for name, to := range map[string]**int{"first": &a.First, "last": &a.Last} {
		if given[name] == nil {
			continue
		}
		n, err := graphql.UnmarshalInt(given[name])
		if err != nil {
			return a, err
		}
		*to = &n
	}
	for name, to := range map[string]**db.Cursor{"after": &a.After, "before": &a.Before} {
		if given[name] == nil {
			continue
		}
		*to = &db.Cursor{}
		if err := (*to).UnmarshalGQL(given[name]); err != nil {
			return a, err
		}
	}
	if a.Order, err = orderOf(l.entity, given["orderBy"]); err != nil {
		return a, err
	}
	if given["where"] != nil {
		a.Filter, err = db.FilterOf(ctx, l.entity, given["where"])
	}
	return a, err
}

// orderOf reads the order of a list.
func orderOf(entity string, given any) ([]store.Order, error) {
	list, isList := given.([]any)
	if !isList && given != nil {
		list = []any{given}
	}
	var orders []store.Order
	for _, item := range list {
		order, _ := item.(map[string]any)
		name, _ := order["field"].(string)
		column := db.OrderColumn(entity, name)
		if column == "" || (len(orders) > 0 && orders[len(orders)-1].Column == column) {
			return nil, errNotPlain
		}
		orders = append(orders, store.Order{Column: column, Desc: order["direction"] == "DESC"})
	}
	return orders, nil
}

func wellFormedDay(asOf any) bool { return asOf == nil || new(vocab.Date).UnmarshalGQL(asOf) == nil }

// keys are the arguments by which a field gives one thing: the column, and what a value must be.
var keys = map[string]string{"code": "code", "slug": "slug", "id": "id"}

// keyOf is the condition of a field that gives one thing.
func keyOf(field graphql.CollectedField, given map[string]any) (func(*sql.Selector), error) {
	var key func(*sql.Selector)
	for name, value := range given {
		if name == "asOf" || value == nil {
			continue
		}
		text, isText := value.(string)
		column := keys[name]
		if key != nil || column == "" || !isText || !wellFormed(field.Definition.Arguments.ForName(name).Type.Name(), text) {
			return nil, errNotPlain
		}
		key = sql.FieldEQ(column, text)
	}
	if key == nil {
		return nil, errNotPlain
	}
	return key, nil
}

// decode reads a value that is kept as JSON.
func decode[T any](value []byte) (v T, ok bool) {
	err := json.Unmarshal(value, &v)
	return v, err == nil
}
