// What strangers send: it is refused, and hurts nobody else.
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import WebSocket from 'ws';
import { Client } from './client.mjs';
import { Server } from './server.mjs';

let server, annPerson, bystander;

before(async () => {
  server = await Server.start();
  annPerson = await server.guest('Ann');
  bystander = await Client.connect(server, await server.guest('Bystander'));
});

after(async () => {
  await bystander?.close();
  await server?.stop();
});

function refusal(url, headers = {}) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { headers });
    socket.once('open', () => reject(new Error('it was let in')));
    socket.once('error', () => {});
    socket.once('unexpected-response', (_, answer) => {
      let body = '';
      answer.on('data', (chunk) => (body += chunk));
      answer.on('end', () => resolve({ status: answer.statusCode, body }));
    });
  });
}

test('without a good token the answer is 401 before the upgrade', async () => {
  for (const [url, headers] of [
    [`${server.ws}/ws`, {}],
    [`${server.ws}/ws`, { authorization: 'Bearer nonsense' }],
    [`${server.ws}/ws?token=nonsense`, {}],
    [`${server.ws}/chat/general`, {}],
  ]) {
    const { status, body } = await refusal(url, headers);
    assert.equal(status, 401);
    assert.equal(JSON.parse(body).error.code, 'unauthorized');
  }
});

test('a page of another origin is refused before the upgrade', async () => {
  const { status } = await refusal(`${server.ws}/ws?token=${annPerson.token}`, { origin: 'https://evil.example' });
  assert.equal(status, 403);
});

test('a request that is no upgrade is told so', async () => {
  assert.equal((await server.call('GET', '/ws', annPerson)).status, 426);
  assert.equal((await server.call('GET', '/nowhere')).status, 404);
});

test('malformed frames get an error and the connection goes on', async () => {
  const client = await Client.connect(server, annPerson);
  const frames = ['', '{', 'null', '"hi"', '[]x', '{"payload":{}}', '{"type":5}', '['.repeat(10_000), '{"type":"a","payload":' + '['.repeat(40) + ']'.repeat(40) + '}'];
  for (const frame of frames) {
    client.socket.send(frame);
    const { payload } = await client.next('error');
    assert.equal(payload.code, 'bad_request', frame.slice(0, 40));
    assert.match(payload.message, /\.$/);
    client.send('ping', {}); // a good one in between: only bad ones again and again are the end
    await client.next('pong');
  }
  await assert.rejects(client.ask('fly', {}), { code: 'unsupported' });
  await assert.rejects(client.ask('send_message', { roomId: 'general', clientId: 'x'.repeat(65), text: 'a' }), { code: 'too_large' });
  await assert.rejects(client.ask('send_message', { roomId: 'general', clientId: 'c', text: 'a'.repeat(16_385) }), { code: 'too_large' });
  await assert.rejects(client.ask('join_room', { roomId: 'no-such-room' }), { code: 'not_found' });
  await client.close();
});

test('only malformed frames, again and again, close with 1007', async () => {
  const client = await Client.connect(server, annPerson);
  for (let i = 0; i < 100; ++i) client.socket.send('{');
  assert.equal((await client.closed).code, 1007);
  await bystander.ask('ping', {});
});

test('a frame that is too big closes with 1009', async () => {
  const client = await Client.connect(server, annPerson);
  client.socket.on('error', () => {});
  client.socket.send(`{"type":"ping","payload":{"x":"${'a'.repeat(client.welcome.limits.frameBytes)}"}}`);
  assert.equal((await client.closed).code, 1009);
  await bystander.ask('ping', {});
});

test('binary frames without the subprotocol get an error', async () => {
  const client = await Client.connect(server, annPerson);
  client.socket.send(Buffer.from([0xa1]));
  assert.equal((await client.next('error')).payload.code, 'bad_request');
  await client.close();
});

test('who writes too fast is told when to go on', async () => {
  const client = await Client.connect(server, await server.guest('Hasty'));
  await client.ask('join_room', { roomId: 'general' });
  const results = await Promise.allSettled(Array.from({ length: 400 }, (_, i) => client.say('general', `spam ${i}`)));
  const refused = results.filter((r) => r.status === 'rejected').map((r) => r.reason);
  assert.ok(refused.length > 0);
  for (const reason of refused) {
    assert.equal(reason.code, 'rate_limited');
    assert.ok(reason.retryAfterMs > 0);
  }
  const first = results.findIndex((r) => r.status === 'rejected');
  assert.ok(first >= 20, `only ${first} were taken`);
  // What was under way behind the refused one does not overtake it: nothing is taken until the time that was named.
  const { timestamp } = results[first - 1].value;
  const later = results.slice(first).find((r) => r.status === 'fulfilled');
  if (later) assert.ok(later.value.timestamp - timestamp >= 250, `taken after ${later.value.timestamp - timestamp} ms`);
  await client.close();
});

test('broken HTTP is refused or cut off', async () => {
  const { hostname, port } = new URL(server.url);
  const raw = (text) =>
    new Promise((resolve) => {
      let answer = '';
      const socket = connect(Number(port), hostname, () => socket.write(text));
      socket.on('data', (chunk) => (answer += chunk));
      socket.on('close', () => resolve(answer));
      socket.on('error', () => resolve(answer));
      setTimeout(() => socket.destroy(), 4000).unref();
    });
  for (const text of [
    'GARBAGE\r\n\r\n',
    'GET / HTTP/1.1\r\n\r\n', // no Host
    'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n',
    'POST /api/v1/guest HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'POST /api/v1/guest HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\nhello',
    `GET / HTTP/1.1\r\nHost: a\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`,
  ]) {
    const answer = await raw(text);
    assert.match(answer, /^HTTP\/1\.1 4\d\d /, text.slice(0, 60));
  }
  await bystander.ask('ping', {});
});

test('bodies that are too big are refused', async () => {
  const status = await new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    const call = request({ hostname, port, path: '/api/v1/guest', method: 'POST', headers: { 'content-length': 10_000_000 } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    call.on('error', reject);
    call.write('x');
  });
  assert.equal(status, 413);
});

test('health and metrics answer', async () => {
  assert.equal((await server.call('GET', '/healthz')).status, 200);
  assert.equal((await server.call('GET', '/readyz')).status, 200);
  const page = await server.call('GET', '/');
  assert.equal(page.status, 200);
  assert.match(page.headers.get('content-type'), /text\/html/);
});
