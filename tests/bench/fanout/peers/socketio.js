// The same for socket.io: everybody is in one room, a `chat` event goes to that room.
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const http = createServer();
const io = new Server(http, { transports: ['websocket'], perMessageDeflate: false });
io.on('connection', (socket) => {
  socket.join('general');
  socket.on('chat', (text) => io.to('general').emit('chat', text));
});
http.listen({ host: '127.0.0.1', port: 0, backlog: 1024 }, () =>
  console.log(JSON.stringify({ url: `http://127.0.0.1:${http.address().port}` })));
