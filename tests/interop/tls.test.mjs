// TLS at the server itself: our command line and stock clients with an authority of their own, and what is refused, in words.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request as httpsRequest } from 'node:https';
import { after, before, test } from 'node:test';
import { Authority } from './authority.mjs';
import { Cli } from './cli.mjs';
import { Server } from './server.mjs';

let authority, cli, pair, server, ann;

const tls = ({ cert, key }) => ({ args: ['--tls-cert', cert, '--tls-key', key] });

/** A guest's token, by a client that trusts our authority. */
function guest(at, name) {
  return new Promise((resolve, reject) => {
    const options = { method: 'POST', ca: readFileSync(authority.certificate), headers: { 'content-type': 'application/json' } };
    const request = httpsRequest(`${at.url}/api/v1/guest`, options, async (answer) => {
      let text = '';
      for await (const chunk of answer) text += chunk;
      resolve(JSON.parse(text));
    });
    request.on('error', reject);
    request.end(JSON.stringify({ username: name }));
  });
}

before(async () => {
  authority = new Authority();
  cli = new Cli();
  pair = authority.sign('good');
  server = await Server.start(tls(pair));
  ann = await guest(server, 'Ann');
});

after(async () => {
  await server?.stop();
  authority?.remove();
  cli?.remove();
});

/** The stock clients in a process of their own. */
async function peer(env) {
  const child = spawn(process.execPath, ['tlspeer.mjs', server.url, ann.token], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  await new Promise((resolve) => child.once('close', resolve));
  return JSON.parse(said);
}

test('stock ws and eventsource speak to it, with the authority', async () => {
  assert.match(server.url, /^https:/);
  assert.deepEqual(await peer({ NODE_EXTRA_CA_CERTS: authority.certificate }), ['connected', 'ack']);
});

test('stock clients without the authority refuse it', async () => {
  const [reason] = await peer({ NODE_EXTRA_CA_CERTS: undefined });
  assert.match(String(reason), /fetch failed|certificate|UNABLE_TO_VERIFY/);
});

test('coterie-cli trusts --ca, COTERIE_CA and SSL_CERT_FILE', async () => {
  const on = ['--server', server.url, '--guest', 'Cleo'];
  const sent = await cli.run(['--ca', authority.certificate, ...on, 'send', 'general', 'hello by TLS']);
  assert.deepEqual([sent.exit, sent.lines[0]?.status], [0, 'sent'], sent.errors);
  const read = await cli.run([...on, 'history', 'general'], { COTERIE_CA: authority.certificate });
  assert.ok(read.lines.some((message) => message.text === 'hello by TLS'), read.errors);
  const heard = await cli.run(
    ['sse', `${server.url}/events`, '--header', `Authorization: Bearer ${ann.token}`, '--count', '1'],
    { SSL_CERT_FILE: authority.certificate },
  );
  assert.deepEqual(heard.lines.map((line) => line.state ?? line.event), ['connecting', 'open', 'connected'], heard.errors);
});

test('a file without a certificate is wrong usage', async () => {
  const { exit, errors } = await cli.run(['--ca', pair.key, '--server', server.url, '--guest', 'Cleo', 'rooms']);
  assert.equal(exit, 2);
  assert.match(errors, /^There is no certificate in .*good\.key\./);
});

const reasons = {
  'of no authority we know': { sentence: "The server's certificate is not from an authority that this computer trusts.", env: {} },
  expired: { days: '-1', sentence: "The server's certificate has expired." },
  'for another name': { names: 'DNS:elsewhere.example', sentence: "The server's certificate is for another name." },
};

for (const [reason, { sentence, env, ...wish }] of Object.entries(reasons))
  test(`coterie-cli refuses a certificate ${reason}, in plain words and at once`, async () => {
    const other = await Server.start(tls(authority.sign('other', wish)));
    const trust = env ?? { COTERIE_CA: authority.certificate };
    const began = Date.now();
    for (const args of [
      ['--server', other.url, '--guest', 'Cleo', 'rooms'],
      ['--server', other.url, '--token', 'some-token', 'rooms'],
      ['sse', `${other.url}/events`],
    ]) {
      const { exit, errors } = await cli.run(args, trust);
      assert.deepEqual([exit, errors.trim()], [4, sentence], args.join(' '));
    }
    assert.ok(Date.now() - began < 8000); // no waiting for a certificate to become better
    await other.stop();
    assert.equal(/certificate expired/.test(other.log), reason === 'expired');
  });

test('an elliptic curve does as well', async () => {
  const curved = await Server.start(tls(authority.sign('curved', { curve: 'prime256v1' })));
  assert.ok((await guest(curved, 'Eve')).token);
  await curved.stop();
});

test('a key of another certificate, a missing one and none at all are told at the start', async () => {
  const other = authority.sign('second');
  const curved = authority.sign('third', { curve: 'secp384r1' });
  for (const [{ cert }, { key }, sentence] of [
    [pair, other, `${other.key} is not the key of the (first) certificate in ${pair.cert}.`],
    [pair, curved, `${curved.key} is not the key of the (first) certificate in ${pair.cert}.`],
    [curved, pair, `${pair.key} is not the key of the (first) certificate in ${curved.cert}.`],
    [pair, { key: '/nowhere/key.pem' }, 'Cannot read the TLS key /nowhere/key.pem.'],
    [{ cert: pair.key }, pair, `There is no certificate in ${pair.key}.`],
  ])
    await assert.rejects(Server.start(tls({ cert, key })), (error) => error.message.includes(sentence));
  await assert.rejects(Server.start({ args: ['--tls-cert', pair.cert] }), /TLS needs both/);
});

test('plain HTTP at the TLS port is no way in', async () => {
  await assert.rejects(fetch(server.url.replace('https', 'http')));
});
