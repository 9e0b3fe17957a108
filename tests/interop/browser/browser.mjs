// node browser.mjs CHROMIUM: a page in headless Chromium and a Node script write in one document of the real server.
// COTERIE_BIN names the folder with coterie-server.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { createDocument, Writer } from './documents.mjs';
import { Server } from './server.mjs';

const { outputFiles } = await build({ entryPoints: ['page.mjs'], bundle: true, format: 'iife', write: false });
const site = createServer((request, response) => {
  const isScript = request.url === '/page.js';
  response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8');
  response.end(isScript ? outputFiles[0].text : '<!doctype html><title>A shared text</title><body><script src="/page.js"></script>');
});
await new Promise((resolve) => site.listen(0, '127.0.0.1', resolve));
const origin = `http://127.0.0.1:${site.address().port}`;

const server = await Server.start({ args: ['--origin', origin] });
const profile = mkdtempSync(join(tmpdir(), 'coterie-browser-'));
let browser;
let script;
try {
  const guest = await server.guest('Browser');
  const person = await server.guest('Node');
  const docId = await createDocument(server, person);
  script = Writer.open(server, person, docId);
  const query = new URLSearchParams({ server: server.ws, token: guest.token, document: docId });
  browser = spawn(
    process.argv[2],
    ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run', `--user-data-dir=${profile}`,
      `${origin}/?${query}`],
    { stdio: 'ignore' },
  );
  for (let i = 0; i < 100; ++i) script.text.insert(script.text.length, 'n'); // at the same time
  await script.until(() => String(script.text).split('b').length > 100, 'what the page wrote');
  assert.equal(String(script.text), 'b'.repeat(100) + 'n'.repeat(100));
  await script.until(() => script.names().join() === 'Browser,Node', 'the person in the page');
  script.text.insert(script.text.length, ' do you see me?');
  await script.until(() => String(script.text).endsWith(' I see you. 👋'), 'the answer of the page');
  const { json } = await server.call('GET', `/api/v1/documents/${docId}`, { token: person.token });
  assert.deepEqual([...json.present].sort(), [guest.userId, person.userId].sort());
  browser.kill();
  await script.until(() => script.names().join() === 'Node', 'the departure of the page');
  console.log('A page in Chromium, a Node script and the server agree.');
} finally {
  browser?.kill('SIGKILL');
  script?.close();
  site.close();
  site.closeAllConnections();
  await server.stop();
  rmSync(profile, { recursive: true, force: true, maxRetries: 10 });
}
