package guideline

import "kommungraf/internal/vocab"

// document is a report as both formats write it: text in one language, numbers and addresses within it settled.
type document struct {
	Lang     string // as HTML writes it
	Brand    string
	Title    string
	Subtitle string
	Summary  string
	Facts    []facet
	Sections []section
	Words    printed
}

// printed are the words that the formats themselves need.
type printed struct {
	Skip, Contents, Own, Against, Confidence, Source, Footer string
}

// section is a chapter.
type section struct {
	ID, Number, Title string
	Intro             []string
	Facets            []facet
	Tables            []table
	Groups            []group
	Sources           []source
}

// group is some items under a heading of their own, or under that of the section where the title is empty.
type group struct {
	ID, Title, Intro string
	Items            []item
	Facets           []facet
}

// item is a thing that the report describes.
type item struct {
	ID, Number, Title string
	Lead              value
	Facets            []facet
	Handlings         []handling
	Warnings          []handling
	Demands           []demand
	DemandsTitle      string
	HandlingsTitle    string
	WarningsTitle     string
}

// handling is what was done about an obstacle. Where it has been described before it is only a link.
type handling struct {
	ID, Name  string
	Elsewhere *link
	Outcome   string
	Class     string // the outcome, for the look
	Text      value
	Note      string
}

// facet is one side of an item.
type facet struct {
	Label string
	value
}

// value is what a facet or a cell says, and what it rests on.
type value struct {
	Text    string
	List    []string
	Ordered bool
	Date    bool // the text is a date, which is not broken between lines
	Links   []link
	Mark    mark
}

// link leads to another place of the document. What stands after it is no part of it.
type link struct {
	Text, ID, After string
	Number          string // of the place it leads to, for paper; empty where it has none
}

// mark says what a value rests on.
type mark struct {
	Own          bool
	For, Against []int // numbers of sources
	Confidence   string
}

// table is rows under headings. The first cell of a row is its heading.
type table struct {
	Caption string
	Head    []string
	Rows    []row
}

// row is a row of a table. It has an address where other places lead to it.
type row struct {
	ID    string
	Cells []value
}

// demand is what a role demands.
type demand struct {
	ID string
	value
}

// source is a line of the list of sources.
type source struct {
	Number         int
	Title, Details string
	URL            string
	Note           string
}

func langOf(l vocab.Language) string {
	if l == vocab.English {
		return "en"
	}
	return "sv"
}

// settle gives every link the number of the place that it leads to.
func (d *document) settle() {
	numbers := map[string]string{}
	for _, s := range d.Sections {
		for _, g := range s.Groups {
			for _, i := range g.Items {
				numbers[i.ID] = i.Number
			}
		}
	}
	settle := func(v value) {
		for n := range v.Links {
			v.Links[n].Number = numbers[v.Links[n].ID]
		}
	}
	for _, s := range d.Sections {
		for _, t := range s.Tables {
			for _, r := range t.Rows {
				for _, v := range r.Cells {
					settle(v)
				}
			}
		}
		for _, g := range s.Groups {
			for _, i := range g.Items {
				settle(i.Lead)
				for _, f := range i.Facets {
					settle(f.value)
				}
			}
		}
	}
}
