// Section 9 from the other side: the real coterie-cli against small servers that are not ours.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const bin = process.env.COTERIE_BIN;
const home = mkdtempSync(join(tmpdir(), 'coterie-plain-'));
const running = new Set();
const patience = 20_000;

after(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(home, { recursive: true, force: true });
});

/** A program, its lines of standard output as they come, and how it ended. */
class Program {
  constructor(file, args, env = {}) {
    this.child = spawn(file, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(this.child);
    this.lines = [];
    this.waiting = [];
    this.errors = '';
    this.child.stderr.on('data', (data) => (this.errors += data));
    createInterface({ input: this.child.stdout }).on('line', (line) => {
      this.lines.push(JSON.parse(line));
      this.waiting = this.waiting.filter((check) => !check());
    });
    this.ended = new Promise((resolve) =>
      this.child.once('close', (code, signal) => {
        running.delete(this.child);
        resolve({ code, signal, lines: this.lines, errors: this.errors });
      }),
    );
  }

  /** Resolves with the first `count` lines that fit, as soon as they are there. */
  some(fits, count = 1) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`not seen for ${patience} ms: ${JSON.stringify(this.lines)} ${this.errors}`)),
        patience,
      );
      const check = () => {
        const found = this.lines.filter(fits);
        if (found.length < count) return false;
        clearTimeout(timer);
        resolve(found.slice(0, count));
        return true;
      };
      if (!check()) this.waiting.push(check);
    });
  }

  stop(signal = 'SIGTERM') {
    this.child.kill(signal);
    return this.ended;
  }
}

async function plainServer(kind, ...args) {
  const script = fileURLToPath(new URL(`plainservers/${kind}.mjs`, import.meta.url));
  const server = new Program(process.execPath, [script, ...args]);
  const [{ url }] = await server.some((line) => line.event === 'listening');
  server.url = url;
  server.hears = (type, count) => server.some((line) => line.event === 'frame' && line.type === type, count);
  return server;
}

function cli(server, name, ...args) {
  const env = { XDG_DATA_HOME: home, COTERIE_TOKEN: '', COTERIE_SERVER: server.url, COTERIE_GUEST: name };
  return new Program(join(bin, 'coterie-cli'), ['--json', ...args], env);
}

async function run(server, name, ...args) {
  return cli(server, name, ...args).ended;
}

// What a server hears once a client is ready to hear everything.
const kinds = [
  { kind: 'cookbook', args: [], ready: 'user_info' },
  { kind: 'cookbook', args: ['--own-ids'], ready: 'user_info', named: 'Visitor' },
  { kind: 'cookbook', args: ['--silent'], ready: 'user_info' },
  { kind: 'cookbook', args: ['--binary', '--path', '/deep/chat'], ready: 'user_info' },
  { kind: 'rooms', args: [], ready: 'join' },
  { kind: 'chapter', args: [], ready: 'get_history', times: 2 }, // the first one was a question
  { kind: 'chapter', args: ['--greets'], ready: 'get_history' },
];

describe('two people talk both ways', { concurrency: true }, () => {
  for (const { kind, args, ready, times = 1, named } of kinds) {
    test([kind, ...args].join(' '), async () => {
      const server = await plainServer(kind, ...args);
      const ears = ['Ann', 'Ben'].map((name) => cli(server, name, 'tail', 'general', '--count', '2'));
      await server.hears(ready, 2 * times);
      for (const [name, text] of [['Ann', 'hello Ben'], ['Ben', 'hello Ann']]) {
        const sent = await run(server, name, 'send', 'general', text);
        assert.equal(sent.code, 0, sent.errors);
        assert.equal(sent.lines[0].status, 'sent');
        assert.equal(sent.lines[0].text, text);
      }
      for (const ear of ears) {
        const { code, lines, errors } = await ear.ended;
        assert.equal(code, 0, errors);
        assert.deepEqual(lines.map((line) => line.text), ['hello Ben', 'hello Ann']);
        assert.deepEqual(lines.map((line) => line.seq), [1, 2]);
        if (named) assert.ok(lines.every((line) => line.username.startsWith(named)));
        else assert.deepEqual(lines.map((line) => line.username), ['Ann', 'Ben']);
      }
      await server.stop();
    });
  }
});

describe('what a plain server cannot do', { concurrency: true }, () => {
  test('cookbook: refused in a sentence, with 3', async () => {
    const server = await plainServer('cookbook');
    const refused = [
      ['history', 'general'], ['who', 'general'], ['typing', 'general', '--seconds', '0'], ['search', 'words'],
      ['react', 'm1', '👍'], ['poll', 'create', 'general', 'Lunch?', 'Soup', 'Salad'], ['status', 'away'],
      ['send', 'general', 'x', '--reply-to', 'm1'], ['send', 'lobby', 'x'], ['events', '--count', '1'],
    ];
    for (const args of refused) {
      const { code, errors } = await run(server, 'Cy', ...args);
      assert.equal(code, 3, `${args}: ${errors}`);
      assert.match(errors, /This is a plain server \(cookbook\)/, args.join(' '));
    }
    const { code, lines } = await run(server, 'Cy', 'status');
    assert.equal(code, 0);
    assert.equal(lines[0].dialect, 'cookbook');
    assert.equal(lines[0].limits, 'Plain server (cookbook): no history, messages are confirmed by their echo.');
    const who = await run(server, 'Cy', 'whoami');
    assert.equal(who.lines[0].username, 'Cy');
    await server.stop();
  });

  test('rooms template: any room by its name, no history', async () => {
    const server = await plainServer('rooms');
    const ear = cli(server, 'Dee', 'tail', 'launch', '--count', '1');
    await server.hears('join');
    const sent = await run(server, 'Eli', 'send', 'launch', 'three, two, one');
    assert.equal(sent.code, 0, sent.errors);
    assert.equal((await ear.ended).lines[0].roomId, 'launch');
    assert.equal((await run(server, 'Eli', 'history', 'launch')).code, 3);
    await server.stop();
  });

  test('chapter: history, who is there and typing work', async () => {
    const server = await plainServer('chapter', '--greets');
    const ear = cli(server, 'Fay', 'tail', 'general', '--ephemeral');
    await server.hears('get_history');
    assert.equal((await run(server, 'Gus', 'typing', 'general', '--seconds', '0')).code, 0);
    await ear.some((line) => line.event === 'user_typing' && line.username === 'Gus');
    assert.equal((await run(server, 'Gus', 'send', 'general', 'kept')).code, 0);
    const history = await run(server, 'Hal', 'history', 'general');
    assert.deepEqual(history.lines.map((line) => line.text), ['kept']);
    const who = await run(server, 'Hal', 'who', 'general');
    const there = who.lines.filter((line) => line.status === 'online').map((line) => line.username);
    assert.deepEqual(there.sort(), ['Fay', 'Hal']);
    await Promise.all([ear.stop(), server.stop()]);
  });

  test('no echo: failed after 10 s, with 5', async () => {
    const server = await plainServer('cookbook', '--no-echo');
    const began = Date.now();
    const { code, errors } = await run(server, 'Ida', 'send', 'general', 'anybody?');
    assert.equal(code, 5);
    assert.match(errors, /The server did not confirm it\./);
    assert.ok(Date.now() - began >= 10_000);
    await server.stop();
  });

  test('no echo from a rooms template: sent, and said to be unconfirmed', async () => {
    const server = await plainServer('rooms', '--others-only');
    const ear = cli(server, 'Ned', 'tail', 'general', '--count', '1');
    await server.hears('join');
    const { code, lines, errors } = await run(server, 'Ola', 'send', 'general', 'anybody?');
    assert.equal(code, 0, errors);
    assert.equal(lines[0].status, 'sent');
    assert.equal(lines[0].confirmed, false);
    assert.equal((await ear.ended).lines[0].text, 'anybody?');
    await server.stop();
  });

  test('what a cookbook itself says is shown to whoever wants it', async () => {
    const server = await plainServer('cookbook');
    const ear = cli(server, 'Pia', 'tail', 'general', '--ephemeral');
    await server.hears('user_info');
    await run(server, 'Quin', 'status');
    // Which visitor that is depends on how often each of them dialled.
    const [came] = await ear.some((line) => line.event === 'system_message' && line.text.endsWith(' came.'));
    assert.equal(typeof came.timestamp, 'number');
    await Promise.all([ear.stop(), server.stop()]);
  });
});

describe('trouble', { concurrency: true }, () => {
  test('a restarted server: the tail comes back', async () => {
    const first = await plainServer('cookbook');
    const port = new URL(first.url).port;
    const ear = cli(first, 'Jo', 'tail', 'general', '--count', '2');
    await first.hears('user_info');
    assert.equal((await run(first, 'Kim', 'send', 'general', 'before')).code, 0);
    await ear.some((line) => line.text === 'before');
    await first.stop('SIGKILL');
    const second = await plainServer('cookbook', '--port', port);
    await second.hears('user_info');
    assert.equal((await run(second, 'Kim', 'send', 'general', 'after')).code, 0);
    const { code, lines } = await ear.ended;
    assert.equal(code, 0);
    assert.deepEqual(lines.map((line) => line.text), ['before', 'after']);
    await second.stop();
  });

  test('queued while away, sent once when it is back', async () => {
    const first = await plainServer('cookbook');
    const port = new URL(first.url).port;
    assert.equal((await run(first, 'Lea', 'send', 'general', 'here')).code, 0);
    await first.stop();
    const queued = await run(first, 'Lea', 'send', 'general', 'later', '--queue');
    assert.equal(queued.code, 0, queued.errors);
    assert.equal(queued.lines[0].status, 'pending');
    const second = await plainServer('cookbook', '--port', port);
    const ear = cli(second, 'Mia', 'tail', 'general', '--count', '2');
    await second.hears('user_info');
    assert.equal((await run(second, 'Lea', 'send', 'general', 'now')).code, 0);
    assert.deepEqual((await ear.ended).lines.map((line) => line.text), ['later', 'now']);
    await second.stop();
  });

  test('a hostile server: no crash, no foreign words in the terminal', async () => {
    const server = await plainServer('hostile');
    const ear = cli(server, 'Sam', 'tail', 'general', '--ephemeral');
    await server.hears('user_info');
    for (let i = 0; i < 3; ++i) {
      const sent = await run(server, 'Sam', 'send', 'general', `still here ${i}`);
      assert.equal(sent.code, 0, sent.errors);
    }
    await ear.some((line) => String(line.text).startsWith('still here'), 3);
    const big = await run(server, 'Sam', 'send', 'general', 'too big');
    assert.equal(big.signal, null);
    const { signal, lines } = await ear.stop();
    assert.equal(signal, 'SIGTERM', 'until then it ran');
    assert.ok(lines.every((line) => !/[\u202e\u0007]/.test(line.username ?? '')));
    await server.stop();
  });
});
