package server

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/coder/websocket"

	"github.com/goldenthread/goldenthread/graph/gql"
)

// An operation is one that runs over a socket. It ends when either side says that it is complete, and its ID is then free.
type operation struct {
	id     string
	cancel context.CancelFunc
}

// subscribe begins an operation.
func (k *socket) subscribe(m message) {
	if !k.acknowledged {
		k.close(closeUnauthorised, "Unauthorized")
		return
	}
	request, wrong := readSubscribe(m.payload)
	if wrong != "" {
		k.close(closeBadRequest, "Invalid message: "+wrong)
		return
	}
	request.ID = fmt.Sprintf("%s.%d", k.id, k.begun)
	k.begun++
	ctx, cancel := context.WithCancel(k.ctx)
	op := &operation{m.id, cancel}
	switch err := k.begin(op); {
	case errors.Is(err, errInUse):
		cancel()
		k.close(closeIDInUse, "Subscriber for "+m.id+" already exists")
	case errors.Is(err, errTooMany):
		cancel()
		no := overloaded(http.StatusTooManyRequests, 0, fmt.Sprintf("%d operations run over this connection, which is the most: complete some first", k.server.opt.MaxOperations))
		k.send(nil, false, operationMessage(m.id, "error", errorsIn(no.body(request.ID))))
	case err != nil:
		cancel() // it is stopping, and says so when it closes
	default:
		go k.run(ctx, op, request)
	}
}

var (
	errInUse    = errors.New("the ID is in use")
	errTooMany  = errors.New("too many operations")
	errDraining = errors.New("the server is stopping")
)

// begin gives an operation its ID.
func (k *socket) begin(op *operation) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	switch {
	case k.operations[op.id] != nil:
		return errInUse
	case len(k.operations) >= k.server.opt.MaxOperations:
		return errTooMany
	case k.draining:
		return errDraining
	}
	k.operations[op.id] = op
	k.running.Add(1)
	return nil
}

// complete ends an operation whose answers the client does not want any more. Nothing is sent of it from now on. One that
// is not there has been completed on this side.
func (k *socket) complete(id string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if op := k.operations[id]; op != nil {
		delete(k.operations, id)
		op.cancel()
	}
}

// current reports whether an operation still has its ID, and takes it away if it is to send its last message.
func (k *socket) current(op *operation, last bool) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.operations[op.id] != op {
		return false
	}
	if last {
		delete(k.operations, op.id)
	}
	return true
}

// run runs an operation to its end.
func (k *socket) run(ctx context.Context, op *operation, request gql.Request) {
	line := &operationLine{id: request.ID, method: "WEBSOCKET", document: request.Query, status: http.StatusOK}
	ctx, line.observed = k.server.opt.Observer.Begin(ctx, k.from.opening.Header)
	start := time.Now()
	defer k.running.Done()
	defer op.cancel()
	defer func() { line.write(k.server.opt.Log, time.Since(start)) }()
	defer func() {
		if fault := recover(); fault != nil {
			no := k.server.panicked(request.ID, k.from.opening.URL.Path, fault)
			line.refused(no)
			k.refuse(no)
		}
	}()
	no := k.answer(ctx, op, request, line)
	switch {
	case no != nil:
		line.refused(no)
	case k.slow.Load():
		line.refused(slowReader())
	}
	switch {
	case k.ctx.Err() != nil || no != nil && k.server.stopping.Err() != nil:
		// The socket closes, which says why.
	case no == nil:
		k.send(op, true, operationMessage(op.id, "complete", nil))
	default:
		k.fail(op, no)
	}
}

// answer sends the answers of an operation.
func (k *socket) answer(ctx context.Context, op *operation, request gql.Request, line *operationLine) *refusal {
	who, no := k.server.identify(ctx, k.from)
	line.user = who.Actor
	if late := k.server.admit(k.from, who); late != nil {
		no = late
	}
	if no != nil {
		return no
	}
	request = ask(request, who)
	take := func(answer gql.Response) bool {
		line.answered(answer)
		if !answer.HasData {
			return k.send(op, true, operationMessage(op.id, "error", errorsIn(answer.Body)))
		}
		return k.send(op, false, operationMessage(op.id, "next", answer.Body))
	}
	if k.server.follows(ctx, request) {
		return k.server.follow(ctx, k.from, request, take)
	}
	answer, no := k.server.execute(ctx, request)
	if no == nil {
		take(answer)
	}
	return no
}

// fail ends an operation that is refused. What concerns the whole connection closes it.
func (k *socket) fail(op *operation, no *refusal) {
	switch no.status {
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusInternalServerError:
		k.refuse(no)
	default:
		k.send(op, true, operationMessage(op.id, "error", errorsIn(no.body(k.id))))
	}
}

// refuse closes the socket for the reason of a refusal.
func (k *socket) refuse(no *refusal) {
	code := closeForbidden
	switch no.status {
	case http.StatusServiceUnavailable:
		code = closeTryAgain
	case http.StatusInternalServerError:
		code = closeInternalError
	}
	k.close(code, no.message)
}

// send writes a message, of an operation only while that has its ID. It is false if the message was not taken; a reader
// that takes too long is cut off.
func (k *socket) send(op *operation, last bool, text []byte) bool {
	slow, err := k.write(op, last, text)
	if slow {
		k.slow.Store(true)
	}
	switch {
	case slow && err == nil:
		k.close(closeSlowReader, slowReader().message)
	case err != nil && !errors.Is(err, errEnded):
		k.leave()
	}
	return !slow && err == nil
}

var errEnded = errors.New("the operation is over")

func (k *socket) write(op *operation, last bool, text []byte) (slow bool, err error) {
	k.writing.Lock()
	defer k.writing.Unlock()
	if op != nil && !k.current(op, last) {
		return false, errEnded
	}
	return k.server.patiently(k.id, func(until time.Time) error {
		ctx, cancel := context.WithDeadline(context.Background(), until)
		defer cancel()
		return k.conn.Write(ctx, websocket.MessageText, text)
	})
}
