package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"strings"
)

const (
	bad        = "BAD_USER_INPUT"
	tooComplex = "QUERY_TOO_COMPLEX"
)

// times repeats a text, with a blank after each.
func times(n int, text string) string { return strings.Repeat(text+" ", n) }

// numbered repeats a text that has a number, %[1]d, and perhaps the one after it, %[2]d.
func numbered(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format+" ", i, i+1)
	}
	return b.String()
}

func sundsvall(selection string) string { return `{municipality(code:"2281"){` + selection + `}}` }

// documents attack what reads and validates a document. Where the length is not the attack, they stay below 2,000 tokens.
func documents() []attack {
	const related = `relationships{edges{node{other{...f%[2]d}}}}`
	kinds := []string{"Municipality", "Region", "Association", "Supplier", "Agency", "ResearchOrganisation"}
	var onKinds strings.Builder
	for i := range 17 {
		fmt.Fprintf(&onKinds, "... on %s{relationships{%s}}", kinds[i%len(kinds)], times(7, "... on ActorRelationshipConnection{edges{node{other{name}}}}"))
	}
	var mesh strings.Builder
	for i := range 40 {
		fmt.Fprintf(&mesh, "fragment f%d on Municipality{name %s} ", i, strings.Join(strings.Split(numbered(40, "...f%[1]d"), " ")[i+1:], " "))
	}
	return []attack{
		{"5,000 times the same field", document(sundsvall(times(5_000, "name"))), 400, tooComplex, "max-tokens"},
		{"100,000 unknown fields", document("{" + times(100_000, "x") + "}"), 400, tooComplex, "max-document"},
		{"500 unknown directives", document("{__typename " + times(500, "@x") + "}"), 400, bad, ""},
		{"280 times @skip", document("{__typename " + times(280, "@skip(if:false)") + "}"), 400, bad, ""},
		{"the same field 1,980 times", document(sundsvall(times(1_980, "name"))), 200, "", ""},
		{"the same object 480 times", document(sundsvall(times(480, "region{name}"))), 200, "", ""},
		{"the same object 45 times with 40 fields", document(sundsvall(times(45, "region{"+times(40, "name")+"}"))), 200, "", ""},
		{"1,985 unknown fields of Query", document("{" + numbered(1_985, "municipalitie%[1]d") + "}"), 400, bad, ""},
		{"900 unknown fields with long names", document("{" + numbered(900, "m"+strings.Repeat("u", 60)+"%[1]d") + "}"), 400, bad, ""},
		{"640 fields that Actor has only as a Municipality", document(`{actor(slug:"x"){` + numbered(640, "a%[1]d:population") + "}}"), 400, bad, ""},
		{"650 unknown arguments", document("{municipalities(" + numbered(650, "firsts%[1]d:1") + "){totalCount}}"), 400, bad, ""},
		{"1,970 unknown enum values", document(`{search(query:"x",kinds:[` + numbered(1_970, "MUNICIPALIT%[1]d") + "]){totalCount}}"), 400, bad, ""},
		{"650 unknown fields of a filter", document("{actors(where:{" + numbered(650, "kinds%[1]d:1") + "}){totalCount}}"), 400, bad, ""},
		{"330 unknown types", document("{__typename " + numbered(330, "... on Municipalit%[1]d{id}") + "}"), 400, bad, ""},
		{"490 variables of an unknown type", document("query(" + numbered(490, "$a%[1]d:Municipalitx") + "){__typename}"), 400, bad, ""},
		{"490 variables that nobody uses", document("query(" + numbered(490, "$a%[1]d:Int") + "){__typename}"), 400, bad, ""},
		{"1,900 variables", document("query(" + numbered(1_900, "$a%[1]d:Int") + "){__typename}"), 400, tooComplex, "max-tokens"},
		{"one variable used 150 times", document("query($d:Date){" + times(150, `municipality(code:"2281",asOf:$d){name}`) + "}"), 200, "", ""},
		{"one variable used 900 times", document("query($i:ID!){nodes(ids:[" + times(900, "$i") + "]){id}}"), 400, bad, ""},
		{"a cycle of 2 fragments", document(sundsvall("...a") + "fragment a on Municipality{...b} fragment b on Municipality{...a}"), 400, bad, ""},
		{"a cycle of 240 fragments", document(sundsvall("...f0") + numbered(239, "fragment f%[1]d on Municipality{...f%[2]d}") + "fragment f239 on Municipality{...f0}"), 400, bad, ""},
		{"30 fragments, each with all 30", document(sundsvall("...f0") + numbered(30, "fragment f%[1]d on Municipality{"+numbered(30, "...f%[1]d")+"}")), 400, bad, ""},
		{"40 fragments, each with all after it", document(sundsvall("...f0") + mesh.String()), 200, "", ""},
		{"140 fragments, each twice the next", document(sundsvall("...f0") + numbered(140, "fragment f%[1]d on Municipality{...f%[2]d ...f%[2]d}") + "fragment f140 on Municipality{name}"), 200, "", ""},
		{"40 levels of fragments, each with two fields", document(`{actor(slug:"x"){...f0}}` + numbered(40, "fragment f%[1]d on Actor{"+related+related+"}") + "fragment f40 on Actor{name}"), 400, tooComplex, "max-depth"},
		{"40 levels of fragments, each with two aliases", document(`{actor(slug:"x"){...f0}}` + numbered(40, "fragment f%[1]d on Actor{a:"+related+"b:"+related+"}") + "fragment f40 on Actor{name}"), 400, tooComplex, "max-aliases"},
		{"3 levels of fragments, each with 10 aliases", document(`{actor(slug:"x"){...f0}}` + numbered(3, "fragment f%[1]d on Actor{"+aliased(10, `involvements{totalCount}`)+"r:"+related+"}") + "fragment f3 on Actor{name}"), 400, tooComplex, "max-aliases"},
		{"one key in fragments on six types", document(`{actor(slug:"x"){` + onKinds.String() + "}}"), 200, "", ""},
		{"280 operations with one fragment", document(numbered(280, "query q%[1]d{...f}") + "fragment f on Query{" + times(300, "__typename") + "}"), 400, bad, ""},
		{"120 operations with 120 fragments", document(numbered(120, "query q%[1]d{...f0}") + numbered(120, "fragment f%[1]d on Query{...f%[2]d}") + "fragment f120 on Query{__typename}"), 400, bad, ""},
		{"a list of 950 levels", document("{actors(where:{id:" + times(950, "[") + times(950, "]") + "}){totalCount}}"), 400, bad, ""},
		{"an object of 490 levels", document("{actors(where:" + times(490, "{x:") + "1" + times(490, "}") + "){totalCount}}"), 400, bad, ""},
		{"a variable whose type is a list of 950 levels", document("query($a:" + times(950, "[") + "ID" + times(950, "]") + "){actors(where:{id:$a}){totalCount}}"), 400, bad, ""},
		{"200 levels of fields", document(deep(200)), 400, tooComplex, "max-depth"},
		{"480 levels of fields", document(deep(480)), 400, tooComplex, "max-depth"},
		{"900 levels of fields", document(deep(900)), 400, tooComplex, "max-tokens"},
		{"200 aliases", document(sundsvall(aliased(200, "name"))), 400, tooComplex, "max-aliases"},
		{"25 root fields", document("{" + aliased(25, "__typename") + "}"), 400, tooComplex, "max-root-fields"},
		{"a number of 10,000 digits", document("{municipalities(first:" + strings.Repeat("9", 10_000) + "){totalCount}}"), 400, bad, ""},
		{"a text of 60,000 characters", document(`{search(query:"` + strings.Repeat("a", 60_000) + `"){totalCount}}`), 200, bad, ""},
		{"a comment of 60,000 characters", document("{__typename} #" + strings.Repeat("a", 60_000)), 200, "", ""},
		{"a block text that is not closed", document(`{search(query:"""` + strings.Repeat("a\n", 20_000) + `){totalCount}}`), 400, bad, ""},
	}
}

// aliased selects a field many times, each under its own alias.
func aliased(n int, field string) string {
	return numbered(n, "z%[1]d:"+strings.ReplaceAll(field, "%", "%%"))
}

// deep is an actor of an actor of an actor, in so many levels.
func deep(levels int) string {
	const four = "relationships{edges{node{other{"
	return `{actor(slug:"x"){` + times(levels/4, four) + "name" + times(levels/4, "}}}}") + "}}"
}

// filters attack through the arguments.
func filters() []attack {
	const actors = "query($w:ActorFilter){actors(where:$w){totalCount}}"
	const nodes = "query($i:[ID!]!){nodes(ids:$i){id}}"
	const page = "query($n:Int){municipalities(first:$n){totalCount}}"
	const search = "query($q:String!){search(query:$q){totalCount}}"
	list := func(n int, item string) string {
		return `{"i":[` + strings.TrimSuffix(strings.Repeat(item+",", n), ",") + "]}"
	}
	const id = `"act_01JD0000000000000000000000"`
	return []attack{
		{"a filter of 480 levels", document("{actors(where:" + times(480, "{not:") + `{slug:["x"]}` + times(480, "}") + "){totalCount}}"), 400, tooComplex, "max-filter-depth"},
		{"a filter of 1,000 levels by variable", withVariables(actors, `{"w":`+strings.Repeat(`{"not":`, 1_000)+`{"slug":["x"]}`+strings.Repeat("}", 1_000)+"}"), 400, tooComplex, "max-filter-depth"},
		{"a filter of 9,000 levels by variable", withVariables(actors, `{"w":`+strings.Repeat(`{"not":`, 9_000)+`{"slug":["x"]}`+strings.Repeat("}", 9_000)+"}"), 400, tooComplex, "max-variables"},
		{"a filter of 20,000 branches by variable", withVariables(actors, `{"w":{"or":[`+strings.TrimSuffix(strings.Repeat(`{"slug":["x"]},`, 20_000), ",")+"]}}"), 400, tooComplex, "max-variables"},
		{"28,000 ids by variable", withVariables(nodes, list(28_000, id)), 400, tooComplex, "max-variables"},
		{"40,000 ids by variable", withVariables(nodes, list(40_000, id)), 413, bad, "max-body"},
		{"520,000 numbers by variable", withVariables(nodes, list(520_000, "1")), 400, tooComplex, "max-variables"},
		{"200,000 objects by variable", withVariables(nodes, list(200_000, `{}`)), 400, tooComplex, "max-variables"},
		{"70,000 variables that nobody defined", withVariables(nodes, `{"i":[],`+strings.TrimSuffix(numberedJSON(70_000), ",")+"}"), 400, tooComplex, "max-variables"},
		{"a list of 9,000 levels by variable", withVariables(nodes, `{"i":`+strings.Repeat("[", 9_000)+strings.Repeat("]", 9_000)+"}"), 400, bad, ""},
		{"a list of 300,000 levels by variable", withVariables(nodes, `{"i":`+strings.Repeat("[", 300_000)+strings.Repeat("]", 300_000)+"}"), 400, bad, ""},
		{"the number 1e999999", withVariables(page, `{"n":1e999999}`), 400, bad, ""},
		{"a number of 10,000 digits by variable", withVariables(page, `{"n":`+strings.Repeat("9", 10_000)+"}"), 400, bad, ""},
		{"NUL by variable", withVariables(search, `{"q":"a\u0000b"}`), 400, bad, ""},
		{"half a surrogate pair by variable", withVariables(search, `{"q":"sund\ud800"}`), 200, "", ""},
		{"half a surrogate pair in a document", document(`{search(query:"sund\ud800"){totalCount}}`), 200, "", ""},
		{"NUL in a document", document(`{search(query:"a\u0000b"){totalCount}}`), 400, bad, ""},
	}
}

func numberedJSON(n int) string {
	return strings.ReplaceAll(numbered(n, `"x%[1]d":1,`), " ", "")
}

// dearOperations is the most that can be asked for below the limits, as far as we have found it.
func dearOperations() []attack {
	const values = "id kind slug name nameEn aliases organisationNumber website status note confidence origin version revision recordedAt updatedAt"
	const guidance = `guidance(input:{actor:{code:"2281"},limits:{first:50}}){possible options{fit alternative{name} reasons{text} open{why law form{name}} closed{form{name}}}}`
	const argument = "name description type{name ofType{name ofType{name ofType{name}}}}"
	const field = "name description isDeprecated deprecationReason args{" + argument + "} type{name kind ofType{name kind ofType{name kind ofType{name}}}}"
	const typeFields = "fields{name} ofType{fields{name} ofType{fields{name} ofType{fields{name}}}}"
	const introspection = "{queryType{name} types{kind name description fields(includeDeprecated:true){" + field + "} inputFields{" + argument + "} interfaces{name} enumValues(includeDeprecated:true){name description} possibleTypes{name}} directives{name description locations args{" + argument + "}}}"
	manyBranches := `{"w":{"validity":"ANY","or":[` + strings.TrimSuffix(strings.Repeat(`{"type":["MEMBER_OF","OWNS"],"validity":"ANY"},`, 40), ",") + "]}}"
	return []attack{
		{"a page of 1,000 in each of a page of 1,000", document("{municipalities(first:1000){edges{node{relationships(first:1000){edges{node{label}}}}}}}"), 400, tooComplex, "max-cost"},
		{"all values of all actors 9 times, 20 notes each", document("{" + aliased(9, "actors(first:1000){edges{cursor node{...A}}}") + "}fragment A on Actor{" + values + " " + aliased(20, "note") + "}"), 200, "", ""},
		{"both ends of 3,000 relations, 27 notes each", document(bothEnds("r%[1]d:relationships(first:1000,where:{validity:ANY}){edges{node{from{...A} to{...A}}}}", aliased(27, "note"))), 200, "", ""},
		{"8 lists of each municipality", document("{municipalities(first:290){edges{node{" + aliased(8, "relationships(first:1,where:{validity:ANY}){totalCount edges{node{other{name}}}}") + "}}}}"), 200, "", ""},
		// What a filter of many filters costs the database is not seen in what comes back. It should cost something.
		{"29 counts of each actor, 40 filters each", withVariables("query($w:ActorRelationshipFilter){actors(first:300){edges{node{"+aliased(29, "relationships(where:$w){totalCount}")+"}}}}", manyBranches), 400, tooComplex, "max-cost"},
		// A page that only tells whether there is more has been read all the same. It should cost what it may hold.
		{"29 pages of each actor, of which only pageInfo", withVariables("query($w:ActorRelationshipFilter){actors(first:432){edges{node{"+aliased(29, "relationships(first:1000,where:$w){pageInfo{hasNextPage endCursor}}")+"}}}}", manyBranches), 400, tooComplex, "max-cost"},
		{"20 searches", document("{" + aliased(20, `search(query:"kommun e",first:450){totalCount edges{node{__typename ... on Municipality{name note}}}}`) + "}"), 200, "", ""},
		{"20 times the knowledge base", document("{" + aliased(20, "knowledgeBase{revision counts{actors{count}solutions{count}relationships{count}involvements{count}solutionLinks{count}} dataSources{title}}") + "}"), 200, "", ""},
		{"15 times guidance", document("{" + aliased(15, guidance) + "}"), 200, "", ""},
		{"9 times the guideline", document("{" + aliased(9, `guideline(for:{actor:{code:"2281"}}){html markdown}`) + "}"), 200, "", ""},
		{"9 times the whole schema", document("{" + aliased(9, "__schema{...S}") + "}fragment S on __Schema" + introspection), 200, "", ""},
		{"the fields of the types of all fields", document("{__schema{types{fields{type{" + typeFields + "}}}}}"), 200, "", ""},
		// Each level of introspection is as long as the schema, so aliases on two levels multiply: 90 MB for these few words.
		{"9 times the types, 10 times their interfaces, 10 times the types of these", document("{" + aliased(9, "__schema{types{...A}}") + "}fragment A on __Type{" + aliased(10, "interfaces{...B}") + "}fragment B on __Type{" + aliased(10, "possibleTypes{...C}") + "}fragment C on __Type{name description}"), 400, tooComplex, "max-cost"},
		{"introspection of 26 levels that fan out", document("{__schema{types{...f0}}}" + numbered(26, "fragment f%[1]d on __Type{ofType{...f%[2]d ...f%[2]d}}") + "fragment f26 on __Type{name}"), 200, "", ""},
	}
}

// bothEnds asks for three lists of relations, and for something of the actors at both ends.
func bothEnds(list, ofActors string) string {
	return "{" + numbered(3, list) + "}fragment A on Actor{" + ofActors + "}"
}

// bodies attack what reads the body of a request.
func bodies() []attack {
	json := func(body string) request { return request{body: body} }
	big := request{body: `{"query":"` + strings.Repeat("a", 20<<20) + `"}`}
	bigInChunks := big
	bigInChunks.chunked = true
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	_, _ = z.Write(make([]byte, 100<<20)) // into memory
	_ = z.Close()
	return []attack{
		{"20 MB", big, 413, bad, "max-body"},
		{"20 MB in chunks", bigInChunks, 413, bad, "max-body"},
		{"a gzip bomb", request{body: bomb.String(), headers: []string{"Content-Encoding", "gzip"}}, 415, bad, ""},
		{"null", json("null"), 400, bad, ""},
		{"[]", json("[]"), 400, bad, ""},
		{"a batch", json(`[{"query":"{__typename}"}]`), 400, bad, ""},
		{`"x"`, json(`"x"`), 400, bad, ""},
		{"1", json("1"), 400, bad, ""},
		{"{}", json("{}"), 400, bad, ""},
		{"nothing", json(""), 400, bad, ""},
		{"broken JSON", json(`{"query":`), 400, bad, ""},
		{"two objects", json(`{"query":"{__typename}"}{}`), 400, bad, ""},
		{"900,000 levels of lists", json(strings.Repeat("[", 900_000)), 400, bad, ""},
		{"200,000 levels of objects", json(strings.Repeat(`{"a":`, 200_000)), 400, bad, ""},
		{"9,000 levels in extensions", json(`{"query":"{__typename}","extensions":{"a":` + strings.Repeat("[", 9_000) + strings.Repeat("]", 9_000) + "}}"), 200, "", ""},
		{"the query twice", json(`{"query":"{__typename}","query":"{x}"}`), 400, bad, ""},
		{"variables as text", json(`{"query":"{__typename}","variables":"x"}`), 400, bad, ""},
		{"not UTF-8", json("{\"query\":\"{__typename} #\xff\"}"), 400, bad, ""},
		{"NUL", json("{\"query\":\"{__typename}\x00\"}"), 400, bad, ""},
		{"half a surrogate pair", json(`{"query":"{__typename} #\ud800"}`), 200, "", ""},
		{"an unknown persisted document", json(`{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"` + strings.Repeat("0", 64) + `"}}}`), 200, "PERSISTED_QUERY_NOT_FOUND", ""},
		{"a persisted document with a wrong hash", json(`{"query":"{__typename}","extensions":{"persistedQuery":{"version":1,"sha256Hash":"` + strings.Repeat("0", 64) + `"}}}`), 400, bad, ""},
		{"a persisted document without sense", json(`{"query":"{__typename}","extensions":{"persistedQuery":[1]}}`), 400, bad, ""},
	}
}

// requests attack what reads the rest of a request.
func requests() []attack {
	const query = "/graphql?query={__typename}"
	get := func(target string, headers ...string) request {
		return request{method: http.MethodGet, target: target, headers: headers}
	}
	post := func(headers ...string) request {
		return request{body: `{"query":"{__typename}"}`, headers: headers}
	}
	return []attack{
		{"an address of 15 KiB", get(query + "%23" + strings.Repeat("a", 15<<10)), 200, "", ""},
		{"an address of 24 KiB", get(query + "%23" + strings.Repeat("a", 24<<10)), 431, notOurs, ""},
		{"headers of 24 KiB", post("X-Large", strings.Repeat("a", 24<<10)), 431, notOurs, ""},
		{"broken percent-encoding in the parameters", get("/graphql?query=%zz"), 400, bad, ""},
		{"broken percent-encoding in the path", request{verbatim: "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n"}, 400, notOurs, ""},
		{"no request line", request{verbatim: "\x16\x03\x01\x02\x00\r\n\r\n"}, 400, notOurs, ""},
		{"no host", request{verbatim: "GET /graphql HTTP/1.1\r\n\r\n"}, 400, notOurs, ""},
		{"two lengths", request{verbatim: "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}"}, 400, notOurs, ""},
		{"chunks that are none", request{verbatim: "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"}, 400, bad, ""},
		{"a mutation by GET", get("/graphql?query=mutation{x}"), 400, bad, ""},
		{"a subscription by GET", get("/graphql?query=subscription{knowledgeBaseChanged{revision}}"), 400, bad, ""},
		{"PUT", request{method: http.MethodPut}, 405, bad, ""},
		{"DELETE", request{method: http.MethodDelete}, 405, bad, ""},
		{"an unknown method", request{method: "BREW"}, 405, bad, ""},
		{"text/plain", post("Content-Type", "text/plain"), 415, bad, ""},
		{"a form", post("Content-Type", "application/x-www-form-urlencoded"), 415, bad, ""},
		{"a form of several parts", post("Content-Type", "multipart/form-data; boundary=x"), 415, bad, ""},
		{"no content type", post("Content-Type", ""), 415, bad, ""},
		{"JSON in Latin-1", post("Content-Type", "application/json; charset=iso-8859-1"), 415, bad, ""},
		{"text/plain accepted alone", post("Accept", "text/plain"), 406, bad, ""},
		{"10,000 commas accepted", post("Accept", strings.Repeat(",", 10_000)), 406, bad, ""},
		{"2,000 media types accepted", post("Accept", strings.Repeat("a/b;q=0,", 2_000)+"*/*"), 200, "", ""},
		{"10,000 commas known", get(query, "If-None-Match", strings.Repeat(",", 10_000)), 200, "", ""},
		{"15,000 empty parameters", get("/graphql?" + strings.Repeat("&", 15_000) + "query={__typename}"), 400, bad, ""},
	}
}
