// Records what stock `yjs`, `lib0` and `y-protocols` write, for unit tests that need no Node:
//   node fixtures.mjs ../../unit/crdt/fixtures
// The play is seeded and the client ids are fixed, so the same versions of the packages give the same files.
import fs from 'node:fs'
import path from 'node:path'
import * as Y from 'yjs'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as awareness from 'y-protocols/awareness'
import * as sync from 'y-protocols/sync'
import * as auth from 'y-protocols/auth'

const base64 = bytes => Buffer.from(bytes).toString('base64')

function random (seed) { // mulberry32
  return bound => {
    seed = (seed + 0x6D2B79F5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % bound
  }
}

const id = value => value === null ? undefined : [value.client, value.clock]

function contentOf (item) {
  const content = item.content
  switch (content.constructor) {
    case Y.ContentString: return content.str
    case Y.ContentAny: return anyBytes(content.arr)
    case Y.ContentJSON: return content.arr.map(v => v === undefined ? 'undefined' : JSON.stringify(v))
    case Y.ContentBinary: return base64(content.content)
    case Y.ContentEmbed: return JSON.stringify(content.embed)
    case Y.ContentFormat: return [content.key, JSON.stringify(content.value)]
    case Y.ContentType: return [content.type.constructor.name, content.type.nodeName ?? content.type.hookName ?? '']
    case Y.ContentDoc: return [content.doc.guid, JSON.stringify(content.opts)]
    default: return undefined
  }
}

const anyBytes = values => values.map(v => base64(encoding.encode(e => encoding.writeAny(e, v))))

const blocksOf = update => Y.decodeUpdate(update).structs.map(struct => {
  const block = { client: struct.id.client, clock: struct.id.clock, length: struct.length }
  if (struct instanceof Y.GC) return { ...block, kind: 'GC' }
  if (!(struct instanceof Y.Item)) return { ...block, kind: 'Skip' }
  return {
    ...block,
    kind: struct.content.constructor.name,
    origin: id(struct.origin),
    right: id(struct.rightOrigin),
    parent: struct.parent === null ? undefined : typeof struct.parent === 'string' ? struct.parent : id(struct.parent),
    sub: struct.parentSub ?? undefined,
    content: contentOf(struct)
  }
})

const deletesOf = update => [...Y.decodeUpdate(update).ds.clients].sort((a, b) => b[0] - a[0])
  .map(([client, ranges]) => [client, ranges.map(range => [range.clock, range.len])])

/// Peers with their updates, and how they agree in the end.
class Play {
  constructor (ids, options = {}) {
    this.updates = []
    this.docs = ids.map(clientID => {
      const doc = new Y.Doc(options)
      doc.clientID = clientID
      doc.on('update', (update, origin) => { if (origin !== 'sync') this.updates.push(update) })
      return doc
    })
  }

  sync () {
    for (const update of [...this.updates]) this.docs.forEach(doc => Y.applyUpdate(doc, update, 'sync'))
  }
}

const big = 2 ** 53 - 1
const scenarios = {
  empty: () => new Play([1]),
  typing () {
    const play = new Play([7])
    const text = play.docs[0].getText('text')
    for (const word of ['Hello', ', ', 'world', '!']) text.insert(text.length, word)
    text.insert(5, ' dear')
    text.delete(2, 5)
    return play
  },
  scripts () {
    const play = new Play([big, 300, 5])
    const [a, b, c] = play.docs
    a.getText('текст').insert(0, 'Grüße, 世界! 😀👩‍👩‍👧')
    play.sync()
    b.getText('текст').insert(2, '🏳️‍🌈 \u0000\uFEFF')
    c.getText('текст').delete(8, 3)
    c.getText('текст').insert(9, '\uD83D')
    play.sync()
    return play
  },
  formats () {
    const play = new Play([20, 10])
    const [a, b] = play.docs.map(doc => doc.getText('rich'))
    a.insert(0, 'bold and plain', { bold: true })
    a.format(4, 10, { bold: null, colour: '#1e21' })
    a.insertEmbed(3, { image: 'a.png', 10: 1, 2: [1.5, null, true], width: 1e21 }, { align: 'left' })
    play.sync()
    b.format(2, 6, { link: { href: 'x', n: -0.000001 } })
    a.delete(1, 6)
    b.insert(5, 'zwei', {})
    play.sync()
    return play
  },
  values () {
    const play = new Play([99])
    const array = play.docs[0].getArray('list')
    array.push([null, [undefined], true, false, 0, -0, 1, -1, 63, 64, -64, 2147483647, -2147483648, 2147483648, 1.5, 0.1, NaN,
      Infinity, 1e300, [123456789012345678n, -5n], '', 'ü', [], {}, [1, [2, [3]]], { b: 1, a: { 7: 'x', 3: 'y' }, 12: 0 }])
    array.push([new Uint8Array([1, 2, 3])])
    array.push([new Uint8Array()])
    array.delete(3, 4)
    return play
  },
  maps () {
    const play = new Play([4, 3])
    const [a, b] = play.docs.map(doc => doc.getMap('map'))
    a.set('x', 1)
    b.set('x', 'two')
    b.set('', [])
    play.sync()
    a.set('x', { deep: true })
    b.delete('')
    b.set('inner', new Y.Map([['k', new Uint8Array([255])]]))
    play.sync()
    a.get('inner').set('k', 3)
    return play
  },
  nested () {
    const play = new Play([11, 12])
    const root = play.docs[0].getArray('root')
    const text = new Y.Text('inside')
    root.insert(0, [text, new Y.Array(), new Y.Map()])
    root.get(1).insert(0, [1, 2, new Y.Text('deep')])
    play.sync()
    play.docs[1].getArray('root').get(0).insert(3, '–')
    play.docs[0].getArray('root').delete(1, 1)
    play.sync()
    root.insert(1, [new Y.Doc({ guid: 'sub-1', meta: { title: 'S' }, autoLoad: true })])
    return play
  },
  xml () {
    const play = new Play([1000, 2000])
    const fragment = play.docs[0].getXmlFragment('page')
    const p = new Y.XmlElement('p')
    p.setAttribute('class', 'lead')
    p.insert(0, [new Y.XmlText('words'), new Y.XmlHook('custom')])
    fragment.insert(0, [p, new Y.XmlElement('hr'), new Y.XmlElement('p')])
    play.sync()
    play.docs[1].getXmlFragment('page').get(0).get(0).format(0, 2, { em: {} })
    play.docs[1].getXmlFragment('page').delete(1, 1)
    return play
  },
  kept () { // without garbage collection deleted text stays
    const play = new Play([6], { gc: false })
    const text = play.docs[0].getText('t')
    text.insert(0, 'kept for ever')
    text.delete(0, 5)
    return play
  },
  crowd () {
    const next = random(4)
    const play = new Play([70000, 4294967296, 1, 128, 127])
    for (let round = 0; round < 12; ++round) {
      for (const doc of play.docs) {
        const text = doc.getText('t')
        const at = next(text.length + 1)
        if (next(3) === 0 && text.length > at) text.delete(at, Math.min(text.length - at, 1 + next(4)))
        else text.insert(at, 'abcdefgh'.slice(next(7)))
      }
      if (round % 3 === 2) play.sync()
    }
    play.sync()
    return play
  }
}

function shuffled (list, next) {
  const copy = [...list]
  for (let i = copy.length - 1; i > 0; --i) {
    const j = next(i + 1);
    [copy[i], copy[j]] = [copy[j], copy[i]]
  }
  return copy
}

/// A state somewhere on the way: what one knows who got the first half of the updates.
function halfState (updates) {
  const doc = new Y.Doc()
  updates.slice(0, updates.length / 2).forEach(update => Y.applyUpdate(doc, update))
  return Y.encodeStateVector(doc)
}

function merges (updates, next) {
  const result = []
  for (let round = 0; round < 4 && updates.length > 1; ++round) {
    const some = shuffled(updates, next).slice(0, 2 + next(updates.length))
    if (round === 3) some.push(Y.mergeUpdates(updates.slice(0, 1 + next(updates.length)))) // overlaps with the others
    const v1 = Y.mergeUpdates(some)
    const v2 = Y.mergeUpdatesV2(some.map(Y.convertUpdateFormatV1ToV2))
    const state = round === 0 ? new Uint8Array([0]) : halfState(updates)
    result.push({
      from: some.map(base64),
      v1: base64(v1),
      v2: base64(v2),
      blocks: blocksOf(v1),
      state: base64(Y.encodeStateVectorFromUpdate(v1)),
      diffFor: base64(state),
      diffV1: base64(Y.diffUpdate(v1, state)),
      diffV2: base64(Y.diffUpdateV2(v2, state))
    })
  }
  return result
}

/// Without a document Yjs forgets one bit: that an item has a key, where its origin tells the key already.
const rewritten = update => Y.convertUpdateFormatV2ToV1(Y.convertUpdateFormatV1ToV2(update))

function recordDocuments () {
  const next = random(17)
  return Object.entries(scenarios).map(([name, make]) => {
    const play = make()
    const doc = play.docs[0]
    play.sync()
    const v1 = Y.encodeStateAsUpdate(doc)
    return {
      name,
      updates: play.updates.map(base64),
      rewritten: play.updates.map(rewritten).map(base64),
      v1: base64(v1),
      v2: base64(Y.encodeStateAsUpdateV2(doc)),
      v1FromV2: base64(Y.convertUpdateFormatV2ToV1(Y.encodeStateAsUpdateV2(doc))),
      v2FromV1: base64(Y.convertUpdateFormatV1ToV2(v1)),
      state: base64(Y.encodeStateVector(doc)),
      stateFromUpdate: base64(Y.encodeStateVectorFromUpdate(v1)),
      blocks: blocksOf(v1),
      deletes: deletesOf(v1),
      merges: merges(play.updates, next)
    }
  })
}

/// Values of the first versions, which no public call writes any more.
function recordOldJson () {
  const values = [1, 'zwei', null, undefined, { a: [true] }]
  const write = encoder => {
    encoding.writeVarUint(encoder.restEncoder, 1)
    encoding.writeVarUint(encoder.restEncoder, 1)
    encoder.writeClient(9)
    encoding.writeVarUint(encoder.restEncoder, 0)
    encoder.writeInfo(2)
    encoder.writeParentInfo(true)
    encoder.writeString('old')
    new Y.ContentJSON(values).write(encoder, 0)
    encoding.writeVarUint(encoder.restEncoder, 0)
    return base64(encoder.toUint8Array())
  }
  const v1 = write(new Y.UpdateEncoderV1())
  return { v1, v2: write(new Y.UpdateEncoderV2()), blocks: blocksOf(Buffer.from(v1, 'base64')) }
}

function recordValues () {
  const values = [undefined, null, true, false, 0, -0, 1, -1, 63, 64, 127, 128, 8191, 8192, -8192, 2 ** 31 - 1, -(2 ** 31 - 1), 2 ** 31,
    -(2 ** 31), 2 ** 53 - 1, 2 ** 53, 0.5, -2.25, 0.1, Math.PI, 5e-324, 1.7976931348623157e308, 3.4028234663852886e38, NaN, Infinity,
    -Infinity, 0n, -1n, 2n ** 63n - 1n, -(2n ** 63n), '', 'a', 'ä€😀', '\uD800', 'x'.repeat(200), [], [[]], {}, { z: 1, y: 2, 10: 3, 9: 4 },
    { '01': 1, 4294967294: 2, 4294967295: 3, '-1': 4 }, new Uint8Array([0, 255]), [1, 'two', { three: [4] }]]
  return values.map(value => {
    const bytes = encoding.encode(e => encoding.writeAny(e, value))
    const read = decoding.readAny(decoding.createDecoder(bytes))
    return { bytes: base64(bytes), json: typeof read === 'bigint' ? null : JSON.stringify(read) ?? null }
  })
}

/// Numbers as text: JSON that is read and written again must stay what it is.
const recordNumbers = () => [0, -0, 1, -1, 0.1, 1 / 3, 1e20, 1e21, 1.5e21, 123456789012345680000, 1e-6, 1e-7, 1.25e-7, 5e-324,
  1.7976931348623157e308, 2 ** 53, 100, 1e5, 12.5e3, 0.00001].map(n => JSON.stringify(n))

function recordProtocol () {
  const doc = new Y.Doc()
  doc.clientID = 42
  doc.getText('t').insert(0, 'hi')
  const outer = (type, write) => base64(encoding.encode(e => {
    encoding.writeVarUint(e, type)
    write(e)
  }))
  const people = new awareness.Awareness(doc)
  people.setLocalState({ user: { name: 'Ada', colour: '#30bced' }, cursor: null })
  const first = awareness.encodeAwarenessUpdate(people, [42])
  people.setLocalStateField('cursor', 7)
  const second = awareness.encodeAwarenessUpdate(people, [42])
  people.setLocalState(null)
  const gone = awareness.encodeAwarenessUpdate(people, [42])
  people.destroy()
  const update = Y.encodeStateAsUpdate(doc)
  return {
    update: base64(update),
    state: base64(Y.encodeStateVector(doc)),
    step1: outer(0, e => sync.writeSyncStep1(e, doc)),
    step2: outer(0, e => sync.writeSyncStep2(e, doc)),
    change: outer(0, e => sync.writeUpdate(e, update)),
    awareness: outer(1, e => encoding.writeVarUint8Array(e, first)),
    denied: outer(2, e => auth.writePermissionDenied(e, 'Not for you.')),
    query: outer(3, () => {}),
    people: [first, second, gone].map(base64)
  }
}

/// A document that forgets nothing, at three moments.
function recordSnapshots () {
  const [doc, other] = [70000, 5].map(clientID => Object.assign(new Y.Doc({ gc: false }), { clientID }))
  const text = doc.getText('t')
  const snapshots = []
  const take = () => snapshots.push(Y.snapshot(doc))
  text.insert(0, 'first words')
  take()
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
  other.getText('t').insert(5, ', second')
  text.delete(2, 4)
  text.format(0, 3, { bold: true })
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
  take()
  text.delete(4, 6)
  text.insert(1, '😀')
  take()
  return {
    update: base64(Y.encodeStateAsUpdate(doc)),
    snapshots: snapshots.map(snapshot => ({
      v1: base64(Y.encodeSnapshot(snapshot)),
      v2: base64(Y.encodeSnapshotV2(snapshot)),
      state: base64(Y.encodeStateAsUpdate(Y.createDocFromSnapshot(doc, snapshot))),
      text: Y.createDocFromSnapshot(doc, snapshot).getText('t').toString()
    }))
  }
}

const folder = process.argv[2]
const write = (name, value) => fs.writeFileSync(path.join(folder, name), JSON.stringify(value) + '\n')
for (const { name, ...document } of recordDocuments()) write(`document-${name}.json`, document)
write('oldjson.json', recordOldJson())
write('values.json', { values: recordValues(), numbers: recordNumbers() })
write('snapshots.json', recordSnapshots())
write('protocol.json', recordProtocol())
