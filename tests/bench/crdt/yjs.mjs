// The same as bench_crdt on stock yjs: node --expose-gc yjs.mjs [--runs N] trace.json[.gz]   (packages: tests/interop/package.json)
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { gunzipSync } from 'node:zlib'
import * as Y from 'yjs'

const args = process.argv.slice(2)
const runs = args[0] === '--runs' ? Number(args.splice(0, 2)[1]) : 5
const print = (bench, figure, value) => console.log(JSON.stringify({ engine: 'yjs', bench, figure, value: Number(value.toFixed(3)) }))

function median (times, work) {
  const found = []
  for (let i = 0; i < times; ++i) {
    const before = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(before)
    found.push((user + system) / 1000)
  }
  return found.sort((a, b) => a - b)[Math.floor(found.length / 2)]
}

for (const path of args) {
  const bytes = readFileSync(path)
  const trace = JSON.parse(path.endsWith('.gz') ? gunzipSync(bytes) : bytes)
  const name = basename(path)
  const patches = trace.txns.flatMap(transaction => transaction.patches)
  let doc
  let updateBytes
  const replay = () => {
    doc = new Y.Doc()
    doc.clientID = 3000000000
    updateBytes = 0
    doc.on('update', update => { updateBytes += update.length })
    const text = doc.getText('text')
    for (const [at, deleted, inserted] of patches) {
      if (deleted > 0) text.delete(at, deleted)
      if (inserted !== '') text.insert(at, inserted)
    }
  }
  globalThis.gc?.()
  const resident = process.memoryUsage().rss
  const first = median(1, replay)
  globalThis.gc?.()
  print(name, 'resident growth', process.memoryUsage().rss - resident)
  print(name, 'local edits', runs > 1 ? median(runs - 1, replay) : first)
  print(name, 'updates', updateBytes)
  for (const [suffix, encode, apply] of [['v1', Y.encodeStateAsUpdate, Y.applyUpdate], ['v2', Y.encodeStateAsUpdateV2, Y.applyUpdateV2]]) {
    let encoded
    print(name, `encode ${suffix}`, median(runs, () => { encoded = encode(doc) }))
    print(name, `size ${suffix}`, encoded.length)
    let loaded
    print(name, `load ${suffix}`, median(runs, () => { loaded = new Y.Doc(); apply(loaded, encoded) }))
    if (loaded.getText('text').toString() !== trace.endContent) throw new Error(`${name}: the document is not what the trace says`)
  }
}
