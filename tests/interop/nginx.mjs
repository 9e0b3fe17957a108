// A real nginx with the configuration we ship, in a folder and on a port of its own.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const program = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/usr/local/sbin'].map((folder) => join(folder, 'nginx')).find(existsSync);

async function freePort() {
  const probe = createServer();
  await new Promise((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

export class Nginx {
  /** `more` is put beside our own location. */
  static async start(server, { more = '' } = {}) {
    if (!program) throw new Error('the tests of the proxy need nginx (packaging/deps.sh names the package)');
    const nginx = new Nginx();
    nginx.folder = mkdtempSync(join(tmpdir(), 'coterie-nginx-'));
    const { host } = new URL(server.url);
    for (let tries = 0; ; ++tries) {
      nginx.port = await freePort(); // somebody else may take it before nginx does
      const ours = readFileSync(join(process.env.COTERIE_SOURCE, 'packaging/nginx/coterie.conf'), 'utf8')
        .replace('listen 80;', `listen 127.0.0.1:${nginx.port};`)
        .replaceAll('127.0.0.1:8420/', `${host}/`)
        .replace('    location /chat-server/', `${more}\n    location /chat-server/`);
      const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${nginx.folder}/${name};`);
      writeFileSync(
        join(nginx.folder, 'nginx.conf'),
        `daemon off; master_process off; pid ${nginx.folder}/pid; error_log stderr warn; events {}\n` +
          `http { access_log off; ${temporary.join(' ')}\n${ours}\n}\n`,
      );
      if (await nginx.run()) break;
      if (tries === 3) throw new Error(`nginx did not start: ${nginx.log}`);
    }
    nginx.url = `http://127.0.0.1:${nginx.port}/chat-server`;
    nginx.ws = `ws://127.0.0.1:${nginx.port}/chat-server`;
    return nginx;
  }

  /** True once it answers, false if it ended instead. */
  async run() {
    this.log = '';
    this.process = spawn(program, ['-p', this.folder, '-c', join(this.folder, 'nginx.conf')], { stdio: ['ignore', 'ignore', 'pipe'] });
    this.process.stderr.on('data', (chunk) => (this.log += chunk));
    let ended = false;
    this.exited = new Promise((resolve) => this.process.once('exit', () => resolve((ended = true))));
    while (!ended) {
      const answered = await fetch(`http://127.0.0.1:${this.port}/`).then(() => true, () => false);
      if (answered) return !ended;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return false;
  }

  /** Every connection through it is gone at once; run() starts it again on the same port. */
  async kill() {
    this.process.kill('SIGKILL');
    await this.exited;
  }

  async stop() {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
