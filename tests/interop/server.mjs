// Starts and stops the real server, and signs people in.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const folder = process.env.COTERIE_BIN ?? '';
const program = [join(folder, 'coterie-server'), join(folder, 'coterie-server.exe')].find(existsSync);

export class Server {
  static async start({ data, args = [] } = {}) {
    if (!program) throw new Error(`there is no coterie-server in COTERIE_BIN (${folder || 'not set'})`);
    const server = new Server();
    server.ownsData = !data;
    server.data = data ?? mkdtempSync(join(tmpdir(), 'coterie-interop-'));
    server.process = spawn(program, ['--listen', '127.0.0.1:0', '--data', server.data, '--guests', ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    server.log = '';
    server.process.stderr.on('data', (chunk) => (server.log += chunk));
    server.exited = new Promise((resolve) => server.process.once('exit', (code, signal) => resolve({ code, signal })));
    const lines = createInterface({ input: server.process.stdout });
    const first = await Promise.race([
      new Promise((resolve) => lines.once('line', resolve)),
      server.exited.then(() => undefined),
    ]);
    if (first === undefined) {
      if (server.ownsData) rmSync(server.data, { recursive: true, force: true });
      throw new Error(`the server did not start: ${server.log}`);
    }
    const said = JSON.parse(first);
    if (said.event !== 'listening') throw new Error(`unexpected first line: ${first}`);
    server.url = said.url;
    server.ws = said.url.replace(/^http/, 'ws');
    return server;
  }

  async stop(signal = 'SIGTERM') {
    this.process.kill(signal);
    const end = await this.exited;
    if (this.ownsData) rmSync(this.data, { recursive: true, force: true });
    return end;
  }

  /** `kill -9` and a new start on the same data. */
  async restart(signal = 'SIGKILL') {
    this.process.kill(signal);
    await this.exited;
    const next = await Server.start({ data: this.data });
    next.ownsData = this.ownsData;
    return next;
  }

  async call(method, path, { token, body, headers = {} } = {}) {
    const answer = await fetch(this.url + path, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      body: body ? JSON.stringify(body) : undefined,
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, json: text.startsWith('{') ? JSON.parse(text) : undefined };
  }

  async guest(username) {
    const { json, status, text } = await this.call('POST', '/api/v1/guest', { body: { username } });
    if (!json?.token) throw new Error(`no guest: ${status} ${text}`);
    return { token: json.token, ...json.user };
  }
}
