// Documents, shared with the stock packages of the Yjs ecosystem.
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

test('two people write at once, a third comes late', async () => {
  const docId = await createDocument(server, ann);
  const a = Writer.open(server, ann, docId);
  const b = Writer.open(server, ben, docId);
  await Promise.all([a.synced(), b.synced()]);
  for (let i = 0; i < 200; ++i) {
    a.text.insert(a.text.length, 'a');
    b.text.insert(0, 'b');
    if (i % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await a.until(() => a.text.length === 400, 'everything');
  await b.until(() => b.text.length === 400, 'everything');
  assert.equal(String(a.text), String(b.text));
  const late = Writer.open(server, ben, docId);
  await late.reads(String(a.text));
  assert.equal(late.doc.getMap('meta').get('title'), 'Launch plan');
  for (const writer of [a, b, late]) writer.close();
});

test('formats, embeds, maps and arrays arrive as they are', async () => {
  const docId = await createDocument(server, ann);
  const a = Writer.open(server, ann, docId);
  const b = Writer.open(server, ben, docId);
  await Promise.all([a.synced(), b.synced()]);
  a.text.insert(0, 'bold plain', { bold: true });
  a.text.format(4, 6, { bold: null });
  a.text.insertEmbed(0, { image: 'x.png' });
  const shape = new Y.Map([['x', 1.5], ['points', [1, 2, 3]]]);
  a.doc.getMap('shapes').set('one', shape);
  a.doc.getArray('list').push(['text', null, { deep: [true] }, new Uint8Array([1, 2])]);
  await b.until(() => b.doc.getArray('list').length === 4, 'the list');
  assert.deepEqual(b.text.toDelta(), a.text.toDelta());
  assert.deepEqual(b.doc.getMap('shapes').toJSON(), { one: { x: 1.5, points: [1, 2, 3] } });
  assert.deepEqual(b.doc.getArray('list').toJSON(), a.doc.getArray('list').toJSON());
  a.close();
  b.close();
});

test('people see each other come, move and go', async () => {
  const docId = await createDocument(server, ann);
  const watcher = await Client.connect(server, ben);
  const a = Writer.open(server, ann, docId);
  await a.synced();
  const b = Writer.open(server, ben, docId);
  await b.until(() => b.names().join() === 'Ann,Ben', 'both names');
  await a.until(() => a.names().join() === 'Ann,Ben', 'both names');
  a.provider.awareness.setLocalStateField('cursor', { anchor: 1, head: 2 });
  await b.until(() => b.provider.awareness.getStates().get(a.doc.clientID)?.cursor?.head === 2, 'the caret');
  const open = await watcher.next('document_presence', (p) => p.docId === docId && p.users.length === 2);
  assert.deepEqual([...open.payload.users].sort(), [ann.userId, ben.userId].sort());
  a.provider.ws.terminate(); // no farewell
  a.provider.shouldConnect = false;
  await b.until(() => b.names().join() === 'Ben', 'the departure');
  a.close();
  b.close();
  await watcher.next('document_presence', (p) => p.docId === docId && p.users.length === 0);
  await watcher.close();
});

test('500 edits on either side without a link merge on return', async () => {
  const docId = await createDocument(server, ann);
  const a = Writer.open(server, ann, docId);
  const b = Writer.open(server, ben, docId);
  a.text.insert(0, 'start\n');
  await b.reads('start\n');
  a.provider.disconnect();
  b.provider.disconnect();
  for (let i = 0; i < 500; ++i) {
    a.text.insert(a.text.length, `a${i} `);
    if (i % 3 === 0) b.text.insert(0, `b${i} `);
    else b.text.delete(0, Math.min(2, b.text.length - 6));
  }
  a.provider.connect();
  b.provider.connect();
  await Promise.all([a.synced(), b.synced()]);
  await a.until(() => String(a.text) === String(b.text) && String(a.text).includes('a499'), 'the same text');
  assert.equal(String(a.text).match(/a\d+ /g).length, 500);
  const { json } = await server.call('GET', `/api/v1/documents/${docId}`, { token: ben.token });
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Buffer.from(json.state, 'base64'));
  assert.equal(String(copy.getText('content')), String(a.text));
  assert.deepEqual(Y.decodeStateVector(Buffer.from(json.stateVector, 'base64')), Y.decodeStateVector(Y.encodeStateVector(copy)));
  a.close();
  b.close();
});

test('kill -9 in the middle of writing: stock clients come back and lose nothing', async () => {
  let own = await Server.start({ args: ['--document-idle', '1s'] });
  const person = await own.guest('Ann');
  const other = await own.guest('Ben');
  const docId = await createDocument(own, person);
  const docs = [new Y.Doc(), new Y.Doc()];
  for (let round = 0; round < 3; ++round) {
    // A new address each time: the server picks its port.
    const writers = [person, other].map((who, i) => Writer.open(own, who, docId, { doc: docs[i] }));
    await Promise.all(writers.map((writer) => writer.synced()));
    for (let i = 0; i < 300; ++i) for (const writer of writers) writer.text.insert(0, `${round}`);
    await new Promise((resolve) => setTimeout(resolve, 5 * round)); // some of it is under way
    own = await own.restart();
    for (const writer of writers) writer.close();
  }
  const writers = [person, other].map((who, i) => Writer.open(own, who, docId, { doc: docs[i] }));
  for (const writer of writers) await writer.until(() => writer.text.length === 1800, 'everything');
  assert.equal(String(writers[0].text), String(writers[1].text));
  for (const writer of writers) writer.close();
  const fresh = Writer.open(own, person, docId);
  await fresh.reads(String(docs[0].getText('content')));
  fresh.close();
  await own.stop();
});

test('a restored version comes to everybody as a small change', async () => {
  const docId = await createDocument(server, ann);
  const a = Writer.open(server, ann, docId);
  const b = Writer.open(server, ben, docId);
  a.text.insert(0, 'We meet on Monday.\nBring rope.\n');
  await b.reads(String(a.text));
  const path = `/api/v1/documents/${docId}/versions`;
  const saved = await server.call('POST', path, { token: ann.token, body: { name: 'Good' } });
  assert.equal(saved.status, 201);
  b.text.delete(11, 6);
  b.text.insert(11, 'Friday');
  await a.reads('We meet on Friday.\nBring rope.\n');
  const caret = Y.createRelativePositionFromTypeIndex(b.text, 24); // in "rope"
  const restored = await server.call('POST', `${path}/${saved.json.versionId}/restore`, { token: ben.token });
  assert.equal(restored.status, 200);
  await a.reads('We meet on Monday.\nBring rope.\n');
  await b.reads('We meet on Monday.\nBring rope.\n');
  assert.equal(Y.createAbsolutePositionFromRelativePosition(caret, b.doc).index, 24);
  const list = await server.call('GET', path, { token: ann.token });
  assert.deepEqual(list.json.items.map((version) => version.automatic), [true, false]);
  const page = await server.call('GET', `/api/v1/documents/${docId}/export?format=html`, { token: ben.token });
  assert.match(page.text, /<p dir="auto">We meet on Monday\./);
  const markdown = await server.call('GET', `/api/v1/documents/${docId}/export?format=md`, { token: ben.token });
  assert.equal(markdown.text, 'We meet on Monday.\nBring rope.\n');
  a.close();
  b.close();
});

test('who may only read is told so and changes nothing', async () => {
  const { json } = await server.call('POST', '/api/v1/rooms', { token: ann.token, body: { name: 'Reading room', kind: 'public' } });
  const docId = await createDocument(server, ann, { roomId: json.room.roomId });
  const a = Writer.open(server, ann, docId);
  a.text.insert(0, 'for all to see');
  const b = Writer.open(server, ben, docId);
  await b.reads('for all to see');
  const closed = new Promise((resolve) => b.provider.ws.addEventListener('close', resolve));
  b.text.insert(0, 'Mine: ');
  assert.equal((await closed).code, 4403);
  b.close();
  const c = Writer.open(server, ann, docId);
  await c.reads('for all to see');
  a.close();
  c.close();
});
