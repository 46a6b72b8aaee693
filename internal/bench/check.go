package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"reflect"
)

// plan is what a contestant is asked in a workload, and how long its answers are.
type plan struct {
	requests []wireRequest
	lengths  []int
}

// check asks everyone everything once, and refuses answers that do not say the same as the product's. What it gives is what
// the load consists of. The first of the contestants is the product that the others are held against.
func check(ctx context.Context, l workload, w *world, all []*running) ([]plan, error) {
	plans := make([]plan, len(all))
	connections := make([]*connection, len(all))
	for i, r := range all {
		c, err := dial(ctx, r.address)
		if err != nil {
			return nil, err
		}
		defer c.Close()
		connections[i] = c
	}
	for _, v := range l.requests(w) {
		var right []byte
		for i, r := range all {
			request, err := r.ask(l, v, right)
			if err != nil {
				return nil, err
			}
			answer, err := connections[i].do(request)
			if err != nil {
				return nil, fmt.Errorf("%s, %s with %v: %w", l.name, r.name, v, err)
			}
			if i == 0 {
				right = bytes.Clone(answer)
			}
			if r.name != "fixed" && !sayTheSame(right, answer) {
				return nil, fmt.Errorf("%s with %v: %s answers\n%.2000s\nand %s\n%.2000s", l.name, v, all[0].name, right, r.name, answer)
			}
			plans[i].requests = append(plans[i].requests, request)
			plans[i].lengths = append(plans[i].lengths, len(answer))
		}
	}
	return plans, nil
}

// sayTheSame compares the data of two answers as JSON, whatever their white space.
func sayTheSame(a, b []byte) bool {
	if bytes.Equal(a, b) {
		return true
	}
	var x, y struct{ Data any }
	return json.Unmarshal(a, &x) == nil && json.Unmarshal(b, &y) == nil && x.Data != nil && reflect.DeepEqual(x.Data, y.Data)
}
