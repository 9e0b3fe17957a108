// The command line's reader against event streams that others make: the stock `better-sse`, and twenty lines of node:http.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, test } from 'node:test';
import sse from 'better-sse';
import { Cli } from './cli.mjs';

const cli = new Cli();
after(() => cli.remove());

async function serve(handler) {
  const server = createServer(handler);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/stream`,
    stop: () => new Promise((resolve) => (server.close(resolve), server.closeAllConnections())),
  };
}

const events = (lines) => lines.filter((line) => line.event).map(({ event, data, lastEventId }) => [event, data, lastEventId]);

test('better-sse: events, ids, many lines, keep-alives', async () => {
  const server = await serve(async (request, response) => {
    const session = await sse.createSession(request, response, { retry: 100, keepAlive: 20 });
    session.push({ a: 1 }, 'first', '1');
    session.push('two\nlines', 'second', '2');
    await new Promise((resolve) => setTimeout(resolve, 100)); // some keep-alives
    session.push('…', 'message', 'ü');
  });
  const { exit, lines, errors } = await cli.run(['sse', server.url, '--count', '3', '--timeout', '20']);
  assert.equal(exit, 0, errors);
  assert.deepEqual(events(lines), [
    ['first', '{"a":1}', '1'],
    ['second', '"two\\nlines"', '2'],
    ['message', '"…"', 'ü'],
  ]);
  await server.stop();
});

test('better-sse: it goes on after Last-Event-ID', async () => {
  const log = [];
  const server = await serve(async (request, response) => {
    const session = await sse.createSession(request, response, { retry: 100 });
    log.push(session.lastId); // what the client has asked for
    const seen = Number(session.lastId);
    for (let id = seen + 1; id <= seen + 3; ++id) session.push(id, 'tick', String(id));
    response.end();
  });
  const { lines } = await cli.run(['sse', server.url, '--count', '9', '--timeout', '20', '--last-event-id', '10']);
  assert.deepEqual(events(lines).map(([, data]) => Number(data)), [11, 12, 13, 14, 15, 16, 17, 18, 19]);
  assert.deepEqual(log.slice(0, 3), ['10', '13', '16']);
  assert.deepEqual(lines.filter((line) => line.state).map((line) => line.state), ['connecting', 'open', 'connecting', 'open', 'connecting', 'open']);
  await server.stop();
});

test('node:http: chunks as they are written, cut anywhere, then 204', async () => {
  let requests = 0;
  const server = await serve((request, response) => {
    if (++requests === 3) return response.writeHead(204).end();
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    const bytes = Buffer.from(`retry: 100\nid: ${requests}\ndata: grüße 😀\r\n\r\n`);
    let at = 0;
    const next = () => (at < bytes.length ? response.write(bytes.subarray(at, ++at), next) : response.end());
    next();
  });
  const { exit, lines } = await cli.run(['sse', server.url]);
  assert.equal(exit, 0);
  assert.deepEqual(events(lines), [
    ['message', 'grüße 😀', '1'],
    ['message', 'grüße 😀', '2'],
  ]);
  assert.equal(lines.at(-1).state, 'closed');
  await server.stop();
});
