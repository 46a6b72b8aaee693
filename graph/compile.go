package graph

import (
	"crypto/sha256"
	"slices"
	"strings"
	"unicode"

	"entgo.io/ent/dialect/sql/sqlgraph"
	"entgo.io/ent/schema/field"
	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"kommungraf/ent/db"
	"kommungraf/internal/shape"
	"kommungraf/internal/store"
	"kommungraf/internal/vocab"
)

// compiler turns a root field into a shape. It knows of entities what ent knows at run time, and that a field is named
// after its column or edge; every field of which that is not so makes the whole not plain.
type compiler struct {
	schema *ast.Schema
	op     *graphql.OperationContext
	plan   *plan
	weight int
}

// rowType is an object type of the contract whose rows are those of an entity of another name.
type rowType struct {
	entity string
	prefix vocab.Prefix    // of the ids of this type, where the entity has several
	kind   vocab.ActorKind // likewise
}

// rowTypes are the types that are named otherwise than their entity.
var rowTypes = map[string]rowType{
	"Municipality":         {db.TypeActor, vocab.PrefixMunicipality, vocab.Municipality},
	"Region":               {db.TypeActor, vocab.PrefixRegion, vocab.Region},
	"Association":          {db.TypeActor, vocab.PrefixAssociation, vocab.Association},
	"Supplier":             {db.TypeActor, vocab.PrefixSupplier, vocab.Supplier},
	"Agency":               {db.TypeActor, vocab.PrefixAgency, vocab.Agency},
	"ResearchOrganisation": {db.TypeActor, vocab.PrefixResearchOrganisation, vocab.ResearchOrganisation},
	"ActorRelationship":    {entity: db.TypeRelationshipEnd},
	"LinkedSolution":       {entity: db.TypeSolutionLinkEnd},
}

func rowTypeOf(name string) rowType {
	if t, ok := rowTypes[name]; ok {
		return t
	}
	return rowType{entity: name}
}

var entities = func() map[string]*sqlgraph.Node {
	all := map[string]*sqlgraph.Node{}
	for _, n := range db.Graph().Nodes {
		all[n.Type] = n
	}
	return all
}()

// root compiles a root field: one that gives a page, or one that gives the thing with a key.
func (c *compiler) root(f graphql.CollectedField) error {
	returned := f.Definition.Type
	if returned.Elem != nil || len(f.SelectionSet) == 0 {
		return errNotPlain
	}
	if isList(f.Field) {
		list, err := c.page(f, "")
		c.plan.list = list
		if err == nil {
			c.plan.kind = c.kindOf(c.nodeType(returned.Name()))
		}
		return err
	}
	for _, a := range f.Definition.Arguments {
		if a.Name != "asOf" && keys[a.Name] == "" && f.Arguments.ForName(a.Name) != nil {
			return errNotPlain
		}
	}
	if returned.Name() == "Node" || len(f.Definition.Arguments) == 0 {
		return errNotPlain
	}
	place, err := c.place(returned.Name(), f.Selections)
	c.plan.lookup, c.plan.required, c.plan.kind = place, returned.NonNull, c.kindOf(returned.Name())
	return err
}

func (c *compiler) kindOf(typeName string) string { return string(rowTypes[typeName].kind) }

// nodeType is the type of the things in a connection.
func (c *compiler) nodeType(connection string) string {
	if d := c.schema.Types[connection]; d != nil {
		if edges := d.Fields.ForName("edges"); edges != nil {
			if node := c.schema.Types[edges.Type.Name()].Fields.ForName("node"); node != nil {
				return node.Type.Name()
			}
		}
	}
	return ""
}

// page compiles a list with pages. The column is that of its rows which holds the id of the row above.
func (c *compiler) page(f graphql.CollectedField, column string) (*shape.List, error) {
	for _, a := range f.Arguments {
		if !pageArguments[a.Name] {
			return nil, errNotPlain
		}
	}
	name := f.Definition.Type.Name()
	node := c.nodeType(name)
	if node == "" {
		return nil, errNotPlain
	}
	place, err := c.newPlace(node)
	if err != nil {
		return nil, err
	}
	l := &shape.List{Number: len(c.plan.lists), Column: column, Place: place}
	c.plan.lists = append(c.plan.lists, asked{place.Entity, f})
	b := &pageCompiler{compiler: c, list: l, node: node}
	if l.Parts, err = b.parts(name, f.Selections); err != nil {
		return nil, err
	}
	if !b.rows {
		place.Columns = nil
	}
	if b.cursors {
		given := f.ArgumentMap(c.op.Variables)
		orders, err := orderOf(place.Entity, given["orderBy"])
		if err != nil {
			return nil, err
		}
		for _, o := range orders {
			c.column(place, o.Column)
		}
	}
	return l, nil
}

// pageCompiler compiles the parts of one page.
type pageCompiler struct {
	*compiler
	list          *shape.List
	node          string
	rows, cursors bool
}

func (b *pageCompiler) parts(typeName string, set ast.SelectionSet) ([]shape.Part, error) {
	fields, err := b.collect(typeName, set)
	if err != nil {
		return nil, err
	}
	var parts []shape.Part
	for _, f := range fields {
		part := shape.Part{Name: member(f.Alias)}
		switch f.Name {
		case "__typename":
			part.Kind, part.Text = shape.Typename, quoted(typeName)
		case "edges":
			b.rows, part.Kind = true, shape.Edges
			part.Sub, err = b.parts(f.Definition.Type.Name(), f.Selections)
		case "pageInfo":
			b.rows, part.Kind = true, shape.PageInfo
			part.Sub, err = b.parts(f.Definition.Type.Name(), f.Selections)
		case "totalCount":
			b.list.Counted, part.Kind = true, shape.TotalCount
		case "hasNextPage":
			part.Kind = shape.HasNextPage
		case "hasPreviousPage":
			part.Kind = shape.HasPreviousPage
		case "startCursor":
			b.cursors, part.Kind = true, shape.StartCursor
		case "endCursor":
			b.cursors, part.Kind = true, shape.EndCursor
		case "cursor":
			b.cursors, part.Kind = true, shape.Cursor
		case "node":
			part.Kind = shape.Node
			part.As, err = b.objects(b.list.Place, b.node, f.Selections)
		default:
			err = errNotPlain
		}
		if err != nil {
			return nil, err
		}
		parts = append(parts, part)
	}
	return parts, nil
}

// collect gives the fields that are selected of a type. One key for two fields is not plain.
func (c *compiler) collect(typeName string, set ast.SelectionSet) ([]graphql.CollectedField, error) {
	d := c.schema.Types[typeName]
	satisfies := []string{typeName}
	for _, abstract := range c.schema.GetImplements(d) {
		satisfies = append(satisfies, abstract.Name)
	}
	fields := graphql.CollectFields(c.op, set, satisfies)
	for i, f := range fields {
		if slices.ContainsFunc(fields[:i], func(other graphql.CollectedField) bool { return other.Alias == f.Alias }) || f.IsDeferred() {
			return nil, errNotPlain
		}
		c.weight += bytesOfNode
	}
	return fields, nil
}

// newPlace makes the place of things of a type.
func (c *compiler) newPlace(typeName string) (*shape.Place, error) {
	entity := rowTypeOf(c.concrete(typeName)[0]).entity
	if entities[entity] == nil {
		return nil, errNotPlain
	}
	return &shape.Place{Entity: entity, Columns: []string{"id"}}, nil
}

// concrete are the object types that a type stands for.
func (c *compiler) concrete(typeName string) []string {
	d := c.schema.Types[typeName]
	if d == nil || d.Kind == ast.Object {
		return []string{typeName}
	}
	var names []string
	for _, possible := range c.schema.GetPossibleTypes(d) {
		names = append(names, possible.Name)
	}
	return names
}

func (c *compiler) place(typeName string, set ast.SelectionSet) (*shape.Place, error) {
	place, err := c.newPlace(typeName)
	if err != nil {
		return nil, err
	}
	place.Objects, err = c.objects(place, typeName, set)
	return place, err
}

// objects compiles how the rows of a place are written, for each type that they may be of.
func (c *compiler) objects(place *shape.Place, typeName string, set ast.SelectionSet) (map[string]*shape.Object, error) {
	all := map[string]*shape.Object{}
	shared := &children{}
	for _, name := range c.concrete(typeName) {
		t := rowTypeOf(name)
		if t.entity != place.Entity {
			return nil, errNotPlain
		}
		fields, err := c.collect(name, set)
		if err != nil {
			return nil, err
		}
		object := &shape.Object{}
		for _, f := range fields {
			made, err := c.field(place, name, f, shared)
			if err != nil {
				return nil, err
			}
			object.Fields = append(object.Fields, made)
		}
		all[string(t.prefix)] = object
	}
	return all, nil
}

// children are the edges of a place that are compiled already, so that what several types select alike is loaded once.
type children struct {
	fields []graphql.CollectedField
	made   []shape.Field
}

func (c *children) find(f graphql.CollectedField) (shape.Field, bool) {
	for i, other := range c.fields {
		if other.Field == f.Field && slices.Equal(other.Selections, f.Selections) {
			return c.made[i], true
		}
	}
	return shape.Field{}, false
}

// field compiles one field of a type.
func (c *compiler) field(place *shape.Place, typeName string, f graphql.CollectedField, shared *children) (shape.Field, error) {
	made := shape.Field{Name: member(f.Alias)}
	if f.Name == "__typename" {
		made.Literal = quoted(typeName)
		return made, nil
	}
	made.Required = f.Definition.Type.NonNull
	if len(f.SelectionSet) == 0 {
		return made, c.value(place, f, &made)
	}
	if known, ok := shared.find(f); ok {
		return known, nil
	}
	edge, ok := entities[place.Entity].Edges[snake(f.Name)]
	if !ok {
		return made, errNotPlain
	}
	if err := c.edge(place, f, edge.To, edge.Spec, &made); err != nil {
		return made, err
	}
	shared.fields, shared.made = append(shared.fields, f), append(shared.made, made)
	return made, nil
}

// edge compiles what an edge leads to.
func (c *compiler) edge(place *shape.Place, f graphql.CollectedField, to *sqlgraph.Node, spec *sqlgraph.EdgeSpec, made *shape.Field) error {
	switch {
	case isList(f.Field):
		if spec.Rel != sqlgraph.O2M {
			return errNotPlain
		}
		l, err := c.page(f, spec.Columns[0])
		if err != nil || l.Entity != to.Type {
			return errNotPlain
		}
		c.sign(l.Place, f)
		place.Lists, made.List = append(place.Lists, l), l
	case f.Definition.Type.Elem != nil:
		if spec.Rel != sqlgraph.O2M || !store.IsListed(to.Type) || len(f.Definition.Arguments) > 0 {
			return errNotPlain
		}
		beneath, err := c.place(f.Definition.Type.Name(), f.Selections)
		if err != nil || beneath.Entity != to.Type {
			return errNotPlain
		}
		l := &shape.List{Number: len(c.plan.lists), Column: spec.Columns[0], Place: beneath, Plain: true}
		c.sign(beneath, f)
		c.plan.lists = append(c.plan.lists, asked{beneath.Entity, f})
		place.Lists, made.List = append(place.Lists, l), l
	default:
		if spec.Rel != sqlgraph.M2O && spec.Rel != sqlgraph.O2O || spec.Table != entities[place.Entity].Table || len(f.Definition.Arguments) > 0 {
			return errNotPlain
		}
		beneath, err := c.place(f.Definition.Type.Name(), f.Selections)
		if err != nil || beneath.Entity != to.Type {
			return errNotPlain
		}
		c.sign(beneath, f)
		o := &shape.One{Column: c.column(place, spec.Columns[0]), Place: beneath}
		place.Ones, made.One = append(place.Ones, o), o
	}
	return nil
}

// sign names what is written of a place beneath a field, unless further lists lie beneath it.
func (c *compiler) sign(p *shape.Place, f graphql.CollectedField) {
	if holdsLists(p) {
		return
	}
	var b strings.Builder
	c.describe(&b, f)
	sum := sha256.Sum256([]byte(b.String()))
	p.Signature = string(sum[:])
}

func holdsLists(p *shape.Place) bool {
	return len(p.Lists) > 0 || slices.ContainsFunc(p.Ones, func(o *shape.One) bool { return holdsLists(o.Place) })
}

// describe writes what a field selects: for each type that it may be of the members, what they are, and in which language.
func (c *compiler) describe(b *strings.Builder, f graphql.CollectedField) {
	lang, _ := f.ArgumentMap(c.op.Variables)["lang"].(string)
	b.WriteString(f.Name + ":" + lang)
	if len(f.SelectionSet) == 0 {
		return
	}
	for _, name := range c.concrete(f.Definition.Type.Name()) {
		b.WriteString("{" + name)
		fields, _ := c.collect(name, f.Selections) // they have been collected before
		for _, x := range fields {
			b.WriteString(" " + x.Alias + " ")
			c.describe(b, x)
		}
		b.WriteString("}")
	}
}

// column has a column loaded, and gives its number.
func (c *compiler) column(place *shape.Place, name string) int {
	i := slices.Index(place.Columns, name)
	if i < 0 {
		i = len(place.Columns)
		place.Columns = append(place.Columns, name)
	}
	return i
}

// value compiles a field that is a value.
func (c *compiler) value(place *shape.Place, f graphql.CollectedField, made *shape.Field) error {
	lang, _ := f.ArgumentMap(c.op.Variables)["lang"].(string)
	for _, a := range f.Definition.Arguments {
		if a.Name != "lang" {
			return errNotPlain
		}
	}
	if computed, ok := computedFields[place.Entity+"."+f.Name]; ok {
		made.Column, made.Write = c.column(place, computed.column), computed.write(vocab.Language(lang))
		return nil
	}
	column := snake(f.Name)
	spec := entities[place.Entity].Fields[column]
	kind := field.TypeString
	switch {
	case column == "id":
	case spec == nil:
		return errNotPlain
	default:
		kind = spec.Type
	}
	if made.Write = writerOf(kind, f.Definition, vocab.Language(lang)); made.Write == nil {
		return errNotPlain
	}
	made.Column = c.column(place, column)
	return nil
}

// snake is the name of the column or edge of a field.
func snake(name string) string {
	var b strings.Builder
	for _, r := range name {
		if unicode.IsUpper(r) {
			b.WriteByte('_')
			r = unicode.ToLower(r)
		}
		b.WriteRune(r)
	}
	return b.String()
}

// member is the beginning of a member of a JSON object. An alias holds nothing that would have to be escaped.
func member(alias string) []byte { return []byte(`"` + alias + `":`) }

func quoted(s string) []byte { return appendText(nil, []byte(s)) }
