// Somebody on a board with stock yjs and y-websocket, driven by lines of JSON on standard input and telling what happens
// in lines of JSON on standard output. Usage: node peer.mjs URL DOCID TOKEN NAME SEED
//   {"do":"act"}   one deed of deeds.mjs   {"do":"away"}   {"do":"back"}
//   {"do":"rest"} → {"event":"rested", "done", "added", "removed", "planted", "gone", "grown", "lost"} when no stroke grows
//   {"do":"compare","states":{name: base64}} → {"event":"compared","differences":[…]}
//   {"do":"read"} → {"event":"read","points":{shape id: [[x, y, pressure], …]}} of all strokes that are text
import readline from 'node:readline';
import WebSocket from 'ws';
import * as Y from 'yjs';
import { WebsocketProvider } from 'y-websocket';
import { Player } from './deeds.mjs';
import { differences } from './picture.mjs';
import { pointsOf } from './points.mjs';

const [url, docId, token, name, seed] = process.argv.slice(2);
const doc = new Y.Doc();
const provider = new WebsocketProvider(`${url.replace(/^http/, 'ws')}/collab`, docId, doc, {
  WebSocketPolyfill: WebSocket,
  params: { token },
  maxBackoffTime: 300,
  disableBc: true,
});
provider.awareness.setLocalStateField('user', { name, color: '#30bced' });
const player = new Player(doc, provider.awareness, name, Number(seed));

const say = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);
const abnormal = 1006; // the server was killed
provider.on('sync', (synced) => say({ event: 'sync', synced }));
provider.on('connection-close', (event) => {
  if (!event || event.code <= 1001 || event.code === 1005 || event.code === abnormal) return;
  console.error(`${name} was refused: ${event.code} ${event.reason}`);
  process.exit(3);
});

function rest() {
  if (player.growing > 0) return setTimeout(rest, 5);
  return say({ event: 'rested', done: player.done, added: [...player.added], removed: [...player.removed], ...player.audit() });
}

function read() {
  const strokes = [...doc.getMap('shapes')].filter(([, shape]) => shape instanceof Y.Map && ['pen', 'highlighter'].includes(shape.get('type')));
  const texts = strokes.filter(([, shape]) => shape.get('points') instanceof Y.Text && shape.get('points').constructor === Y.Text);
  say({ event: 'read', points: Object.fromEntries(texts.map(([id, shape]) => [id, pointsOf(shape.get('points').toString())])) });
}

const commands = {
  act: () => player.act(),
  away: () => provider.disconnect(),
  back: () => provider.connect(),
  rest,
  read,
  compare: ({ states }) => {
    const lines = Object.entries(states).flatMap(([whose, state]) =>
      differences(doc, new Uint8Array(Buffer.from(state, 'base64'))).map((line) => `${name} and ${whose}: ${line}`));
    say({ event: 'compared', differences: lines.slice(0, 20) });
  },
};
const input = readline.createInterface({ input: process.stdin });
input.on('line', (line) => {
  const command = JSON.parse(line);
  commands[command.do](command);
});
input.on('close', () => {
  provider.destroy();
  process.exit(0);
});
