package wire

import (
	"mime"
	"strconv"
	"strings"
)

// Prefer chooses among media types by an Accept header (RFC 9110, section 12.5.1): the one with the highest quality, of
// equals the one that the header names first, or the one offered first where it names none of them. No header, and an
// empty one, accept everything. It gives "" when nothing is acceptable.
func Prefer(accept string, offers ...string) string {
	if strings.TrimSpace(accept) == "" {
		return offers[0]
	}
	ranges := readAccept(accept)
	best, quality, place := "", 0.0, 0
	for _, offer := range offers {
		q, at := rank(ranges, offer)
		if q > quality || (q == quality && q > 0 && at < place) {
			best, quality, place = offer, q, at
		}
	}
	return best
}

// Quality is how much a media type is wanted by an Accept header: 0, not at all, to 1.
func Quality(accept, media string) float64 {
	q, _ := rank(readAccept(accept), media)
	return q
}

// mediaRange is one of those that an Accept header names.
type mediaRange struct {
	media   string
	quality float64
}

func readAccept(accept string) []mediaRange {
	var ranges []mediaRange
	for part := range strings.SplitSeq(accept, ",") {
		media, parameters, err := mime.ParseMediaType(part)
		if err != nil {
			continue // what cannot be read accepts nothing
		}
		if charset := parameters["charset"]; charset != "" && !strings.EqualFold(charset, "utf-8") {
			continue // we speak no other
		}
		quality := 1.0
		if given, ok := parameters["q"]; ok {
			if quality, err = strconv.ParseFloat(given, 64); err != nil || !(quality >= 0 && quality <= 1) {
				continue
			}
		}
		ranges = append(ranges, mediaRange{media, quality})
	}
	return ranges
}

// rank is the quality of a media type by the range that fits it most closely, and where that range stands.
func rank(ranges []mediaRange, media string) (quality float64, place int) {
	kind, _, _ := strings.Cut(media, "/")
	for _, fits := range []string{media, kind + "/*", "*/*"} {
		for i, r := range ranges {
			if r.media == fits {
				return r.quality, i
			}
		}
	}
	return 0, 0
}
