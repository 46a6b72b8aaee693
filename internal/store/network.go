package store

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"

	"kommungraf/ent/db"
	"kommungraf/ent/db/solution"
	"kommungraf/internal/network"
	"kommungraf/internal/policy"
	"kommungraf/internal/problem"
	"kommungraf/internal/vocab"
)

// graphAt is the graph in memory, and the revision that it has reached.
type graphAt struct {
	*network.Graph
	revision int
}

// networks is where the graph is held: readers take what stands in current, and whoever finds it behind brings it up, one at a time.
type networks struct {
	current atomic.Pointer[graphAt]
	mu      sync.Mutex
}

// Network gives every relation of the knowledge base as a graph in memory, at the latest revision that this server knows
// of, and the lens through which the reader of the context looks at it. The first call reads all of it; after a write,
// the next one reads what was written.
func (s *Store) Network(ctx context.Context) (*network.Graph, network.Lens, error) {
	view := viewOf(ctx)
	lens, err := network.On(view.AsOf, policy.Visible(view.Class))
	if err != nil {
		return nil, lens, err
	}
	if view.Class == policy.System { // as Current has it
		lens = lens.Whenever().WithWithdrawn()
	}
	revision, err := s.Latest(ctx)
	if err != nil {
		return nil, lens, err
	}
	g, err := s.networks.at(ctx, s, revision)
	return g, lens, Explain(ctx, err)
}

func (n *networks) at(ctx context.Context, s *Store, revision int) (*network.Graph, error) {
	if g := n.current.Load(); g != nil && g.revision >= revision {
		return g.Graph, nil
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	g := n.current.Load()
	if g != nil && g.revision >= revision {
		return g.Graph, nil
	}
	// What is read may be newer than the revision; then it is read again with the next one, and changes nothing.
	next, err := s.updated(ctx, g)
	if err != nil {
		return nil, err
	}
	n.current.Store(&graphAt{next, revision})
	return next, nil
}

// updated gives the graph after what was written since. It is made anew where there is none, or where much was written.
func (s *Store) updated(ctx context.Context, g *graphAt) (*network.Graph, error) {
	if g == nil {
		return s.wholeNetwork(ctx)
	}
	changed, err := s.changedSince(ctx, g.revision)
	if err != nil {
		return nil, err
	}
	if _, relations := g.Size(); len(changed) > relations/rebuildShare+rebuildLeast {
		return s.wholeNetwork(ctx)
	}
	var c network.Changes
	relations := map[vocab.ID]bool{} // those that are there
	for _, part := range relationParts {
		ids := ofPrefixes(changed, part.prefix)
		err := s.relationRows(ctx, s.driver.Query, part, ids, func(r network.Relation) {
			relations[r.ID] = true
			c.Relations = append(c.Relations, r)
		})
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			if !relations[vocab.ID(id)] {
				c.RemovedRelations = append(c.RemovedRelations, vocab.ID(id))
			}
		}
	}
	nodes := map[vocab.ID]bool{}
	ids := ofPrefixes(changed, nodePrefixes...)
	if err := s.nodeRows(ctx, s.driver.Query, ids, func(n network.Node) { nodes[n.ID] = true; c.Nodes = append(c.Nodes, n) }); err != nil {
		return nil, err
	}
	for _, id := range ids {
		if !nodes[vocab.ID(id)] {
			c.RemovedNodes = append(c.RemovedNodes, vocab.ID(id))
		}
	}
	return g.With(c)
}

// More than one row in so many, and so many more, are read with all the others.
const (
	rebuildShare = 20
	rebuildLeast = 1_000
)

func (s *Store) wholeNetwork(ctx context.Context) (g *network.Graph, err error) {
	err = s.patiently(ctx, func(ask query) error {
		b := network.NewBuilder()
		if err := s.nodeRows(ctx, ask, nil, b.Node); err != nil {
			return err
		}
		for _, part := range relationParts {
			if err := s.relationRows(ctx, ask, part, nil, b.Relation); err != nil {
				return err
			}
		}
		g, err = b.Graph()
		return err
	})
	return g, err
}

// query runs a statement for its rows.
type query func(ctx context.Context, statement string, args, rows any) error

// patiently reads without the limit of a statement, which is one for what clients ask for.
func (s *Store) patiently(ctx context.Context, read func(query) error) (err error) {
	if s.dialect != dialect.Postgres {
		return read(s.driver.conn.Query)
	}
	tx, err := s.driver.Tx(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, tx.Rollback()) }() // nothing was written
	if err := tx.Exec(ctx, "SET LOCAL statement_timeout = 0", []any{}, nil); err != nil {
		return err
	}
	return read(tx.Query)
}

// changedSince lists what was written after a revision, each thing once.
func (s *Store) changedSince(ctx context.Context, revision int) (ids []string, err error) {
	d := sql.Dialect(s.dialect)
	t := d.Table("changes")
	statement, args := d.Select(t.C("subject_id")).Distinct().From(t).Where(sql.GT(t.C("revision_id"), revision)).Query()
	err = texts(ctx, s.driver.Query, statement, args, func(row []string) error {
		ids = append(ids, row[0])
		return nil
	}, 1)
	return ids, err
}

func ofPrefixes(ids []string, prefixes ...vocab.Prefix) (some []string) {
	for _, id := range ids {
		for _, p := range prefixes {
			if vocab.ID(id).Prefix() == p {
				some = append(some, id)
			}
		}
	}
	return some
}

var nodePrefixes = []vocab.Prefix{
	vocab.PrefixMunicipality, vocab.PrefixRegion, vocab.PrefixAssociation, vocab.PrefixSupplier, vocab.PrefixAgency,
	vocab.PrefixResearchOrganisation, vocab.PrefixSolution,
}

// relationPart is a table of relations.
type relationPart struct {
	prefix             vocab.Prefix
	entity             vocab.RelationEntity
	table              string
	from, to, supplier string // columns; no supplier where there is none
}

var relationParts = []relationPart{
	{vocab.PrefixRelationship, vocab.EntityRelationship, "relationships", "from_id", "to_id", "''"},
	{vocab.PrefixInvolvement, vocab.EntityInvolvement, "involvements", "actor_id", "solution_id", "coalesce(supplier_id, '')"},
	{vocab.PrefixSolutionLink, vocab.EntitySolutionLink, "solution_links", "from_id", "to_id", "''"},
}

// relationRows reads relations, all of them where no ids are given. A row comes as one text with its parts at fixed
// places: a value of its own for each column is most of what reading a million rows takes.
func (s *Store) relationRows(ctx context.Context, ask query, part relationPart, ids []string, each func(network.Relation)) error {
	if ids != nil && len(ids) == 0 {
		return nil
	}
	where, args := s.withIDs(ids)
	statement := fmt.Sprintf(`SELECT id || %s || %s || valid_first || valid_last || visibility || ' ' || status || ' ' || confidence || ' ' || type || ' ' || %s || ' ' || revision FROM %s%s`,
		part.from, part.to, part.supplier, part.table, where)
	return texts(ctx, ask, statement, args, func(row []string) error {
		r := network.Relation{Type: network.Type{Entity: part.entity}, Sourced: true}
		text := row[0]
		var words [6]string
		if len(text) < 3*lengthOfID+2*lengthOfDay {
			return fmt.Errorf("the row %q of %s is too short", text, part.table)
		}
		cut := func(n int) (piece string) {
			piece, text = text[:n], text[n:]
			return piece
		}
		r.ID, r.From, r.To = vocab.ID(cut(lengthOfID)), vocab.ID(cut(lengthOfID)), vocab.ID(cut(lengthOfID))
		r.ValidFirst, r.ValidLast = vocab.Date(cut(lengthOfDay)), vocab.Date(cut(lengthOfDay))
		for i := range words {
			words[i], text, _ = strings.Cut(text, " ")
		}
		r.Visibility, r.Status, r.Confidence = vocab.Visibility(words[0]), vocab.ClaimStatus(words[1]), vocab.Confidence(words[2])
		r.Type.Code, r.Supplier = words[3], vocab.ID(words[4])
		var err error
		if r.Revision, err = strconv.Atoi(words[5]); err != nil {
			return fmt.Errorf("the row %q of %s: %w", row[0], part.table, err)
		}
		each(r)
		return nil
	}, 1)
}

const (
	lengthOfID  = 30
	lengthOfDay = 10
)

// nodeRows reads actors and solutions, all of them where no ids are given.
func (s *Store) nodeRows(ctx context.Context, ask query, ids []string, each func(network.Node)) error {
	if ids != nil && len(ids) == 0 {
		return nil
	}
	where, args := s.withIDs(ids)
	err := texts(ctx, ask, `SELECT id, kind, name, name_sort, coalesce(county_code, ''), coalesce(skr_group, ''), coalesce(form, ''), status, `+
		`CAST(coalesce(population, 0) AS TEXT), coalesce(CAST(latitude AS TEXT), ''), coalesce(CAST(longitude AS TEXT), '') FROM actors`+where, args,
		func(row []string) error {
			n := network.Node{
				ID: vocab.ID(row[0]), Kind: vocab.SearchKind(row[1]), Name: row[2], Sort: row[3], County: vocab.CountyCode(row[4]),
				SkrGroup: vocab.SkrGroup(row[5]), Form: vocab.OrganisationForm(row[6]), Status: vocab.ActorStatus(row[7]),
			}
			var err error
			if n.Population, err = strconv.Atoi(row[8]); err != nil {
				return err
			}
			if row[9] != "" && row[10] != "" {
				n.Position = new(network.Position)
				if n.Position.Latitude, err = strconv.ParseFloat(row[9], 64); err != nil {
					return err
				}
				if n.Position.Longitude, err = strconv.ParseFloat(row[10], 64); err != nil {
					return err
				}
			}
			each(n)
			return nil
		}, 11)
	if err != nil {
		return err
	}
	return texts(ctx, ask, `SELECT id, kind, name, name_sort, area, coalesce(licence, ''), coalesce(owner_id, '') FROM solutions`+where, args, func(row []string) error {
		each(network.Node{
			ID: vocab.ID(row[0]), Kind: vocab.FindSolution, SolutionKind: vocab.SolutionKind(row[1]), Name: row[2], Sort: row[3],
			Area: row[4], Licence: row[5], Owner: vocab.ID(row[6]),
		})
		return nil
	}, 7)
}

// withIDs is the condition that keeps rows with ids, and its arguments; none keeps all.
func (s *Store) withIDs(ids []string) (where string, args []any) {
	switch {
	case ids == nil:
		return "", nil
	case s.dialect == dialect.Postgres:
		return " WHERE id = ANY($1)", []any{arrayOf(ids)}
	}
	return " WHERE id IN (SELECT value FROM json_each(?))", []any{jsonOf(ids)}
}

// texts runs a statement whose columns are all texts that are not null.
func texts(ctx context.Context, ask query, statement string, args []any, each func(row []string) error, columns int) error {
	var rows sql.Rows
	if args == nil {
		args = []any{}
	}
	if err := ask(ctx, statement, args, &rows); err != nil {
		return err
	}
	defer rows.Close()
	row, dest := make([]string, columns), make([]any, columns)
	for i := range row {
		dest[i] = &row[i]
	}
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		if err := each(row); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return rows.Close()
}

// ThingBy names one actor or solution, by exactly one of the fields.
type ThingBy struct {
	ID       *vocab.ID
	Code     *vocab.MunicipalityCode
	Actor    *string // its slug
	Solution *string // its slug
}

// FindThing gives the id of the actor or solution that is named, or a problem when it names none or more than one thing.
func (s *Store) FindThing(ctx context.Context, by ThingBy) (vocab.ID, error) {
	given := 0
	for _, is := range []bool{by.ID != nil, by.Code != nil, by.Actor != nil, by.Solution != nil} {
		if is {
			given++
		}
	}
	switch {
	case given != 1:
		return "", problem.BadInput("", "give exactly one of id, code, actor and solution, not %d of them", given)
	case by.Code != nil || by.Actor != nil:
		id, err := s.FindActor(ctx, FindBy{Code: by.Code, Slug: by.Actor})
		return id, Explain(ctx, err)
	case by.Solution != nil:
		id, err := s.Client.Solution.Query().Where(solution.Slug(*by.Solution)).OnlyID(ctx)
		if db.IsNotFound(err) {
			return "", problem.BadInput("solution", "there is no solution with the slug %.60q", *by.Solution)
		}
		return id, Explain(ctx, err)
	}
	g, _, err := s.Network(ctx)
	if err != nil {
		return "", err
	}
	if _, found := g.Find(*by.ID); !found {
		return "", problem.BadInput("id", "there is no actor or solution with the id %.60q", *by.ID)
	}
	return *by.ID, nil
}

// Divided is a scope of the network divided into communities, and the graph whose vertices they name.
type Divided struct {
	*network.Graph
	network.Division
}

// Communities divides a scope of the network, once for each revision, day and class of readers.
func (s *Store) Communities(ctx context.Context, scope network.Scope) (Divided, error) {
	return counted(ctx, s, fmt.Sprintf("Communities %v", scope), func() (Divided, error) {
		g, lens, err := s.Network(ctx)
		if err != nil {
			return Divided{}, err
		}
		d, err := g.Communities(ctx, scope, lens)
		return Divided{g, d}, err
	})
}

// Measured is how much the nodes of a scope stand in the middle, and the graph whose vertices they are.
type Measured struct {
	*network.Graph
	Nodes []network.Central
}

// Centrality measures a scope of the network, once for each revision, day and class of readers.
func (s *Store) Centrality(ctx context.Context, measure network.Measure, scope network.Scope) (Measured, error) {
	return counted(ctx, s, fmt.Sprintf("Centrality %s %v", measure, scope), func() (Measured, error) {
		g, lens, err := s.Network(ctx)
		if err != nil {
			return Measured{}, err
		}
		nodes, err := g.Centrality(ctx, measure, scope, lens)
		return Measured{g, nodes}, err
	})
}
