// The page: what a site would write to have a shared text. Its address says where the server is and who is writing.
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';

const { server, token, document: docId } = Object.fromEntries(new URLSearchParams(location.search));
const doc = new Y.Doc();
const text = doc.getText('content');
const provider = new WebsocketProvider(`${server}/collab`, docId, doc, { params: { token }, disableBc: true });
provider.awareness.setLocalStateField('user', { name: 'Browser', color: '#30bced' });

provider.once('sync', () => {
  for (let i = 0; i < 100; ++i) text.insert(0, 'b');
});
text.observe(() => {
  document.body.textContent = String(text);
  if (String(text).includes('do you see me?') && !String(text).includes('I see you.')) text.insert(text.length, ' I see you. 👋');
});
