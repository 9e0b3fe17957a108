// Section 9: clients that know nothing of Coterie's envelope ids, acks or client ids.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Client } from './client.mjs';
import { Server } from './server.mjs';

let server, plain, peer;

before(async () => {
  server = await Server.start();
  plain = await Client.connect(server, await server.guest('Plain'));
  peer = await Client.connect(server, await server.guest('Peer'));
  await peer.ask('join_room', { roomId: 'general' });
});

after(async () => {
  await plain?.close();
  await peer?.close();
  await server?.stop();
});

async function plainClient(name) {
  const client = await Client.connect(server, await server.guest(name));
  after(() => client.close());
  return client;
}

test('cookbook: {type, data}, answered with chat_message', async () => {
  plain.socket.send(JSON.stringify({ type: 'join', payload: 'general' }));
  await plain.next('initial_presence');
  plain.socket.send(JSON.stringify({ type: 'chat_message', data: { id: 'mine-1', text: 'from the cookbook' } }));
  const heard = (await peer.next('message', (m) => m.text === 'from the cookbook')).payload;
  assert.equal(heard.username, 'Plain');
  const echo = (await plain.next('chat_message', (_, frame) => frame.data.id === 'mine-1')).data;
  assert.deepEqual(echo.user, { id: heard.userId, name: 'Plain' });
  assert.equal(echo.text, 'from the cookbook');
  assert.equal(typeof echo.timestamp, 'number');
  await peer.say('general', 'back to the cookbook');
  const answer = await plain.next('chat_message', (_, frame) => frame.data.text === 'back to the cookbook');
  assert.equal(answer.data.user.name, 'Peer');
  assert.ok(!plain.frames.some((frame) => frame.type === 'message'), 'each message comes once, in one dialect');
});

test('rooms template: join by name, broadcast {room, payload}, both ways', async () => {
  const roomy = await plainClient('Roomy');
  roomy.socket.send(JSON.stringify({ type: 'join', payload: 'lobby' }));
  await roomy.next('initial_presence');
  const { rooms } = await peer.ask('list_rooms', { all: true });
  const lobby = rooms.find((room) => room.name === 'lobby');
  assert.ok(lobby, 'joining an unknown name makes a public room');
  await peer.ask('join_room', { roomId: lobby.roomId });
  roomy.socket.send(JSON.stringify({ type: 'broadcast', room: 'lobby', payload: { text: 'to the lobby' } }));
  await peer.next('message', (m) => m.text === 'to the lobby' && m.roomId === lobby.roomId);
  const echo = await roomy.next('broadcast', (m) => m.text === 'to the lobby');
  assert.equal(echo.room, 'lobby');
  assert.equal(echo.payload.username, 'Roomy');
  roomy.socket.send(JSON.stringify({ type: 'broadcast', room: 'lobby', payload: 'bare words' }));
  await peer.next('message', (m) => m.text === 'bare words');
  await peer.say(lobby.roomId, 'into the lobby');
  await roomy.next('broadcast', (m, frame) => m.text === 'into the lobby' && frame.room === 'lobby');
  assert.ok(!roomy.frames.some((frame) => frame.type === 'message'));
  roomy.socket.send(JSON.stringify({ type: 'leave', payload: 'lobby' }));
  await peer.next('member_left', (m) => m.roomId === lobby.roomId);
});

test('chapter: send_message without a clientId, with a timestamp', async () => {
  const reader = await plainClient('Reader');
  reader.socket.send(JSON.stringify({ type: 'join_room', payload: { roomId: 'general' } }));
  await reader.next('initial_presence');
  reader.socket.send(
    JSON.stringify({ type: 'send_message', payload: { roomId: 'general', text: 'a chapter', timestamp: Date.now() } }),
  );
  const heard = (await peer.next('message', (m) => m.text === 'a chapter')).payload;
  assert.ok(heard.messageId && heard.userId && heard.timestamp);
  const echo = (await reader.next('message', (m) => m.text === 'a chapter')).payload;
  assert.equal(echo.id, heard.messageId, 'a chapter message has an id');
  assert.equal(echo.username, 'Reader');
  reader.socket.send(JSON.stringify({ type: 'get_history', payload: { roomId: 'general' } }));
  const history = (await reader.next('message_history')).payload;
  assert.ok(history.messages.some((m) => m.text === 'a chapter' && m.id === heard.messageId));
});

test('three dialects and Coterie in one room: everybody hears everything once', async () => {
  const [cook, roomy, reader] = await Promise.all(['Cook', 'Roomer', 'Pupil'].map(plainClient));
  for (const client of [cook, roomy, reader]) {
    client.socket.send(JSON.stringify({ type: 'join', payload: 'general' }));
    await client.next('initial_presence');
  }
  cook.socket.send(JSON.stringify({ type: 'chat_message', data: { text: 'one' } }));
  await peer.next('message', (m) => m.text === 'one');
  roomy.socket.send(JSON.stringify({ type: 'broadcast', room: 'general', payload: { text: 'two' } }));
  await peer.next('message', (m) => m.text === 'two');
  await peer.say('general', 'three');
  await cook.next('chat_message', (_, frame) => frame.data.text === 'three');
  await roomy.next('broadcast', (m) => m.text === 'three');
  await reader.next('broadcast', (m) => m.text === 'three'); // it said `join`
  const heardBy = (client) =>
    client.frames.map((f) => f.data?.text ?? f.payload?.text).filter((text) => ['one', 'two'].includes(text));
  assert.deepEqual(heardBy(cook), ['one', 'two']);
  assert.deepEqual(heardBy(roomy), ['one', 'two']);
  assert.deepEqual(heardBy(reader), ['one', 'two']);
});

test('without an id there is no ack, but there is an error', async () => {
  plain.socket.send(JSON.stringify({ type: 'update_presence', payload: { status: 'away' } }));
  plain.socket.send(JSON.stringify({ type: 'update_presence', payload: { status: 'flying' } }));
  const { payload: error } = await plain.next('error'); // the ack would have come before it
  assert.equal(error.code, 'bad_request');
  assert.ok(!('replyTo' in error));
  assert.ok(!plain.frames.some((f) => f.type === 'ack' && !f.payload.room));
});
