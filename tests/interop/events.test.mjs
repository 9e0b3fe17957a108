// Section 8 with the stock `eventsource`, and the webhooks that feed it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Client } from './client.mjs';
import { Stream } from './eventstream.mjs';
import { Server } from './server.mjs';

let server, annPerson, benPerson, ben;

before(async () => {
  server = await Server.start();
  annPerson = await server.guest('Ann');
  benPerson = await server.guest('Ben');
  ben = await Client.connect(server, benPerson);
  const ann = await Client.connect(server, annPerson);
  await ben.ask('join_room', { roomId: 'general' });
  await ann.ask('join_room', { roomId: 'general' });
  await ann.close();
});

after(async () => {
  await ben?.close();
  await server?.stop();
});

test('the first event names the stream', async () => {
  const stream = new Stream(server.url, annPerson);
  const { clientId } = JSON.parse((await stream.next('connected')).data);
  assert.ok(clientId);
  stream.close();
});

test('a mention is a notification, and what was missed comes with Last-Event-ID', async () => {
  let stream = new Stream(server.url, annPerson);
  await stream.next('connected');
  const { messageId } = await ben.say('general', 'Look here, @Ann!');
  const event = await stream.next('notification');
  const notification = JSON.parse(event.data);
  assert.equal(notification.type, 'info');
  assert.equal(notification.messageId, messageId);
  assert.equal(notification.roomId, 'general');
  assert.ok(notification.id && notification.title && notification.timestamp);
  assert.ok(event.lastEventId);
  stream.close();

  await ben.say('general', '@Ann first');
  await ben.say('general', '@Ann second');
  stream = new Stream(server.url, annPerson, { lastEventId: event.lastEventId });
  await stream.next('connected');
  const replayed = [JSON.parse((await stream.next('notification')).data), JSON.parse((await stream.next('notification')).data)];
  assert.deepEqual(replayed.map((n) => /first|second/.exec(n.message)?.[0]), ['first', 'second']);
  assert.ok(!stream.events.some((e) => e.type === 'reset'));
  stream.close();

  const byQuery = new Stream(server.url, annPerson, { query: `?lastEventId=${encodeURIComponent(event.lastEventId)}` });
  assert.match((await byQuery.next('notification')).data, /first/);
  byQuery.close();

  await ben.ask('delete_message', { messageId });
  const afterwards = new Stream(server.url, annPerson, { query: '?lastEventId=0' });
  const deleted = JSON.parse((await afterwards.next('notification')).data);
  assert.equal(deleted.messageId, messageId);
  assert.equal(deleted.message, '', 'the words of a deleted message are not told again');
  afterwards.close();
});

test('nobody else hears a notification', async () => {
  const stream = new Stream(server.url, benPerson);
  await stream.next('connected');
  await ben.say('general', '@Ann only for you');
  const own = new Stream(server.url, annPerson);
  await own.next('connected');
  own.close();
  assert.ok(!stream.events.some((e) => e.type === 'notification'));
  stream.close();
});

test('a channel is subscribed and left on an open stream', async () => {
  const poll = await ben.ask('create_poll', { roomId: 'general', question: '?', options: ['a', 'b'] });
  const stream = new Stream(server.url, annPerson);
  const { clientId } = JSON.parse((await stream.next('connected')).data);
  const channel = `poll:${poll.pollId}`;
  const subscribed = await server.call('POST', '/events/subscribe', { ...annPerson, body: { clientId, channel } });
  assert.ok(subscribed.status < 300, subscribed.text);
  await ben.ask('vote', { pollId: poll.pollId, options: [0] });
  assert.deepEqual(JSON.parse((await stream.next('poll')).data).counts, [1, 0]);
  const left = await server.call('POST', '/events/unsubscribe', { ...annPerson, body: { clientId, channel } });
  assert.ok(left.status < 300, left.text);
  stream.close();
});

test('publishing needs its scope', async () => {
  const refused = await server.call('POST', '/events/send', { ...benPerson, body: { event: 'news', data: {} } });
  assert.equal(refused.status, 403);
  assert.equal(refused.json.error.code, 'forbidden');
});

test('the stream says what it is, and refuses strangers before it opens', async () => {
  const open = await fetch(`${server.url}/events`, { headers: { authorization: `Bearer ${annPerson.token}` } });
  assert.match(open.headers.get('content-type'), /^text\/event-stream/);
  assert.equal(open.headers.get('cache-control'), 'no-store');
  await open.body.cancel();
  const refused = await server.call('GET', '/events');
  assert.equal(refused.status, 401);
  assert.equal(refused.json.error.code, 'unauthorized');
});

test('an incoming webhook posts into its room', async (t) => {
  const { room } = await ben.ask('create_room', { name: 'builds', kind: 'public' });
  const made = await server.call('POST', '/api/v1/hooks', { ...benPerson, body: { roomId: room.roomId, name: 'CI' } });
  if (made.status === 403) return t.skip('guests make no webhooks here');
  assert.equal(made.status, 201, made.text);
  const posted = await server.call('POST', new URL(made.json.url).pathname, { body: { text: 'build 7 is **green**' } });
  assert.ok(posted.status < 300, posted.text);
  await ben.next('message', (m) => m.roomId === room.roomId && m.text === 'build 7 is **green**');

  const stream = new Stream(server.url, benPerson);
  await stream.next('connected');
  const raised = await server.call('POST', new URL(made.json.url).pathname, {
    body: { title: 'Build failed', message: 'main is red', type: 'error', url: 'https://ci.example/7' },
  });
  assert.ok(raised.status < 300, raised.text);
  const notification = JSON.parse((await stream.next('notification')).data);
  assert.deepEqual([notification.title, notification.type, notification.url], ['Build failed', 'error', 'https://ci.example/7']);
  stream.close();
  assert.equal((await server.call('POST', '/hooks/nobody-knows-this', { body: { text: 'x' } })).status, 404);
});
