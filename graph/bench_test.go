package graph_test

import (
	"testing"

	"kommungraf/internal/kbtest"
)

// BenchmarkDashboards asks what dashboards ask through the handler, documents parsed and statements prepared.
func BenchmarkDashboards(b *testing.B) {
	for _, d := range dashboards {
		b.Run(d.name, func(b *testing.B) {
			b.Run("sqlite", func(b *testing.B) { benchmark(b, d, kbtest.SQLite) })
			b.Run("postgres", func(b *testing.B) { benchmark(b, d, kbtest.Postgres) })
		})
	}
}

func benchmark(b *testing.B, d dashboard, location func(testing.TB, string) string) {
	h := api(b, kbtest.MustOpen(b, location(b, "loaded")), anyone)
	data[any](b, h, d.query, pages[0]) // a benchmark of refusals would be quick
	b.ReportAllocs()
	for b.Loop() {
		ask(b, h, d.query, pages[0])
	}
}
