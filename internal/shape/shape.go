// Package shape says what is asked of the knowledge base in terms of rows: which columns of which entity, what lies
// beneath them, and how each row is written as JSON. A shape is made once from a question and may be used by many readers
// at once; what differs from one time to the next – page sizes, filters, the reader – comes beside it.
package shape

// Place is one place of an answer where rows of an entity stand: the top, or what an edge of another place leads to.
type Place struct {
	Entity  string
	Columns []string // what is loaded of each row; the first is the id
	Lists   []*List  // lists beneath, in the order in which they are loaded
	Ones    []*One   // single things beneath
	// Objects is how a row is written, by the prefix of its id where an entity has several types, otherwise under "".
	Objects map[string]*Object
	// Signature names what is written of a row, or of a page of a list: places that write the same have the same one. Empty
	// where it is not worth keeping: at the top, and where further lists lie beneath.
	Signature string
}

// Object is how a row is written: its fields in order.
type Object struct{ Fields []Field }

// Field is one member of a JSON object.
type Field struct {
	Name    []byte // quoted, with its colon
	Literal []byte // JSON that is the same for all rows; nil for the others
	Column  int    // of the place, for a value
	Write   Writer // how the value is written
	List    *List  // a list beneath
	One     *One   // a single thing beneath

	Required bool // it cannot be null: a row without it is an error, which is not for us to word
}

// Writer appends a value that is not null as JSON; nil when the value is not what it must be.
type Writer func(to, value []byte) []byte

// One is an edge to at most one row.
type One struct {
	Column int // that holds the id of the row
	*Place
}

// List is an edge to many rows, or the list at the top of a question.
type List struct {
	Number int    // by which the arguments of the moment are found
	Column string // of the entity beneath, that holds the id of the parent
	*Place        // its rows; nil when only their number is asked for

	Plain   bool // a list without pages, in the order of the entity
	Counted bool // whether the number of all rows is asked for
	Parts   []Part
}

// Part is one member of the JSON object that a page is.
type Part struct {
	Name []byte
	Kind PartKind
	Sub  []Part // of edges: node and cursor; of pageInfo: its fields
	As   map[string]*Object
	Text []byte // of a typename
}

// PartKind tells what a part of a page is.
type PartKind int

// The parts of a page.
const (
	Edges PartKind = iota
	Node
	Cursor
	PageInfo
	TotalCount
	HasNextPage
	HasPreviousPage
	StartCursor
	EndCursor
	Typename
)
