// The chapter: {type, payload}; rooms by id, history, typing, presence, pointers. The server makes the ids and knows
// people by what they say of themselves; it never speaks first. With --greets it begins with initial_presence.
import { options, parse, serve } from './common.mjs';

const { has } = options();
const history = new Map(); // room → messages
const statuses = new Map(); // socket → {userId, username, status}
let messages = 0;
let people = 0;

const server = serve((socket) => {
  const me = { userId: `u${++people}`, username: `Somebody ${people}`, status: 'online' };
  const rooms = new Set();
  statuses.set(socket, me);
  const list = () => [...statuses.values()];
  const tellOthers = (roomId, type, payload) => {
    for (const client of server.clients) {
      if (client !== socket && client.rooms?.has(roomId)) client.say({ type, payload: { roomId, ...payload } });
    }
  };
  socket.rooms = rooms;
  if (has('--greets')) socket.say({ type: 'initial_presence', payload: { users: list() } });
  const handlers = {
    ping: () => socket.say({ type: 'pong', payload: {} }),
    join_room: ({ roomId, username }) => {
      if (username) me.username = username;
      rooms.add(roomId);
      socket.say({ type: 'initial_presence', payload: { roomId, users: list() } });
      tellOthers(roomId, 'presence_update', me);
    },
    leave_room: ({ roomId }) => rooms.delete(roomId),
    send_message: ({ roomId, text, timestamp }) => {
      const { userId, username } = me;
      const message = { id: `m${++messages}`, userId, username, text, timestamp };
      if (!history.has(roomId)) history.set(roomId, []);
      history.get(roomId).push(message);
      for (const client of server.clients) {
        if (client.rooms?.has(roomId)) client.say({ type: 'message', payload: { roomId, ...message } });
      }
    },
    get_history: ({ roomId, limit = 50 }) => {
      const kept = history.get(roomId) ?? [];
      socket.say({ type: 'message_history', payload: { roomId, messages: kept.slice(-limit) } });
    },
    typing: ({ roomId }) => tellOthers(roomId, 'user_typing', { userId: me.userId, username: me.username }),
    stop_typing: ({ roomId }) =>
      tellOthers(roomId, 'user_typing', { userId: me.userId, username: me.username, isTyping: false }),
    presence_update: ({ username, status }) => {
      if (username) me.username = username;
      if (status) me.status = status;
      for (const roomId of rooms) tellOthers(roomId, 'presence_update', me);
    },
    cursor_move: (place) => {
      for (const roomId of rooms) tellOthers(roomId, 'cursor_update', { ...place, userId: me.userId });
    },
  };
  socket.on('message', (data) => {
    const frame = parse(data);
    handlers[frame?.type]?.(frame.payload ?? {});
  });
  socket.on('close', () => {
    statuses.delete(socket);
    for (const roomId of rooms) {
      tellOthers(roomId, 'presence_update', { ...me, status: 'offline' });
      tellOthers(roomId, 'user_left', { userId: me.userId });
    }
  });
});
