package main

import (
	"net/http"
	"net/netip"
	"strings"
	"testing"
)

// trusted parses the proxies of a test.
func trusted(t testing.TB, setting string) proxies {
	t.Helper()
	var p proxies
	if err := p.UnmarshalText([]byte(setting)); err != nil {
		t.Fatal(err)
	}
	return p
}

func requestFrom(remote string, forwarded ...string) *http.Request {
	return &http.Request{RemoteAddr: remote, Header: http.Header{"X-Forwarded-For": forwarded}}
}

func TestClient(t *testing.T) {
	const ours = "10.0.0.0/8, 192.0.2.1, fd00::/8, ::ffff:172.16.0.0/108"
	tests := []struct {
		name      string
		remote    string
		forwarded []string
		want      string
	}{
		{"no proxy", "203.0.113.9:4711", nil, "203.0.113.9"},
		{"not trusted", "203.0.113.9:4711", []string{"198.51.100.1"}, "203.0.113.9"},
		{"one proxy", "10.0.0.1:4711", []string{"203.0.113.9"}, "203.0.113.9"},
		{"forged before the proxy", "10.0.0.1:4711", []string{"10.9.9.9, 198.51.100.1, 203.0.113.9"}, "203.0.113.9"},
		{"a chain of proxies", "10.0.0.1:4711", []string{"198.51.100.1, 203.0.113.9,192.0.2.1 ,\tfd00::1"}, "203.0.113.9"},
		{"lines are joined in order", "10.0.0.1:4711", []string{"198.51.100.1", "203.0.113.9", "10.0.0.2"}, "203.0.113.9"},
		{"all are proxies", "10.0.0.1:4711", []string{"10.0.0.3, 10.0.0.2"}, "10.0.0.3"},
		{"no list", "10.0.0.1:4711", nil, "10.0.0.1"},
		{"an empty list", "10.0.0.1:4711", []string{""}, "10.0.0.1"},
		{"only commas", "10.0.0.1:4711", []string{",,"}, "10.0.0.1"},
		{"no address stops", "10.0.0.1:4711", []string{"203.0.113.9, unknown, 10.0.0.2"}, "10.0.0.2"},
		{"no address stops at once", "10.0.0.1:4711", []string{"203.0.113.9, _hidden"}, "10.0.0.1"},
		{"a missing hop stops", "10.0.0.1:4711", []string{"203.0.113.9,"}, "10.0.0.1"},
		{"IPv4 within IPv6", "[::ffff:10.0.0.1]:4711", []string{"::ffff:203.0.113.9, ::ffff:192.0.2.1"}, "203.0.113.9"},
		{"a network of IPv4 within IPv6", "172.16.3.4:4711", []string{"203.0.113.9"}, "203.0.113.9"},
		{"ports and brackets", "10.0.0.1:4711", []string{"[2001:db8::9]:80, [fd00::1], 192.0.2.1:443"}, "2001:db8::9"},
		{"zones", "[fd00::1%eth0]:4711", []string{"fe80::9%eth1"}, "fe80::9"},
		{"half a bracket", "10.0.0.1:4711", []string{"[2001:db8::9"}, "10.0.0.1"},
		{"no port", "203.0.113.9", nil, "203.0.113.9"},
		{"no remote address", "@", []string{"203.0.113.9"}, "invalid IP"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := trusted(t, ours).client(requestFrom(test.remote, test.forwarded...)).String(); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
	if got := trusted(t, " ").client(requestFrom("10.0.0.1:1", "203.0.113.9")).String(); got != "10.0.0.1" {
		t.Errorf("without proxies: got %s", got)
	}
}

func TestParseProxiesRefuses(t *testing.T) {
	for setting, bad := range map[string]string{
		"10.0.0.1, proxy.example": `"proxy.example"`,
		"10.0.0.0/33":             `"10.0.0.0/33"`,
		"10.0.0.1,":               `""`,
		"10.0.0.1 10.0.0.2":       `"10.0.0.1 10.0.0.2"`,
		"::ffff:10.0.0.0/64":      `"::ffff:10.0.0.0/64"`, // more than all of IPv4
	} {
		var p proxies
		if err := p.UnmarshalText([]byte(setting)); err == nil || !strings.HasPrefix(err.Error(), bad) {
			t.Errorf("%s: got %v, %v", setting, p, err)
		}
	}
}

func TestClientKey(t *testing.T) {
	for a, want := range map[string]string{
		"203.0.113.9":              "203.0.113.9",
		"::ffff:203.0.113.9":       "203.0.113.9",
		"2001:db8:1:2:3:4:5:6":     "2001:db8:1:2::/64",
		"2001:db8:1:2:ffff::":      "2001:db8:1:2::/64",
		"2001:db8:1:3::":           "2001:db8:1:3::/64",
		"fe80::1%a-zone-of-theirs": "fe80::/64",
	} {
		if got := clientKey(netip.MustParseAddr(a)); got != want {
			t.Errorf("%s: got %s, want %s", a, got, want)
		}
	}
	if clientKey(netip.Addr{}) == "" {
		t.Error("no key for no address")
	}
}

// Nothing that a client can write changes who it is, through a proxy or without.
func FuzzForwardedFor(f *testing.F) {
	for _, forged := range []string{
		"", ",", "203.0.113.9", "10.0.0.1, 10.0.0.2", "unknown", "[::1]:80", "[::1", "]", "fe80::1%", "fe80::1%10.0.0.1",
		"::ffff:10.0.0.1", "10.0.0.1:99999", "1.2.3.4, 10.0.0.1:80,[fd00::1]", "\x00", "%,%", strings.Repeat("10.0.0.1,", 1000),
	} {
		f.Add(forged)
	}
	ours := trusted(f, "10.0.0.0/8, fd00::/8")
	f.Fuzz(func(t *testing.T, forged string) {
		const itself = "203.0.113.9"
		for name, r := range map[string]*http.Request{
			"directly":                  requestFrom(itself+":4711", forged),
			"through a proxy":           requestFrom("10.0.0.1:4711", forged+", "+itself),
			"through two":               requestFrom("10.0.0.1:4711", forged+", "+itself+", fd00::1"),
			"through one that adds one": requestFrom("10.0.0.1:4711", forged, itself),
		} {
			if got := ours.client(r).String(); got != itself {
				t.Errorf("%s: taken for %s", name, got)
			}
		}
		// And what a proxy itself says is always someone, in one form.
		got := ours.client(requestFrom("10.0.0.1:4711", forged))
		if !got.IsValid() || got.Zone() != "" || got.Is4In6() || len(clientKey(got)) > len("2001:db8:1111:2222::/64") {
			t.Errorf("got %v with key %s", got, clientKey(got))
		}
	})
}
