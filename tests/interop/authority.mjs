// A certificate authority of our own and what it signs, made by the openssl program.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export class Authority {
  folder = mkdtempSync(join(tmpdir(), 'coterie-ca-'));
  certificate = this.path('ca.pem');
  key = this.path('ca.key');

  constructor() {
    this.openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=Coterie test authority', '-days', '2', '-keyout', this.key, '-out', this.certificate);
  }

  path(name) {
    return join(this.folder, name);
  }

  openssl(...args) {
    execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  }

  /** {cert, key} for 127.0.0.1, if not told otherwise. */
  sign(name, { names = 'IP:127.0.0.1,DNS:localhost', days = '2', curve } = {}) {
    const [key, request, extensions, cert] = ['key', 'csr', 'ext', 'pem'].map((suffix) => this.path(`${name}.${suffix}`));
    const algorithm = curve ? ['-newkey', 'ec', '-pkeyopt', `ec_paramgen_curve:${curve}`] : ['-newkey', 'rsa:2048'];
    this.openssl('req', ...algorithm, '-nodes', '-subj', `/CN=${name}`, '-keyout', key, '-out', request);
    writeFileSync(extensions, `subjectAltName=${names}\n`);
    this.openssl('x509', '-req', '-in', request, '-CA', this.certificate, '-CAkey', this.key, '-CAcreateserial', '-days', days, '-extfile', extensions, '-out', cert);
    return { cert, key };
  }

  remove() {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
