// A script of a few lines around the stock `ws`: what anybody would write.
import { randomUUID } from 'node:crypto';
import WebSocket from 'ws';

const patience = 5000;

export class Client {
  static async connect(server, person, { path = '/ws', protocols = [], byQuery = false } = {}) {
    const client = new Client();
    client.person = person;
    client.frames = []; // everything that came, and was not taken yet
    client.waiting = [];
    client.requests = 0;
    const url = server.ws + path + (byQuery ? `?token=${person.token}` : '');
    client.socket = new WebSocket(url, protocols, {
      headers: byQuery ? {} : { authorization: `Bearer ${person.token}` },
    });
    client.closed = new Promise((resolve) =>
      client.socket.once('close', (code, reason) => resolve({ code, reason: String(reason) })),
    );
    client.socket.on('message', (data, isBinary) => {
      if (isBinary) return client.take({ binary: data });
      const frame = JSON.parse(data);
      for (const envelope of Array.isArray(frame) ? frame : [frame]) client.take(envelope);
    });
    await new Promise((resolve, reject) => {
      client.socket.once('open', resolve);
      client.socket.once('error', reject);
    });
    if (!protocols.includes('coterie.v1.cbor')) client.welcome = (await client.next('welcome')).payload;
    return client;
  }

  take(envelope) {
    const at = this.waiting.findIndex((waiter) => waiter.matches(envelope));
    if (at < 0) this.frames.push(envelope);
    else this.waiting.splice(at, 1)[0].resolve(envelope);
  }

  /** The first frame, come or to come, that is of this type and fits. */
  next(type, fits = () => true) {
    const matches = (envelope) => (type === undefined || envelope.type === type) && fits(envelope.payload, envelope);
    const at = this.frames.findIndex(matches);
    if (at >= 0) return Promise.resolve(this.frames.splice(at, 1)[0]);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`no ${type} for ${patience} ms; unread: ${JSON.stringify(this.frames).slice(0, 2000)}`)),
        patience,
      );
      this.waiting.push({ matches, resolve: (envelope) => (clearTimeout(timer), resolve(envelope)) });
    });
  }

  send(type, payload, id) {
    this.socket.send(JSON.stringify(id ? { type, id, payload } : { type, payload }));
  }

  /** Sends with an id and resolves with the answer's payload; rejects with the error's. */
  async ask(type, payload) {
    const id = `c-${++this.requests}`;
    this.send(type, payload, id);
    const answer = await this.next(undefined, (p) => p?.replyTo === id);
    if (answer.type === 'error') throw Object.assign(new Error(answer.payload.message), answer.payload);
    return answer.type === 'ack' ? answer.payload : { type: answer.type, ...answer.payload };
  }

  say(roomId, text, more = {}) {
    return this.ask('send_message', { roomId, clientId: randomUUID(), text, ...more });
  }

  /** True if nothing of this type came by the time the server has answered a ping. */
  async hearsNothingOf(type) {
    await this.ask('ping', {});
    return !this.frames.some((envelope) => envelope.type === type);
  }

  close() {
    this.socket.close(1000);
    return this.closed;
  }
}
