// Sections 3, 4 and 5 of the protocol with the stock `ws`.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { Client } from './client.mjs';
import { Server } from './server.mjs';

let server, ann, ben, annPerson, benPerson;

before(async () => {
  server = await Server.start();
  annPerson = await server.guest('Ann');
  benPerson = await server.guest('Ben');
  ann = await Client.connect(server, annPerson);
  ben = await Client.connect(server, benPerson);
  await ann.ask('join_room', { roomId: 'general' });
  await ben.ask('join_room', { roomId: 'general' });
});

after(async () => {
  await ann?.close();
  await ben?.close();
  await server?.stop();
});

test('the server speaks first and tells its timings and limits', () => {
  const { protocol, server: about, sessionId, self, heartbeat, timings, limits } = ann.welcome;
  assert.equal(protocol, 1);
  assert.equal(typeof about.name, 'string');
  assert.ok(sessionId);
  assert.equal(self.userId, annPerson.userId);
  assert.equal(self.username, 'Ann');
  assert.match(self.color, /^#[0-9A-F]{6}$/i);
  assert.deepEqual(Object.keys(heartbeat).sort(), ['intervalMs', 'missed', 'timeoutMs']);
  assert.equal(timings.typingExpiryMs, 3000);
  assert.equal(limits.textBytes, 16384);
});

test('joining answers with the room and then who is there', async () => {
  const carol = await Client.connect(server, await server.guest('Carol'));
  const ack = await carol.ask('join_room', { roomId: 'general' });
  assert.equal(ack.room.roomId, 'general');
  assert.equal(ack.room.kind, 'public');
  assert.ok(ack.room.epoch);
  assert.deepEqual(ack.events, []);
  assert.equal(ack.truncated, false);
  const { payload: people } = await carol.next('initial_presence');
  assert.ok(Array.isArray(people));
  const seen = people.find((p) => p.userId === annPerson.userId);
  assert.equal(seen.status, 'online');
  assert.equal(seen.roomId, 'general');
  await carol.close();
});

test('a message is acknowledged and reaches everybody, the sender too', async () => {
  const clientId = randomUUID();
  const ack = await ann.ask('send_message', { roomId: 'general', clientId, text: 'Hello **you** 👋 <b>' });
  assert.deepEqual(Object.keys(ack).sort(), ['clientId', 'messageId', 'replyTo', 'seq', 'timestamp']);
  assert.equal(ack.clientId, clientId);
  assert.ok(Math.abs(ack.timestamp - Date.now()) < 60_000);
  for (const client of [ann, ben]) {
    const { payload: message } = await client.next('message', (m) => m.messageId === ack.messageId);
    assert.equal(message.text, 'Hello **you** 👋 <b>');
    assert.equal(message.seq, ack.seq);
    assert.equal(message.roomId, 'general');
    assert.equal(message.userId, annPerson.userId);
    assert.equal(message.username, 'Ann');
    assert.deepEqual(message.reactions, {});
    assert.deepEqual(message.attachments, []);
  }
});

test('the same clientId again is the same ack and nothing new', async () => {
  const clientId = randomUUID();
  const first = await ann.ask('send_message', { roomId: 'general', clientId, text: 'once' });
  const again = await ann.ask('send_message', { roomId: 'general', clientId, text: 'once' });
  assert.deepEqual({ ...again, replyTo: '' }, { ...first, replyTo: '' });
  await ben.next('message', (m) => m.clientId === clientId);
  await ann.say('general', 'marker');
  await ben.next('message', (m) => m.text === 'marker');
  assert.ok(!ben.frames.some((f) => f.type === 'message' && f.payload.clientId === clientId));
});

test('seq is without gaps and the order is the order of sending', async () => {
  const acks = await Promise.all(Array.from({ length: 20 }, (_, i) => ann.say('general', `n${i}`)));
  acks.forEach((ack, i) => i > 0 && assert.equal(ack.seq, acks[i - 1].seq + 1));
  for (const ack of acks) await ben.next('message', (m) => m.seq === ack.seq);
});

test('edit, delete, react and pin are events with a seq of their own', async () => {
  const { messageId, seq } = await ann.say('general', 'draft');
  await ann.ask('edit_message', { messageId, text: 'final' });
  const edited = (await ben.next('message_updated', (m) => m.messageId === messageId)).payload;
  assert.equal(edited.text, 'final');
  assert.equal(edited.messageSeq, seq);
  assert.equal(edited.seq, seq + 1);
  assert.ok(edited.editedAt);

  await ben.ask('react', { messageId, emoji: '👍', on: true });
  const reaction = (await ann.next('reaction_updated', (m) => m.messageId === messageId)).payload;
  assert.deepEqual(reaction.users, [benPerson.userId]);
  assert.equal(reaction.emoji, '👍');
  assert.equal(reaction.seq, seq + 2);

  await ann.ask('pin_message', { messageId, on: true });
  assert.equal((await ben.next('message_updated', (m) => m.pinned)).payload.seq, seq + 3);

  await assert.rejects(ben.ask('delete_message', { messageId }), { code: 'forbidden' });
  await ann.ask('delete_message', { messageId });
  const deleted = (await ben.next('message_deleted')).payload;
  assert.deepEqual([deleted.messageId, deleted.roomId, deleted.seq], [messageId, 'general', seq + 4]);
});

test('history pages before, after and around', async () => {
  const acks = [];
  for (let i = 0; i < 6; ++i) acks.push(await ann.say('general', `h${i}`));
  const before = await ben.ask('get_history', { roomId: 'general', before: acks[4].seq, limit: 3 });
  assert.equal(before.type, 'message_history');
  assert.deepEqual(before.messages.map((m) => m.text), ['h1', 'h2', 'h3']);
  assert.equal(before.hasBefore, true);
  assert.equal(before.hasAfter, true);
  const later = await ben.ask('get_history', { roomId: 'general', after: acks[3].seq, limit: 10 });
  assert.deepEqual(later.messages.map((m) => m.text), ['h4', 'h5']);
  assert.equal(later.hasAfter, false);
  const around = await ben.ask('get_history', { roomId: 'general', around: acks[2].seq, limit: 3 });
  assert.ok(around.messages.some((m) => m.text === 'h2'));
  const http = await server.call('GET', `/api/v1/rooms/general/messages?before=${acks[4].seq}&limit=3`, benPerson);
  assert.deepEqual(http.json.items.map((m) => m.text), ['h1', 'h2', 'h3']);
});

test('who was away hears exactly what was missed', async () => {
  const dora = await server.guest('Dora');
  let client = await Client.connect(server, dora);
  const { room } = await client.ask('join_room', { roomId: 'general' });
  await client.close();
  const missed = [];
  for (let i = 0; i < 5; ++i) missed.push((await ann.say('general', `missed${i}`)).seq);
  client = await Client.connect(server, dora);
  const back = await client.ask('join_room', { roomId: 'general', since: room.lastSeq, epoch: room.epoch });
  const texts = back.events.filter((e) => e.type === 'message').map((e) => e.payload);
  assert.deepEqual(texts.map((m) => m.seq), missed);
  assert.equal(back.truncated, false);
  const other = await client.ask('join_room', { roomId: 'general', since: 1, epoch: 'another' });
  assert.equal(other.truncated, true);
  assert.deepEqual(other.events, []);
  await client.close();
});

test('typing is told to the others and ends', async () => {
  ann.send('typing', { roomId: 'general' });
  const typing = (await ben.next('user_typing')).payload;
  assert.deepEqual(typing, { roomId: 'general', userId: annPerson.userId, username: 'Ann' });
  ann.send('stop_typing', { roomId: 'general' });
  await ben.next('user_stopped_typing', (t) => t.userId === annPerson.userId);
  assert.ok(await ann.hearsNothingOf('user_typing'));
});

test('presence is told to the others', async () => {
  await ann.ask('update_presence', { status: 'dnd', note: 'Deep work' });
  const seen = (await ben.next('presence_update', (p) => p.userId === annPerson.userId && p.status === 'dnd')).payload;
  assert.equal(seen.note, 'Deep work');
  assert.equal(seen.username, 'Ann');
  await ann.ask('update_presence', { status: 'online', note: '' });
  await ben.next('presence_update', (p) => p.userId === annPerson.userId && p.status === 'online');
});

test('cursors move and leave', async () => {
  const surface = 'room:general';
  ann.send('cursor_move', { surface, x: 0.25, y: 0.5, anchor: 'm1' });
  const cursor = (await ben.next('cursor_update')).payload;
  assert.deepEqual([cursor.surface, cursor.x, cursor.y, cursor.userId], [surface, 0.25, 0.5, annPerson.userId]);
  assert.match(cursor.color, /^#/);
  ann.send('cursor_leave', { surface });
  await ben.next('user_left', (p) => p.userId === annPerson.userId);
});

test('read marks reach the other connections of the same person', async () => {
  const { seq } = await ben.say('general', 'read me');
  const phone = await Client.connect(server, annPerson);
  await ann.ask('mark_read', { roomId: 'general', seq });
  const read = (await phone.next('read_update', (p) => p.seq === seq)).payload;
  assert.deepEqual([read.roomId, read.userId], ['general', annPerson.userId]);
  await phone.close();
});

test('polls are messages that count', async () => {
  const ack = await ann.ask('create_poll', { roomId: 'general', question: 'Lunch?', options: ['Soup', 'Bread'] });
  const poll = (await ben.next('message', (m) => m.messageId === ack.messageId)).payload.poll;
  assert.deepEqual(poll.options, ['Soup', 'Bread']);
  await ben.ask('vote', { pollId: poll.pollId, options: [1] });
  const counted = (await ann.next('poll_updated', (p) => p.pollId === poll.pollId)).payload;
  assert.deepEqual([counted.counts, counted.voters, counted.closed], [[0, 1], 1, false]);
  await ann.ask('close_poll', { pollId: poll.pollId });
  await ben.next('poll_updated', (p) => p.closed);
  await assert.rejects(ben.ask('vote', { pollId: poll.pollId, options: [0] }), { code: 'conflict' });
});

test('a private room does not exist for strangers', async () => {
  const { room } = await ann.ask('create_room', { name: 'Secret plan', kind: 'private' });
  const { messageId } = await ann.say(room.roomId, 'hush sesame');
  await assert.rejects(ben.ask('join_room', { roomId: room.roomId }), { code: 'not_found' });
  await assert.rejects(ben.ask('get_history', { roomId: room.roomId }), { code: 'not_found' });
  await assert.rejects(ben.say(room.roomId, 'let me in'), { code: 'not_found' });
  await assert.rejects(ben.ask('react', { messageId, emoji: '👍', on: true }), { code: 'not_found' });
  await assert.rejects(ben.ask('cursor_move', { surface: `room:${room.roomId}`, x: 0, y: 0 }), { code: 'not_found' });
  assert.deepEqual((await ben.ask('search', { q: 'sesame' })).messages, []);
  assert.equal((await ann.ask('search', { q: 'sesame' })).messages.length, 1);
  const listed = (await ben.ask('list_rooms', { all: true })).rooms.map((r) => r.roomId);
  assert.ok(!listed.includes(room.roomId));
  assert.equal((await server.call('GET', `/api/v1/rooms/${room.roomId}/messages`, benPerson)).status, 404);
  assert.ok(await ben.hearsNothingOf('room_updated'));
});

test('a direct room reaches the other person without asking', async () => {
  const { room } = await ann.ask('create_room', { kind: 'direct', name: '', members: [benPerson.userId] });
  assert.equal(room.name, 'Ben');
  const told = (await ben.next('room_updated', (p) => p.room.roomId === room.roomId)).payload.room;
  assert.equal(told.name, 'Ann');
  assert.equal(told.kind, 'direct');
  const { messageId } = await ann.say(room.roomId, 'psst');
  await ben.next('message', (m) => m.messageId === messageId);
});

test('ping comes back with the server’s time', async () => {
  ann.send('ping', { n: 7 });
  const pong = (await ann.next('pong', (p) => p.n === 7)).payload;
  assert.ok(Math.abs(pong.serverTime - Date.now()) < 60_000);
});

test('/chat/{roomId} joins at once, the token may stand in the query', async () => {
  const client = await Client.connect(server, await server.guest('Eve'), { path: '/chat/general', byQuery: true });
  await client.next('ack', (p) => p.room?.roomId === 'general');
  await client.next('initial_presence');
  await client.close();
});

test('a frame may hold a batch', async () => {
  ann.socket.send(
    JSON.stringify([
      { type: 'ping', payload: { b: 1 } },
      { type: 'ping', data: { b: 2 } },
    ]),
  );
  await ann.next('pong', (p) => p.b === 1);
  await ann.next('pong', (p) => p.b === 2);
});

test('CBOR says the same in binary frames', async () => {
  const client = await Client.connect(server, annPerson, { protocols: ['coterie.v1.cbor'] });
  assert.equal(client.socket.protocol, 'coterie.v1.cbor');
  const { binary: welcome } = await client.next(undefined, (_, e) => e.binary);
  assert.equal(welcome[0] >> 5, 5); // a map
  assert.ok(welcome.includes('welcome') && welcome.includes('sessionId'));
  const text = (s) => Buffer.concat([Buffer.from([0x60 + s.length]), Buffer.from(s)]);
  const ping = Buffer.concat([Buffer.from([0xa2]), text('type'), text('ping'), text('payload'), Buffer.from([0xa1]), text('n'), Buffer.from([0x18, 42])]);
  client.socket.send(ping);
  const { binary: pong } = await client.next(undefined, (_, e) => e.binary?.includes('pong'));
  assert.ok(pong.includes(Buffer.concat([text('n'), Buffer.from([0x18, 42])])));
  await client.close();
});
