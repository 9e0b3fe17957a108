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

test('cookbook: {type, data} and chat_message', async () => {
  plain.socket.send(JSON.stringify({ type: 'join', payload: 'general' }));
  await plain.next('initial_presence');
  plain.socket.send(JSON.stringify({ type: 'chat_message', data: { text: 'from the cookbook' } }));
  const heard = (await peer.next('message', (m) => m.text === 'from the cookbook')).payload;
  assert.equal(heard.username, 'Plain');
  await plain.next('message', (m) => m.messageId === heard.messageId); // the echo confirms it
});

test('rooms template: join by name, broadcast {room, payload}', async () => {
  plain.socket.send(JSON.stringify({ type: 'join', payload: 'lobby' }));
  await plain.next('initial_presence');
  const { rooms } = await peer.ask('list_rooms', { all: true });
  const lobby = rooms.find((room) => room.name === 'lobby');
  assert.ok(lobby, 'joining an unknown name makes a public room');
  await peer.ask('join_room', { roomId: lobby.roomId });
  plain.socket.send(JSON.stringify({ type: 'broadcast', room: 'lobby', payload: { text: 'to the lobby' } }));
  await peer.next('message', (m) => m.text === 'to the lobby' && m.roomId === lobby.roomId);
  plain.socket.send(JSON.stringify({ type: 'broadcast', room: 'lobby', payload: 'bare words' }));
  await peer.next('message', (m) => m.text === 'bare words');
  plain.socket.send(JSON.stringify({ type: 'leave', payload: 'lobby' }));
  await peer.next('member_left', (m) => m.roomId === lobby.roomId);
});

test('chapter: send_message without a clientId, with a timestamp', async () => {
  plain.socket.send(
    JSON.stringify({ type: 'send_message', payload: { roomId: 'general', text: 'a chapter', timestamp: Date.now() } }),
  );
  const heard = (await peer.next('message', (m) => m.text === 'a chapter')).payload;
  assert.ok(heard.messageId && heard.userId && heard.timestamp);
  plain.socket.send(JSON.stringify({ type: 'get_history', payload: { roomId: 'general' } }));
  const history = (await plain.next('message_history')).payload;
  assert.ok(history.messages.some((m) => m.text === 'a chapter'));
});

test('without an id there is no ack, but there is an error', async () => {
  plain.socket.send(JSON.stringify({ type: 'update_presence', payload: { status: 'away' } }));
  plain.socket.send(JSON.stringify({ type: 'update_presence', payload: { status: 'flying' } }));
  const { payload: error } = await plain.next('error'); // the ack would have come before it
  assert.equal(error.code, 'bad_request');
  assert.ok(!('replyTo' in error));
  assert.ok(!plain.frames.some((f) => f.type === 'ack' && !f.payload.room));
});
