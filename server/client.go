package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// proxies are the addresses whose word on whom they speak for is taken.
type proxies []netip.Prefix

// UnmarshalText reads addresses and networks with commas between them, as in "127.0.0.1, 10.0.0.0/8, fd00::/8". Of none
// it makes none.
func (p *proxies) UnmarshalText(setting []byte) error {
	*p = nil
	if len(bytes.TrimSpace(setting)) == 0 {
		return nil
	}
	for word := range strings.SplitSeq(string(setting), ",") {
		word = strings.TrimSpace(word)
		n, err := netip.ParsePrefix(word)
		if err != nil {
			a := address(word)
			n = netip.PrefixFrom(a, a.BitLen())
		}
		if n.Addr().Is4In6() { // clients are compared as IPv4
			n = netip.PrefixFrom(n.Addr().Unmap(), n.Bits()-96)
		}
		if !n.IsValid() {
			return fmt.Errorf("%q is neither an address nor a network: write one as 10.0.0.1 or 10.0.0.0/8", word)
		}
		*p = append(*p, n)
	}
	return nil
}

func (p proxies) trust(a netip.Addr) bool {
	return slices.ContainsFunc(p, func(n netip.Prefix) bool { return n.Contains(a) })
}

// client is the address that a request comes from. Each proxy adds to the end of X-Forwarded-For whom it heard from, so
// that the list is read from there, and no further than to the first address that is no proxy of ours: it may have
// written all that stands before its own. A hop that is no address ends the reading at the proxy that reported it.
func (p proxies) client(r *http.Request) netip.Addr {
	at := address(r.RemoteAddr)
	hops := strings.Join(r.Header.Values("X-Forwarded-For"), ",") // proxies may also add a line
	for hops != "" && p.trust(at) {
		comma := strings.LastIndexByte(hops, ',')
		next := address(hops[comma+1:])
		if !next.IsValid() {
			break
		}
		at, hops = next, hops[:max(comma, 0)]
	}
	return at
}

// address reads an address in any form that proxies write: with a port, in brackets, IPv4 within IPv6, with a zone.
// Such a zone is a name on the network of whoever wrote it and says nothing here. Of anything else it makes the zero
// address.
func address(s string) netip.Addr {
	s = strings.TrimSpace(s)
	a, err := netip.ParseAddr(s)
	if err != nil {
		inner, opened := strings.CutPrefix(s, "[")
		inner, closed := strings.CutSuffix(inner, "]")
		if opened && closed {
			a, _ = netip.ParseAddr(inner)
		} else if withPort, err := netip.ParseAddrPort(s); err == nil {
			a = withPort.Addr()
		}
	}
	return a.WithZone("").Unmap()
}

// clientKey names whom the limits of a rate are for: an IPv4 address, or the /64 network of an IPv6 address, since that
// is the least that one subscriber gets, and he may take a new address from it for each request.
func clientKey(a netip.Addr) string {
	a = a.Unmap()
	if a.Is4() {
		return a.String()
	}
	network, _ := a.Prefix(64) // the zero address gives the zero network: all who have none share a key
	return network.String()
}
