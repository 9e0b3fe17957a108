// What the three plain servers share: a stock `ws` server on a free port, told on the first line of standard output.
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

/** Options of the command line: `--port N`, `--path /chat`, and switches. */
export function options() {
  const [, , ...args] = process.argv;
  const value = (name, fallback) => (args.includes(name) ? args[args.indexOf(name) + 1] : fallback);
  return { port: Number(value('--port', '0')), path: value('--path', undefined), has: (name) => args.includes(name) };
}

/** Calls `connected(socket, request)` for each client; `socket.say(object)` sends JSON. Prints every frame's type. */
export function serve(connected) {
  const { port, path } = options();
  const http = createServer((_request, response) => {
    response.writeHead(404, { 'content-type': 'text/plain' });
    response.end('Nothing here.');
  });
  const sockets = new WebSocketServer({ server: http, path });
  sockets.on('connection', (socket, request) => {
    socket.say = (object) => socket.readyState === socket.OPEN && socket.send(JSON.stringify(object));
    socket.on('error', () => socket.terminate());
    socket.on('message', (data) => console.log(JSON.stringify({ event: 'frame', type: parse(data)?.type })));
    connected(socket, request);
  });
  http.listen(port, '127.0.0.1', () => {
    const address = `ws://127.0.0.1:${http.address().port}${path ?? ''}`;
    console.log(JSON.stringify({ event: 'listening', url: address }));
  });
  process.on('SIGTERM', () => process.exit(0));
  return {
    all: (object) => sockets.clients.forEach((client) => client.say(object)),
    clients: sockets.clients,
  };
}

/** The frame as an object, or nothing when it is none. */
export function parse(data) {
  try {
    const frame = JSON.parse(String(data));
    return frame && typeof frame === 'object' ? frame : undefined;
  } catch {
    return undefined;
  }
}
