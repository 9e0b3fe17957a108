// Whatever one client says is said to all, the speaker too: the shortest server the ws package allows.
import { WebSocketServer } from 'ws';

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, backlog: 1024, perMessageDeflate: false });
server.on('listening', () => console.log(JSON.stringify({ url: `http://127.0.0.1:${server.address().port}` })));
server.on('connection', (socket) => {
  socket.on('message', (data, isBinary) => {
    for (const client of server.clients) client.send(data, { binary: isBinary });
  });
});
