// node longrun.mjs: the edits of bench_crdt_longrun in 5 KB with yjs. The sizes must be the same.
import * as Y from 'yjs'

const edits = 1_000_000
const kept = 5000

function mulberry (seed) {
  return bound => {
    seed = (seed + 0x6D2B79F5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % bound
  }
}

function atRandomPlace () {
  const random = mulberry(5)
  return text => {
    const length = text.length
    const at = random(length + 1)
    const count = 1 + random(8)
    if (length < kept) text.insert(at, String.fromCharCode(97 + random(26)).repeat(count))
    else text.delete(Math.min(at, length - count), count)
  }
}

function atCaret () {
  const random = mulberry(5)
  let caret = 0
  let erases = false
  return text => {
    const length = text.length
    if (random(40) === 0) {
      caret = random(length + 1)
      erases = length >= kept
    }
    caret = Math.min(caret, length)
    if (erases && caret > 0) text.delete(--caret, 1)
    else text.insert(caret++, String.fromCharCode(97 + random(26)))
  }
}

function edit (bench, step) {
  const doc = new Y.Doc()
  doc.clientID = 3000000000
  let log = 0
  doc.on('update', update => { log += update.length })
  const text = doc.getText('t')
  const print = (figure, value) => console.log(JSON.stringify({ engine: 'yjs', bench, figure, value }))
  const start = performance.now()
  for (let i = 0; i < edits; ++i) step(text)
  print('time', performance.now() - start)
  print('length', text.length)
  print('all updates', log)
  const state = Y.encodeStateAsUpdate(doc)
  print('size v1', state.length)
  print('size v2', Y.encodeStateAsUpdateV2(doc).length)
  const compacted = new Y.Doc()
  Y.applyUpdate(compacted, state)
  print('size v1, compacted', Y.encodeStateAsUpdate(compacted).length)
}

edit('1,000,000 edits at random places in 5 KB', atRandomPlace())
edit('1,000,000 keys of a person in 5 KB', atCaret())
