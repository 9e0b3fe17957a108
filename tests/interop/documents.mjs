// Somebody in a document with the stock packages `yjs` and `y-websocket`, as anybody would write it.
import { WebsocketProvider } from 'y-websocket';
import WebSocket from 'ws';
import * as Y from 'yjs';

const patience = 10_000;

export class Writer {
  static open(server, person, docId, { doc = new Y.Doc(), name = person.username } = {}) {
    const writer = new Writer();
    writer.doc = doc;
    writer.text = doc.getText('content');
    writer.provider = new WebsocketProvider(`${server.ws}/collab`, docId, doc, {
      params: { token: person.token }, // a browser cannot set a header
      WebSocketPolyfill: WebSocket,
      disableBc: true, // else two providers of one process would go round the server
      maxBackoffTime: 500,
    });
    writer.provider.awareness.setLocalStateField('user', { name, color: '#30bced' });
    return writer;
  }

  /** Everything the server had when it answered is here. */
  synced() {
    return this.until(() => this.provider.synced, 'synced');
  }

  async until(holds, what = 'it') {
    const end = Date.now() + patience;
    while (!holds()) {
      if (Date.now() > end) throw new Error(`${what} did not come; the text is ${JSON.stringify(String(this.text)).slice(0, 300)}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  reads(text) {
    return this.until(() => String(this.text) === text, JSON.stringify(text));
  }

  names() {
    return [...this.provider.awareness.getStates().values()].map((state) => state.user?.name).filter(Boolean).sort();
  }

  close() {
    this.provider.destroy();
    this.provider.awareness.destroy(); // its timer would keep the script alive
  }
}

export async function createDocument(server, person, { title = 'Launch plan', roomId = 'general', kind = 'text' } = {}) {
  const { status, json, text } = await server.call('POST', '/api/v1/documents', {
    token: person.token,
    body: { title, roomId, kind },
  });
  if (status !== 201) throw new Error(`no document: ${status} ${text}`);
  return json.docId;
}
