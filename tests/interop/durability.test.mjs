// Everything acknowledged is there after `kill -9`; a polite stop says so.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { Client } from './client.mjs';
import { Server } from './server.mjs';

test('kill -9 loses nothing that was acknowledged, and nothing is doubled', async () => {
  let server = await Server.start();
  const person = await server.guest('Ann');
  let client = await Client.connect(server, person);
  const { room } = await client.ask('join_room', { roomId: 'general' });
  const sent = new Map(); // clientId → text
  const acknowledged = new Map(); // clientId → seq
  for (let round = 0; round < 3; ++round) {
    const inFlight = [];
    for (let i = 0; i < 25; ++i) {
      const clientId = randomUUID();
      sent.set(clientId, `r${round} n${i}`);
      inFlight.push(
        client.ask('send_message', { roomId: 'general', clientId, text: sent.get(clientId) }).then(
          (ack) => acknowledged.set(clientId, ack.seq),
          () => {},
        ),
      );
    }
    await inFlight[5 + round * 7]; // some are acknowledged, some are under way
    server = await server.restart();
    client = await Client.connect(server, person);
    const back = await client.ask('join_room', { roomId: 'general', since: room.lastSeq, epoch: room.epoch });
    assert.equal(back.room.epoch, room.epoch);
    const bySeq = new Map(back.events.map((e) => [e.payload.clientId, e.payload.seq]));
    for (const [clientId, seq] of acknowledged) assert.equal(bySeq.get(clientId), seq, 'an acknowledged message is lost');
    for (const clientId of sent.keys()) {
      // What was not acknowledged is sent again, as any client does.
      const ack = await client.ask('send_message', { roomId: 'general', clientId, text: sent.get(clientId) });
      if (acknowledged.has(clientId)) assert.equal(ack.seq, acknowledged.get(clientId));
      acknowledged.set(clientId, ack.seq);
    }
  }
  const all = await client.ask('join_room', { roomId: 'general', since: room.lastSeq, epoch: room.epoch });
  const messages = all.events.filter((e) => e.type === 'message').map((e) => e.payload);
  assert.equal(messages.length, sent.size);
  assert.deepEqual(messages.map((m) => m.seq), [...messages.keys()].map((i) => messages[0].seq + i), 'a gap in seq');
  assert.deepEqual(new Set(messages.map((m) => m.clientId)), new Set(sent.keys()));
  await client.close();
  await server.stop();
});

test('SIGTERM says 1001 to everybody and exits with 0', { skip: process.platform === 'win32' }, async () => {
  const server = await Server.start();
  const client = await Client.connect(server, await server.guest('Ann'));
  const started = Date.now();
  const { code } = await server.stop('SIGTERM');
  assert.equal(code, 0);
  assert.ok(Date.now() - started < 10_000);
  assert.equal((await client.closed).code, 1001);
});

test('a token outlives a restart', async () => {
  let server = await Server.start();
  const person = await server.guest('Ann');
  server = await server.restart('SIGTERM');
  const client = await Client.connect(server, person);
  assert.equal(client.welcome.self.userId, person.userId);
  await client.close();
  await server.stop();
});
