// The real coterie-cli, with accounts in a folder of its own.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = process.env.COTERIE_BIN ?? '';
const program = [join(folder, 'coterie-cli'), join(folder, 'coterie-cli.exe')].find(existsSync);

export class Cli {
  home = mkdtempSync(join(tmpdir(), 'coterie-cli-'));

  start(args, env = {}) {
    const own = { ...process.env, XDG_DATA_HOME: this.home, ...env };
    delete own.DBUS_SESSION_BUS_ADDRESS; // nobody's keychain is touched
    const child = spawn(program, ['--json', ...args], { env: own, stdio: ['ignore', 'pipe', 'pipe'] });
    const result = { lines: [], errors: '' };
    const watchers = [];
    let rest = '';
    child.stdout.on('data', (chunk) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop();
      for (const line of lines) result.lines.push(JSON.parse(line));
      for (const watch of watchers) watch();
    });
    child.stderr.on('data', (chunk) => (result.errors += chunk));
    const exited = new Promise((resolve) => child.once('close', (exit) => resolve({ ...result, exit })));
    /** Resolves with the first line that fits; with nothing if the program ends without one. */
    const line = (fits) =>
      Promise.race([
        new Promise((resolve) => {
          const watch = () => result.lines.some(fits) && resolve(result.lines.find(fits));
          watchers.push(watch);
          watch();
        }),
        exited.then(() => result.lines.find(fits)),
      ]);
    return { line, exited };
  }

  run(args, env) {
    return this.start(args, env).exited;
  }

  remove() {
    rmSync(this.home, { recursive: true, force: true });
  }
}
