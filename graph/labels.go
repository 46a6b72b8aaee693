package graph

import (
	"kommungraf/internal/network"
	"kommungraf/internal/vocab"
)

// wordOf says a key in words. Areas, years and what has no words of its own stand for themselves.
func wordOf(entity vocab.RelationEntity, k network.Key) vocab.Text {
	if k.By == vocab.ByType {
		return specOf(network.Type{Entity: entity, Code: k.Value}).Label
	}
	if t, ok := keyWords[k.By][k.Value]; ok {
		return t
	}
	return vocab.Text{SV: k.Value, EN: k.Value}
}

var keyWords = map[vocab.GroupBy]map[string]vocab.Text{
	vocab.ByFromKind:   kindWords,
	vocab.ByToKind:     kindWords,
	vocab.ByCounty:     countyWords,
	vocab.BySkrGroup:   skrGroupWords,
	vocab.BySizeBand:   bandWords,
	vocab.ByForm:       formWords,
	vocab.ByStatus:     statusWords,
	vocab.ByConfidence: confidenceWords,
}

// Kinds of actors and of solutions.
var kindWords = map[string]vocab.Text{
	"MUNICIPALITY":          {SV: "kommuner", EN: "municipalities"},
	"REGION":                {SV: "regioner", EN: "regions"},
	"ASSOCIATION":           {SV: "samverkansorgan och föreningar", EN: "joint bodies and associations"},
	"SUPPLIER":              {SV: "leverantörer", EN: "suppliers"},
	"AGENCY":                {SV: "myndigheter", EN: "agencies"},
	"RESEARCH_ORGANISATION": {SV: "forskningsorganisationer", EN: "research organisations"},
	"OPEN_SOURCE":           {SV: "öppen källkod", EN: "open source"},
	"SHARED_SERVICE":        {SV: "gemensamma tjänster", EN: "shared services"},
	"JOINTLY_PROCURED":      {SV: "gemensamt upphandlat", EN: "jointly procured"},
	"COMMERCIAL_PRODUCT":    {SV: "kommersiella produkter", EN: "commercial products"},
	"STANDARD":              {SV: "standarder", EN: "standards"},
}

// Counties, by the codes of Statistics Sweden.
var countyWords = map[string]vocab.Text{
	"01": {SV: "Stockholms län", EN: "Stockholm County"},
	"03": {SV: "Uppsala län", EN: "Uppsala County"},
	"04": {SV: "Södermanlands län", EN: "Södermanland County"},
	"05": {SV: "Östergötlands län", EN: "Östergötland County"},
	"06": {SV: "Jönköpings län", EN: "Jönköping County"},
	"07": {SV: "Kronobergs län", EN: "Kronoberg County"},
	"08": {SV: "Kalmar län", EN: "Kalmar County"},
	"09": {SV: "Gotlands län", EN: "Gotland County"},
	"10": {SV: "Blekinge län", EN: "Blekinge County"},
	"12": {SV: "Skåne län", EN: "Skåne County"},
	"13": {SV: "Hallands län", EN: "Halland County"},
	"14": {SV: "Västra Götalands län", EN: "Västra Götaland County"},
	"17": {SV: "Värmlands län", EN: "Värmland County"},
	"18": {SV: "Örebro län", EN: "Örebro County"},
	"19": {SV: "Västmanlands län", EN: "Västmanland County"},
	"20": {SV: "Dalarnas län", EN: "Dalarna County"},
	"21": {SV: "Gävleborgs län", EN: "Gävleborg County"},
	"22": {SV: "Västernorrlands län", EN: "Västernorrland County"},
	"23": {SV: "Jämtlands län", EN: "Jämtland County"},
	"24": {SV: "Västerbottens län", EN: "Västerbotten County"},
	"25": {SV: "Norrbottens län", EN: "Norrbotten County"},
}

var skrGroupWords = map[string]vocab.Text{
	"A1": {SV: "A1 Storstäder", EN: "A1 Large cities"},
	"A2": {SV: "A2 Pendlingskommun nära storstad", EN: "A2 Commuting municipality near a large city"},
	"B3": {SV: "B3 Större stad", EN: "B3 Medium-sized town"},
	"B4": {SV: "B4 Pendlingskommun nära större stad", EN: "B4 Commuting municipality near a medium-sized town"},
	"B5": {SV: "B5 Lågpendlingskommun nära större stad", EN: "B5 Low-commuting municipality near a medium-sized town"},
	"C6": {SV: "C6 Mindre stad/tätort", EN: "C6 Small town"},
	"C7": {SV: "C7 Pendlingskommun nära mindre stad/tätort", EN: "C7 Commuting municipality near a small town"},
	"C8": {SV: "C8 Landsbygdskommun", EN: "C8 Rural municipality"},
	"C9": {SV: "C9 Landsbygdskommun med besöksnäring", EN: "C9 Rural municipality with a visitor industry"},
}

var bandWords = map[string]vocab.Text{
	"UNDER_10000":          {SV: "färre än 10 000 invånare", EN: "fewer than 10,000 inhabitants"},
	"FROM_10000_TO_30000":  {SV: "10 000–29 999 invånare", EN: "10,000–29,999 inhabitants"},
	"FROM_30000_TO_100000": {SV: "30 000–99 999 invånare", EN: "30,000–99,999 inhabitants"},
	"OVER_100000":          {SV: "minst 100 000 invånare", EN: "at least 100,000 inhabitants"},
}

var formWords = map[string]vocab.Text{
	"MUNICIPAL_ASSOCIATION":              {SV: "kommunalförbund", EN: "municipal associations"},
	"JOINT_BOARD":                        {SV: "gemensamma nämnder", EN: "joint boards"},
	"JOINT_COMPANY":                      {SV: "gemensamt ägda bolag", EN: "jointly owned companies"},
	"HOLDING_COMPANY":                    {SV: "ägarbolag", EN: "holding companies"},
	"CENTRAL_PURCHASING_BODY":            {SV: "inköpscentraler", EN: "central purchasing bodies"},
	"COOPERATIVE":                        {SV: "ekonomiska föreningar", EN: "cooperative societies"},
	"CONTRACTUAL_COOPERATION":            {SV: "avtalssamverkan", EN: "cooperation by agreement"},
	"COUNTY_FEDERATION":                  {SV: "länsförbund", EN: "county federations"},
	"FEDERATION_OF_ASSOCIATIONS":         {SV: "förbund av kommunalförbund", EN: "federations of municipal associations"},
	"EMPLOYER_AND_INTEREST_ORGANISATION": {SV: "arbetsgivar- och intresseorganisationer", EN: "employer and interest organisations"},
	"NON_PROFIT_ASSOCIATION":             {SV: "ideella föreningar", EN: "non-profit associations"},
	"COOPERATION_PROGRAMME":              {SV: "samverkansprogram", EN: "cooperation programmes"},
	"NETWORK":                            {SV: "nätverk", EN: "networks"},
	"OPEN_SOURCE_COMMUNITY":              {SV: "gemenskaper kring öppen källkod", EN: "open-source communities"},
	"PROJECT":                            {SV: "projekt", EN: "projects"},
	"RESEARCH_PROJECT":                   {SV: "forskningsprojekt", EN: "research projects"},
	"RESEARCH_NETWORK":                   {SV: "forskarnätverk", EN: "research networks"},
	"STATE_AGENCY":                       {SV: "statliga myndigheter", EN: "state agencies"},
	"STANDARDS_BODY":                     {SV: "standardiseringsorgan", EN: "standards bodies"},
	"UNIVERSITY":                         {SV: "universitet och högskolor", EN: "universities"},
	"RESEARCH_INSTITUTE":                 {SV: "forskningsinstitut", EN: "research institutes"},
}

var statusWords = map[string]vocab.Text{
	"ASSERTED":  {SV: "påstått", EN: "asserted"},
	"CONFIRMED": {SV: "bekräftat", EN: "confirmed"},
	"DISPUTED":  {SV: "bestritt", EN: "disputed"},
	"WITHDRAWN": {SV: "återtaget", EN: "withdrawn"},
}

var confidenceWords = map[string]vocab.Text{
	"HIGH":   {SV: "hög säkerhet", EN: "high confidence"},
	"MEDIUM": {SV: "medelhög säkerhet", EN: "medium confidence"},
	"LOW":    {SV: "låg säkerhet", EN: "low confidence"},
}
