package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"
)

// wireRequest is a request as it goes over the wire, made beforehand: the client shares the machine with those it
// measures, and should take as little of it as it can.
type wireRequest []byte

// No request has an Accept-Encoding: compressing is the same work for all, and not what is measured.

func get(address string) wireRequest {
	return fmt.Appendf(nil, "GET %s HTTP/1.1\r\nHost: bench\r\nAccept: application/json\r\n\r\n", address)
}

func post(address string, body []byte) wireRequest {
	return append(fmt.Appendf(nil, "POST %s HTTP/1.1\r\nHost: bench\r\nAccept: application/json\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n",
		address, len(body)), body...)
}

// answerBegins is how an answer without errors begins: the product puts errors before data.
const answerBegins = `{"data":`

// patience is how long an answer may take. The product gives up after ten seconds.
const patience = 30 * time.Second

// connection is a kept-alive connection to a contestant.
type connection struct {
	net.Conn
	reader *bufio.Reader
	answer bytes.Buffer
}

func dial(ctx context.Context, address string) (*connection, error) {
	c, err := new(net.Dialer).DialContext(ctx, "tcp", address)
	if err != nil {
		return nil, err
	}
	return &connection{Conn: c, reader: bufio.NewReaderSize(c, 64<<10)}, nil
}

// do sends a request and gives the body of the answer, which is good until the next. An answer that is not a good one is
// an error.
func (c *connection) do(r wireRequest) ([]byte, error) {
	if err := c.SetDeadline(time.Now().Add(patience)); err != nil {
		return nil, err
	}
	if _, err := c.Write(r); err != nil {
		return nil, err
	}
	response, err := http.ReadResponse(c.reader, nil)
	if err != nil {
		return nil, err
	}
	c.answer.Reset()
	_, err = c.answer.ReadFrom(response.Body)
	if err := errors.Join(err, response.Body.Close()); err != nil {
		return nil, err
	}
	body := c.answer.Bytes()
	if response.StatusCode != http.StatusOK || !bytes.HasPrefix(body, []byte(answerBegins)) {
		return nil, fmt.Errorf("answered %s: %.500s", response.Status, body)
	}
	return body, nil
}

// run is what a contestant did under load.
type run struct {
	requests, bytes int
	elapsed         time.Duration
	latencies       []time.Duration // sorted
}

// drive sends requests over so many connections, the next on each as soon as the last is answered, until the time is up.
// Each answer must be as long as it was when it was checked.
func drive(ctx context.Context, address string, requests []wireRequest, lengths []int, connections int, duration time.Duration) (run, error) {
	var (
		total run
		mu    sync.Mutex
		wg    sync.WaitGroup
		first error
	)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	began := time.Now()
	for n := range connections {
		wg.Go(func() {
			r, err := driveOne(ctx, address, requests, lengths, uint64(n), began.Add(duration))
			mu.Lock()
			defer mu.Unlock()
			if err != nil && first == nil {
				first = err
				cancel()
			}
			total.requests += r.requests
			total.bytes += r.bytes
			total.latencies = append(total.latencies, r.latencies...)
		})
	}
	wg.Wait()
	total.elapsed = time.Since(began)
	slices.Sort(total.latencies)
	return total, first
}

func driveOne(ctx context.Context, address string, requests []wireRequest, lengths []int, seed uint64, until time.Time) (r run, err error) {
	c, err := dial(ctx, address)
	if err != nil {
		return r, err
	}
	defer c.Close()
	random := rand.New(rand.NewPCG(seed, seed))
	for ctx.Err() == nil {
		began := time.Now()
		if began.After(until) {
			break
		}
		i := random.IntN(len(requests))
		answer, err := c.do(requests[i])
		if err != nil {
			return r, err
		}
		if len(answer) != lengths[i] {
			return r, fmt.Errorf("an answer of %d bytes where it had %d: %.500s", len(answer), lengths[i], answer)
		}
		r.latencies = append(r.latencies, time.Since(began))
		r.requests++
		r.bytes += len(answer)
	}
	return r, nil
}

// percentile is the value that p of a hundred of the sorted values do not exceed (nearest rank).
func percentile[T any](sorted []T, p int) (value T) {
	if len(sorted) == 0 {
		return value
	}
	return sorted[max((len(sorted)*p+99)/100, 1)-1]
}
