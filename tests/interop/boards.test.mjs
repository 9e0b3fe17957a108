// Boards, drawn on with the stock packages of the Yjs ecosystem.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as Y from 'yjs';
import { Client } from './client.mjs';
import { createDocument, Writer } from './documents.mjs';
import { Server } from './server.mjs';

let server;
let ann;
let ben;
before(async () => {
  server = await Server.start();
  ann = await server.guest('Ann');
  ben = await server.guest('Ben');
});
after(() => server.stop());

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const shapesOf = (writer) => writer.doc.getMap('shapes');

/** A shape as the app makes it: text and points are shared types. */
function draw(writer, id, properties, { text, points } = {}) {
  const shape = new Y.Map(Object.entries({ x: 10, y: 20, w: 0, h: 0, ...properties }));
  writer.doc.transact(() => {
    shapesOf(writer).set(id, shape);
    if (text !== undefined) shape.set('text', new Y.Text(text));
    if (points !== undefined) shape.set('points', new Y.Text(points));
  });
  return shape;
}

async function openBoard(people = [ann, ben]) {
  const docId = await createDocument(server, ann, { title: 'Retro', kind: 'board' });
  const writers = people.map((person) => Writer.open(server, person, docId));
  await Promise.all(writers.map((writer) => writer.synced()));
  return { docId, writers };
}

test('a stroke is on the other screen while it grows, and both draw at once', async () => {
  const { writers } = await openBoard();
  const [a, b] = writers;
  const seen = new Set();
  shapesOf(b).observeDeep(() => seen.add(String(shapesOf(b).get('stroke')?.get('points') ?? '').length));
  const points = draw(a, 'stroke', { type: 'pen', by: ann.userId }, { points: '' }).get('points');
  for (let i = 0; i < 20; ++i) {
    points.insert(points.length, 'AbCd');
    draw(b, `note-${i}`, { type: 'note', fill: 'yellow' }, { text: `Note ${i}` });
    await pause(10);
  }
  await b.until(() => String(shapesOf(b).get('stroke')?.get('points')).length === 80, 'the whole stroke');
  await a.until(() => shapesOf(a).size === 21, 'the notes');
  assert.ok(seen.size > 5, `it grew in ${seen.size} steps`);
  assert.deepEqual(shapesOf(a).toJSON(), shapesOf(b).toJSON());
  shapesOf(b).get('note-3').set('x', 300);
  shapesOf(a).delete('note-4');
  await a.until(() => shapesOf(a).get('note-3').get('x') === 300, 'the move');
  await b.until(() => !shapesOf(b).has('note-4'), 'the removal');
  for (const writer of writers) writer.close();
});

test('pointers go both ways, and the last place arrives', async () => {
  const { writers } = await openBoard();
  const [a, b] = writers;
  const pointerOf = (reader, writer) => reader.provider.awareness.getStates().get(writer.doc.clientID)?.pointer;
  for (const writer of writers) writer.provider.awareness.setLocalStateField('selection', ['stroke']);
  for (let i = 0; i <= 100; ++i) {
    a.provider.awareness.setLocalStateField('pointer', { x: i, y: 1 });
    b.provider.awareness.setLocalStateField('pointer', { x: -i, y: 2.5 });
    if (i % 10 === 0) await pause(4);
  }
  await b.until(() => pointerOf(b, a)?.x === 100, "Ann's pointer");
  await a.until(() => pointerOf(a, b)?.x === -100, "Ben's pointer");
  assert.deepEqual(a.provider.awareness.getStates().get(b.doc.clientID).selection, ['stroke']);
  for (const writer of writers) writer.close();
});

test('twelve people move thirty times a second: each hears some sixty messages, not four hundred', async () => {
  const { writers } = await openBoard(Array.from({ length: 12 }, (_, i) => (i % 2 ? ben : ann)));
  const listener = writers[0];
  let heard = 0;
  listener.provider.ws.addEventListener('message', ({ data }) => {
    if (new Uint8Array(data)[0] === 1) ++heard;
  });
  const begin = Date.now();
  for (let step = 1; step <= 30; ++step) {
    for (const [i, writer] of writers.entries())
      setTimeout(() => writer.provider.awareness.setLocalStateField('pointer', { x: step, y: i }), (i * 33) / 12);
    await pause(33);
  }
  const seconds = (Date.now() - begin) / 1000;
  await listener.until(
    () => writers.every((writer) => listener.provider.awareness.getStates().get(writer.doc.clientID)?.pointer?.x === 30),
    'the last place of everybody',
  );
  assert.ok(heard / seconds < 80, `${heard} messages in ${seconds} s`);
  const leaver = writers[5].doc.clientID;
  const left = Date.now();
  writers[5].provider.ws.terminate(); // without a word
  writers[5].provider.shouldConnect = false;
  await listener.until(() => !listener.provider.awareness.getStates().has(leaver), 'the departure');
  assert.ok(Date.now() - left < 2_000);
  for (const writer of writers) writer.close();
});

test('plain cursors work on a board, for the room and nobody else', async () => {
  const { docId, writers } = await openBoard();
  const surface = `doc:${docId}`;
  const a = await Client.connect(server, ann);
  const b = await Client.connect(server, ben);
  await a.ask('cursor_move', { surface, x: 1250.5, y: -30 });
  const moved = await b.next('cursor_update', (p) => p.surface === surface);
  assert.equal(moved.payload.x, 1250.5);
  assert.equal(moved.payload.username, 'Ann');
  await a.close();
  assert.equal((await b.next('user_left', (p) => p.surface === surface)).payload.userId, ann.userId);
  const { json } = await server.call('POST', '/api/v1/rooms', { token: ann.token, body: { name: 'Hidden', kind: 'private' } });
  const hidden = await createDocument(server, ann, { roomId: json.room.roomId, kind: 'board' });
  await assert.rejects(b.ask('cursor_move', { surface: `doc:${hidden}`, x: 1, y: 1 }), (error) => error.code === 'not_found');
  await b.close();
  for (const writer of writers) writer.close();
});

test('who may only look at a board sees it and changes nothing', async () => {
  const { json } = await server.call('POST', '/api/v1/rooms', { token: ann.token, body: { name: 'Gallery', kind: 'public' } });
  const docId = await createDocument(server, ann, { roomId: json.room.roomId, kind: 'board' });
  const a = Writer.open(server, ann, docId);
  draw(a, 'one', { type: 'rectangle' });
  const b = Writer.open(server, ben, docId);
  await b.until(() => shapesOf(b).has('one'), 'the shape');
  b.provider.awareness.setLocalStateField('pointer', { x: 5, y: 6 }); // pointing is not drawing
  await a.until(() => a.provider.awareness.getStates().get(b.doc.clientID)?.pointer?.x === 5, 'the pointer');
  const closed = new Promise((resolve) => b.provider.ws.addEventListener('close', resolve));
  draw(b, 'two', { type: 'ellipse' });
  assert.equal((await closed).code, 4403);
  b.close();
  const late = Writer.open(server, ann, docId);
  await late.until(() => shapesOf(late).has('one'), 'the shape');
  assert.ok(!shapesOf(late).has('two'));
  a.close();
  late.close();
});

test('a restored version changes only what differs', async () => {
  const { docId, writers } = await openBoard();
  const [a, b] = writers;
  draw(a, 'kept', { type: 'note' }, { text: 'as it is' });
  draw(a, 'moved', { type: 'rectangle', w: 40, h: 30 });
  draw(a, 'written', { type: 'note' }, { text: 'bread and milk' });
  await b.until(() => shapesOf(b).size === 3, 'the shapes');
  const good = shapesOf(a).toJSON();
  const path = `/api/v1/documents/${docId}/versions`;
  const saved = await server.call('POST', path, { token: ann.token, body: { name: 'Good' } });
  assert.equal(saved.status, 201);
  const kept = shapesOf(b).get('kept');
  shapesOf(b).get('moved').set('x', 900);
  shapesOf(b).get('written').get('text').delete(0, 6);
  shapesOf(b).get('written').get('text').insert(0, 'eggs ');
  draw(b, 'superfluous', { type: 'ellipse', w: 5, h: 5 });
  const growing = draw(b, 'growing', { type: 'pen', by: ben.userId }, { points: 'AbAb' });
  await a.until(() => shapesOf(a).size === 5 && String(shapesOf(a).get('written').get('text')).startsWith('eggs'), 'the changes');
  const caret = Y.createRelativePositionFromTypeIndex(shapesOf(a).get('written').get('text'), 9); // before "milk"
  let events = 0;
  shapesOf(b).get('kept').observeDeep(() => ++events);
  const restored = await server.call('POST', `${path}/${saved.json.versionId}/restore`, { token: ben.token });
  assert.equal(restored.status, 200);
  await b.until(() => shapesOf(b).get('moved').get('x') === 10 && !shapesOf(b).has('superfluous'), 'the old state');
  await a.until(() => String(shapesOf(a).get('written').get('text')) === 'bread and milk', 'the old text');
  assert.equal(shapesOf(b).get('kept'), kept);
  assert.equal(events, 0);
  assert.equal(Y.createAbsolutePositionFromRelativePosition(caret, a.doc).index, 10);
  growing.get('points').insert(4, 'CdCd'); // somebody was drawing, and goes on
  await a.until(() => String(shapesOf(a).get('growing')?.get('points')) === 'AbAbCdCd', 'the stroke');
  shapesOf(a).delete('growing');
  await b.until(() => !shapesOf(b).has('growing'), 'the removal');
  assert.deepEqual(shapesOf(b).toJSON(), good);
  for (const writer of writers) writer.close();
});

test('an image of a megabyte passes; what is too large is refused in words', async () => {
  const { writers } = await openBoard();
  const [a, b] = writers;
  const bytes = new Uint8Array(1_000_000).map((_, i) => (i * 31) % 251);
  a.doc.getMap('images').set('0a1b', bytes);
  await b.until(() => b.doc.getMap('images').get('0a1b')?.length === bytes.length, 'the image');
  assert.deepEqual(b.doc.getMap('images').get('0a1b'), bytes);
  const words = [];
  b.provider.messageHandlers[2] = (_, decoder) => {
    decoder.pos += 1; // 0: permission denied
    words.push(Buffer.from(decoder.arr.subarray(decoder.pos + 1, decoder.arr.length)).toString());
  };
  const closed = new Promise((resolve) => b.provider.ws.addEventListener('close', resolve));
  b.doc.getMap('images').set('ffff', new Uint8Array(15_900_000));
  assert.equal((await closed).code, 1009);
  b.provider.disconnect();
  assert.match(words.join(), /too large/);
  draw(a, 'still-here', { type: 'note' });
  const late = Writer.open(server, ben, a.provider.roomname);
  await late.until(() => shapesOf(late).has('still-here') && late.doc.getMap('images').has('0a1b'), 'the board');
  assert.ok(!late.doc.getMap('images').has('ffff'));
  for (const writer of [a, b, late]) writer.close();
});
