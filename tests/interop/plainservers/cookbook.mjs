// The cookbook: {type, data}, one room. Switches: --silent (no greeting), --own-ids (messages and people get ids and
// names of the server's), --no-echo (nobody hears anything), --binary (frames are passed on as they came, as binary).
import { randomUUID } from 'node:crypto';
import { options, parse, serve } from './common.mjs';

const { has } = options();
let visitors = 0;

const server = serve((socket) => {
  const user = { id: `visitor-${++visitors}`, name: `Visitor ${visitors}` };
  if (!has('--silent')) {
    socket.say({ type: 'user_info', data: user });
    server.all({ type: 'system_message', data: { text: `${user.name} came.`, timestamp: Date.now() } });
  }
  socket.on('message', (data) => {
    const frame = parse(data);
    if (!has('--own-ids') && frame?.type === 'user_info') user.name = String(frame.data?.name ?? user.name);
    if (frame?.type !== 'chat_message' || has('--no-echo')) return;
    if (has('--binary')) {
      for (const client of server.clients) client.send(data, { binary: true });
      return;
    }
    const kept = has('--own-ids') ? { id: randomUUID() } : { id: frame.data.id };
    server.all({ type: 'chat_message', data: { ...kept, user, text: frame.data.text, timestamp: Date.now() } });
  });
});
