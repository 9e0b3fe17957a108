// A server that means harm: garbage, wrong types, absurd sizes, all of it to everybody, between echoes that work.
import { parse, serve } from './common.mjs';

const deep = '['.repeat(5_000) + ']'.repeat(5_000);
const long = 'x'.repeat(300_000);
const frames = [
  '', 'null', '[]', '{}', '[[]]', '{"type":5}', '{"type":"chat_message"}', '{"type":"chat_message","data":null}',
  '{"type":"chat_message","data":[1,2,3]}', '{"type":"chat_message","data":{"text":{"a":1}}}', deep, 'not json',
  '{"type":"welcome","payload":{"protocol":"x"}}', '{"type":"welcome","data":{"self":{"userId":"plain:Sam"}}}',
  JSON.stringify({ type: 'chat_message', data: { text: long } }),
  JSON.stringify({ type: 'chat_message', data: { text: 'a\u0000b' } }),
  '{"type":"chat_message","data":{"text":"\\ud800"}}',
  JSON.stringify({ type: 'chat_message', data: { id: long, user: { id: long, name: long }, text: 'long names' } }),
  JSON.stringify({ type: 'chat_message', data: { id: -1, user: [], text: 'odd ids', timestamp: 1e300 } }),
  JSON.stringify({ type: 'chat_message', data: { user: { name: '\u202eevil\u0007' }, text: '\u001b]0;title\u0007' } }),
  JSON.stringify({ type: 'user_info', data: { id: {}, name: 7 } }),
  JSON.stringify({ type: 'message_history', payload: { roomId: 'general', messages: Array(5_000).fill({ text: 'h' }) } }),
  JSON.stringify({ type: 'initial_presence', payload: Array(5_000).fill({ userId: 'u' }) }),
  JSON.stringify({ type: 'cursor_update', payload: { userId: 'u', surface: 'room:general', x: 'NaN', y: null } }),
  JSON.stringify(Array(300).fill({ type: 'ping' })), '{"type":"ack","payload":{"replyTo":"r-1"}}',
  '{"type":"error","payload":{"replyTo":"o-1-0","code":"unauthorized","message":"no"}}',
];

const server = serve((socket) => {
  const harm = () => {
    for (const frame of frames) socket.send(frame);
    socket.send(Buffer.from([0xff, 0xfe, 0x00, 0x80]));
  };
  socket.say({ type: 'user_info', data: { id: 'v', name: 'Victim' } });
  harm();
  socket.on('message', (data) => {
    const frame = parse(data);
    if (frame?.type !== 'chat_message') return;
    harm();
    if (frame.data.text === 'too big') socket.send('x'.repeat(16 * 1024 * 1024)); // over any client's limit
    server.all({ type: 'chat_message', data: frame.data });
  });
});
