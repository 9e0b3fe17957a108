// A stock EventSource that keeps what came.
import { EventSource } from 'eventsource';

const patience = 10_000;
const types = ['connected', 'notification', 'activity', 'reset', 'poll', 'news'];

export class Stream {
  constructor(base, person, { query = '', lastEventId } = {}) {
    this.events = [];
    this.waiting = [];
    this.source = new EventSource(`${base}/events${query}`, {
      fetch: (url, init) =>
        fetch(url, {
          ...init,
          headers: {
            ...(lastEventId ? { 'Last-Event-ID': lastEventId } : {}),
            ...init.headers, // its own position, once it has one
            authorization: `Bearer ${person.token}`,
          },
        }),
    });
    for (const type of types)
      this.source.addEventListener(type, (event) => {
        const at = this.waiting.findIndex((waiter) => waiter.type === type);
        if (at < 0) this.events.push({ type, event });
        else this.waiting.splice(at, 1)[0].resolve(event);
      });
  }

  next(type) {
    const at = this.events.findIndex((e) => e.type === type);
    if (at >= 0) return Promise.resolve(this.events.splice(at, 1)[0].event);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no ${type} event`)), patience);
      this.waiting.push({ type, resolve: (event) => (clearTimeout(timer), resolve(event)) });
    });
  }

  close() {
    this.source.close();
  }
}
