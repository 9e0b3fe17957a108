// Run by tls.test.mjs with NODE_EXTRA_CA_CERTS: the stock clients, which take their authorities from there. Prints what came.
import { randomUUID } from 'node:crypto';
import { EventSource } from 'eventsource';
import WebSocket from 'ws';

const [base, token] = process.argv.slice(2);
const headers = { authorization: `Bearer ${token}` };

function events() {
  return new Promise((resolve, reject) => {
    const source = new EventSource(`${base}/events`, { fetch: (url, init) => fetch(url, { ...init, headers: { ...init.headers, ...headers } }) });
    source.addEventListener('connected', (event) => {
      source.close();
      resolve(event.type);
    });
    source.onerror = (error) => {
      source.close();
      reject(error);
    };
  });
}

function chat() {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${base.replace(/^http/, 'ws')}/ws`, { headers });
    socket.on('error', reject);
    socket.on('message', (data) => {
      const { type } = JSON.parse(data);
      if (type === 'welcome')
        socket.send(JSON.stringify({ type: 'send_message', id: '1', payload: { roomId: 'general', clientId: randomUUID(), text: 'by TLS' } }));
      if (type === 'ack') {
        socket.close();
        resolve(type);
      }
    });
  });
}

try {
  console.log(JSON.stringify([await events(), await chat()]));
} catch (error) {
  console.log(JSON.stringify([error.code ?? error.cause?.code ?? error.message]));
  process.exitCode = 1;
}
