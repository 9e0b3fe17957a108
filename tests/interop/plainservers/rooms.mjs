// The rooms template: {type, payload, room?}; join and leave by name, broadcast to a room's members, the sender too
// unless --others-only.
import { options, parse, serve } from './common.mjs';

const { has } = options();
const rooms = new Map(); // name → sockets

serve((socket) => {
  socket.on('message', (data) => {
    const frame = parse(data);
    switch (frame?.type) {
      case 'ping':
        return socket.say({ type: 'pong', payload: {} });
      case 'join':
        if (!rooms.has(frame.payload)) rooms.set(frame.payload, new Set());
        return rooms.get(frame.payload).add(socket);
      case 'leave':
        return rooms.get(frame.payload)?.delete(socket);
      case 'broadcast':
        if (!rooms.get(frame.room)?.has(socket)) return;
        for (const member of rooms.get(frame.room)) {
          if (member === socket && has('--others-only')) continue;
          member.say({ type: 'broadcast', room: frame.room, payload: frame.payload });
        }
    }
  });
  socket.on('close', () => rooms.forEach((members) => members.delete(socket)));
});
