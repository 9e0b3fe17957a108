// Everything through a real nginx, below a path, with the configuration we ship and its buffering left on.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Cli } from './cli.mjs';
import { Client } from './client.mjs';
import { Stream } from './eventstream.mjs';
import { Nginx } from './nginx.mjs';
import { Server } from './server.mjs';

let server, nginx, ann, publisher;

// Beside ours: the same server behind a proxy that does not heed X-Accel-Buffering.
const deaf = () => `    location /deaf/ {
        proxy_pass ${server.url}/;
        proxy_http_version 1.1;
        proxy_ignore_headers X-Accel-Buffering;
    }`;

before(async () => {
  server = await Server.start({ args: ['--trusted-proxy', '127.0.0.1', '--messages-per-minute', '100000'] });
  nginx = await Nginx.start(server, { more: deaf() });
  ann = await server.guest('Ann');
  const token = execFileSync(
    join(process.env.COTERIE_BIN, 'coterie-server'),
    ['token', 'create', 'Ann', '--scope', 'chat publish', '--data', server.data],
    { encoding: 'utf8' },
  );
  publisher = { token: token.trim().split(/\s+/).pop() };
});

after(async () => {
  await nginx?.stop();
  await server?.stop();
});

async function publish(data) {
  const sent = await server.call('POST', '/events/send', { ...publisher, body: { userId: ann.userId, event: 'news', data } });
  assert.equal(sent.status, 202, sent.text);
}

test('events come at once through a proxy that buffers', async () => {
  const stream = new Stream(nginx.url, ann);
  assert.ok(JSON.parse((await stream.next('connected')).data).clientId);
  const buffered = new Stream(`http://127.0.0.1:${nginx.port}/deaf`, ann);
  while (!/^coterie_event_streams 2$/m.test((await server.call('GET', '/metrics')).text)); // both are open
  for (let i = 0; i < 3; ++i) {
    await publish({ i });
    assert.deepEqual(JSON.parse((await stream.next('news')).data), { i });
  }
  // Without the header not even the greeting has come: it is the header that does it.
  assert.deepEqual(buffered.events, []);
  buffered.close();
  stream.close();
});

test('a stock EventSource comes back after the proxy was killed, and misses nothing', async () => {
  const stream = new Stream(nginx.url, ann);
  await stream.next('connected');
  await publish('before');
  assert.equal(JSON.parse((await stream.next('news')).data), 'before');
  await nginx.kill();
  await publish('while it was gone');
  assert.ok(await nginx.run());
  await stream.next('connected'); // by itself, after the `retry` the server gave
  assert.equal(JSON.parse((await stream.next('news')).data), 'while it was gone');
  await publish('after');
  assert.equal(JSON.parse((await stream.next('news')).data), 'after');
  assert.deepEqual(stream.events.filter((e) => e.type === 'reset' || e.type === 'news'), []);
  stream.close();
});

test('a replay larger than every buffer comes whole and in order', async () => {
  const first = new Stream(nginx.url, ann);
  const { lastEventId } = await first.next('connected');
  first.close();
  const padding = 'x'.repeat(50_000);
  for (let i = 0; i < 60; ++i) await publish({ i, padding }); // 3 MB
  const stream = new Stream(nginx.url, ann, { lastEventId });
  for (let i = 0; i < 60; ++i) assert.equal(JSON.parse((await stream.next('news')).data).i, i);
  await publish('live');
  assert.equal(JSON.parse((await stream.next('news')).data), 'live');
  stream.close();
});

test('a channel is joined and left below the prefix', async () => {
  const stream = new Stream(nginx.url, ann);
  const { clientId } = JSON.parse((await stream.next('connected')).data);
  const call = (path, person, body) =>
    fetch(`${nginx.url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${person.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  assert.equal((await call('/events/subscribe', ann, { clientId, channel: 'ci' })).status, 200);
  assert.equal((await call('/events/send', publisher, { channel: 'ci', event: 'news', data: 'green' })).status, 202);
  assert.equal(JSON.parse((await stream.next('news')).data), 'green');
  assert.equal((await call('/events/unsubscribe', ann, { clientId, channel: 'ci' })).status, 200);
  assert.equal((await call('/events/send', publisher, { channel: 'ci', event: 'news', data: 'red' })).status, 202);
  await publish('for Ann');
  assert.equal(JSON.parse((await stream.next('news')).data), 'for Ann');
  stream.close();
});

test('a WebSocket is upgraded below the prefix', async () => {
  const socket = await Client.connect(nginx, ann);
  await socket.ask('join_room', { roomId: 'general' });
  const { seq } = await socket.say('general', 'through nginx');
  assert.equal((await socket.next('message', (m) => m.text === 'through nginx')).payload.seq, seq);
  const byRoom = await Client.connect(nginx, ann, { path: '/chat/general', byQuery: true });
  await byRoom.close();
  const { code } = await socket.close();
  assert.equal(code, 1000);
});

test('the command line works below the prefix', async () => {
  const cli = new Cli();
  const on = ['--server', nginx.url, '--guest', 'Cleo'];
  const sent = await cli.run([...on, 'send', 'general', 'by hand']);
  assert.deepEqual([sent.exit, sent.lines[0].status], [0, 'sent'], sent.errors);
  const events = cli.start([...on, 'events', '--count', '1', '--timeout', '30']);
  await events.line((line) => line.event === 'connected');
  const socket = await Client.connect(nginx, ann);
  await socket.say('general', 'look here, @Cleo');
  const heard = await events.exited;
  assert.equal(heard.exit, 0, heard.errors);
  assert.equal(heard.lines.at(-1).data.message, 'look here, @Cleo');
  await socket.close();
  const raw = await cli.run(['sse', `${nginx.url}/events`, '--header', `Authorization: Bearer ${ann.token}`, '--count', '1']);
  assert.deepEqual(raw.lines.map((line) => line.state ?? line.event), ['connecting', 'open', 'connected']);
  cli.remove();
});

test('files go up and down, and a stranger is refused before his has come', async () => {
  const body = Buffer.alloc(3_000_000, 'y');
  const upload = (token) =>
    fetch(`${nginx.url}/api/v1/files?name=y.txt`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'text/plain' }, body });
  const stored = await upload(ann.token);
  assert.equal(stored.status, 201);
  const { fileId } = await stored.json();
  const back = await fetch(`${nginx.url}/api/v1/files/${fileId}`, { headers: { authorization: `Bearer ${ann.token}` } });
  assert.equal(Buffer.compare(Buffer.from(await back.arrayBuffer()), body), 0);
  assert.equal((await upload('not-a-token')).status, 401);
});

test('links name the address people came by', async () => {
  const made = await fetch(`${nginx.url}/api/v1/hooks`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ann.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ roomId: 'general', name: 'CI' }),
  });
  const { url } = await made.json();
  assert.ok(url.startsWith(`${nginx.url}/hooks/`), url);
  assert.equal((await fetch(url, { method: 'POST', body: JSON.stringify({ text: 'green' }) })).status, 201);
});
