// One person, twice: a document of stock yjs and one of ours, with the same client id, that are told the same things.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import * as Y from 'yjs'

export class Driver {
  constructor (program) {
    this.process = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] })
    this.waiting = []
    createInterface({ input: this.process.stdout }).on('line', line => this.waiting.shift().resolve(JSON.parse(line)))
    this.process.on('exit', code => this.waiting.splice(0).forEach(one => one.reject(new Error(`driver ended: ${code}`))))
  }

  ask (line) {
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject })
      this.process.stdin.write(JSON.stringify(line) + '\n')
    })
  }

  close () {
    this.process.stdin.end()
  }
}

const hex = bytes => Buffer.from(bytes).toString('hex')
export const unhex = text => new Uint8Array(Buffer.from(text, 'hex'))
const place = (fraction, count) => Math.floor(fraction * count)
const decode = value => value?.bytes ? unhex(value.bytes) : value

const children = type => {
  const list = type.toArray?.() ?? listOf(type)
  const keys = [...type._map.keys()].filter(key => !type._map.get(key).deleted).sort()
  const values = keys.map(key => { const item = type._map.get(key); return item.content.getContent()[item.length - 1] })
  return [...list, ...values].filter(value => value instanceof Y.AbstractType)
}

const guids = documents => Array.from(documents, document => document.guid)

const listOf = type => {
  const found = []
  for (let item = type._start; item; item = item.right) if (!item.deleted && item.countable) found.push(...item.content.getContent())
  return found
}

const kinds = { text: Y.Text, array: Y.Array, map: Y.Map }

// Looking at the delta of a text makes yjs delete formats that change nothing. Looking must not change a document here.
function changesOf (event) {
  const { delete: deleteItem } = Y.Item.prototype
  Y.Item.prototype.delete = () => {}
  try {
    return event.changes
  } finally {
    Y.Item.prototype.delete = deleteItem
  }
}

// Yjs begins a new step wherever a format stands, also one that changes nothing; ours are as long as they can be.
function joined (steps) {
  const result = []
  for (const step of steps) {
    const last = result.at(-1)
    const kind = ['insert', 'retain', 'delete'].find(name => step[name] !== undefined)
    const joins = last && typeof last[kind] === typeof step[kind] && !Array.isArray(step[kind]) && kind !== undefined &&
      JSON.stringify(sorted(last.attributes ?? {})) === JSON.stringify(sorted(step.attributes ?? {}))
    if (joins) last[kind] += step[kind]
    else result.push({ ...step })
  }
  return result
}

// What the observers of a root were told, in the form that the driver prints.
function plainEvent (event) {
  const { delta, keys } = changesOf(event)
  const isList = insert => insert === undefined || typeof insert === 'string' || Array.isArray(insert)
  return {
    path: event.path,
    delta: joined(delta.map(({ insert, ...step }) => ({ insert: isList(insert) ? insert : [insert], ...step }))),
    keys: [...keys].map(([key, { action, oldValue }]) => ({ key, action, oldValue: action === 'add' ? undefined : oldValue }))
      .sort((a, b) => a.key < b.key ? -1 : 1)
  }
}

const document = ({ guid, autoLoad, gc }) => new Y.Doc({ guid, autoLoad, gc })

const editors = {
  text (text, action) {
    const at = place(action.at, text.length + 1)
    const size = place(action.size, text.length - at + 1)
    switch (action.action) {
      case 'insert': text.insert(at, action.text, action.attributes && { ...action.attributes }); break
      case 'embed': text.insertEmbed(at, action.value, { ...action.attributes }); break
      case 'erase': text.delete(at, size); break
      case 'format': text.format(at, size, { ...action.attributes }); break
      case 'set': text.setAttribute(action.key, action.value)
    }
  },
  array (array, action) {
    const at = place(action.at, array.length + 1)
    const size = place(action.size, array.length - at + 1)
    switch (action.action) {
      case 'insert': array.insert(at, action.values.map(decode)); break
      case 'type': array.insert(at, [new kinds[action.kind]()]); break
      case 'document': array.insert(at, [document(action)]); break
      case 'erase': array.delete(at, size)
    }
  },
  map (map, action) {
    switch (action.action) {
      case 'set': map.set(action.key, decode(action.value)); break
      case 'type': map.set(action.key, new kinds[action.kind]()); break
      case 'document': map.set(action.key, document(action)); break
      case 'unset': map.delete(action.key)
    }
  },
  xml (xml, action) {
    const at = place(action.at, xml.length + 1)
    const size = place(action.size, xml.length - at + 1)
    switch (action.action) {
      case 'element': xml.insert(at, [new Y.XmlElement(action.name)]); break
      case 'text': xml.insert(at, [new Y.XmlText()]); break
      case 'erase': xml.delete(at, size); break
      case 'set': xml.setAttribute?.(action.key, action.value); break
      case 'unset': xml.removeAttribute?.(action.key)
    }
  }
}

const editorFor = type => type instanceof Y.Text ? 'text' : type instanceof Y.Array ? 'array' : type instanceof Y.Map ? 'map' : 'xml'

export class Peer {
  static async create (driver, id, client, options = {}) {
    const peer = new Peer(driver, id, client, options)
    await driver.ask({ op: 'new', peer: id, client, ...options })
    return peer
  }

  constructor (driver, id, client, { gc = true, undo } = {}) {
    this.driver = driver
    this.id = id
    this.doc = new Y.Doc({ gc })
    this.doc.clientID = client
    this.roots = { text: this.doc.getText('text'), array: this.doc.getArray('array'), map: this.doc.getMap('map'), xml: this.doc.getXmlFragment('xml') }
    if (undo !== undefined) this.undoManager = new Y.UndoManager(Object.values(this.roots), { captureTimeout: undo })
    this.updates = []
    this.updatesV2 = []
    this.events = {}
    this.doc.on('update', update => this.updates.push(hex(update)))
    this.doc.on('updateV2', update => this.updatesV2.push(hex(update)))
    this.documents = []
    this.snapshots = []
    const known = new Set()
    this.doc.on('subdocs', ({ loaded, added, removed }) => {
      // Yjs tells also of the loading of what is gone already, and of every removal twice.
      const told = {
        loaded: guids([...loaded].filter(document => this.doc.subdocs.has(document))),
        added: guids(added),
        removed: guids([...removed].filter(document => known.delete(document)))
      }
      added.forEach(document => known.add(document))
      if (Object.values(told).some(list => list.length > 0)) this.documents.push(told)
    })
    for (const [name, root] of Object.entries(this.roots)) {
      root.observeDeep(events => (this.events[name] ??= []).push(JSON.parse(JSON.stringify(events.map(plainEvent)))))
    }
  }

  ask (line) {
    return this.driver.ask({ peer: this.id, ...line })
  }

  // Does the same to both, gives back the updates that both sent, in both versions.
  async both (line, work) {
    work()
    const answer = await this.ask(line)
    const { updates, updatesV2, events, documents } = this
    Object.assign(this, { updates: [], updatesV2: [], events: {}, documents: [] })
    same(answer.error, '', `error of ${JSON.stringify(line)}`)
    if (!this.isAmbiguous) {
      same(answer.updates, updates, `updates of ${JSON.stringify(line)}`)
      same(answer.updatesV2, updatesV2, `updates, version 2, of ${JSON.stringify(line)}`)
      same(answer.events, events, `events of ${JSON.stringify(line)}`)
      same(answer.documents, documents, `subdocuments of ${JSON.stringify(line)}`)
    }
    if (process.env.CRDT_CHECK_ALWAYS) await this.check().catch(error => { throw new Error(`${error.message}\nafter ${JSON.stringify(line)}`) })
    return updates.map((v1, i) => ({ v1, v2: updatesV2[i] }))
  }

  edit (edits) {
    return this.both({ op: 'edit', edits }, () => this.doc.transact(() => {
      for (const { root, descend, actions } of JSON.parse(JSON.stringify(edits))) { // no two values may be one object
        let type = this.roots[root]
        for (const fraction of descend) {
          const below = children(type)
          if (below.length === 0) break
          type = below[place(fraction, below.length)]
        }
        const name = editorFor(type)
        editors[name](type, actions[name])
      }
    }))
  }

  undo () { return this.both({ op: 'undo' }, () => this.undoManager.undo()) }
  redo () { return this.both({ op: 'redo' }, () => this.undoManager.redo()) }
  stopCapturing () { return this.both({ op: 'stop' }, () => this.undoManager.stopCapturing()) }

  // One of the subdocuments is asked for.
  load (at) {
    const all = [...this.doc.getSubdocs()]
    return this.both({ op: 'load', at }, () => all[place(at, all.length)]?.load())
  }

  async snapshot () {
    const snapshot = Y.snapshot(this.doc)
    const bytes = { v1: hex(Y.encodeSnapshot(snapshot)), v2: hex(Y.encodeSnapshotV2(snapshot)) }
    same(await this.ask({ op: 'snapshot' }), bytes, 'snapshot')
    if (!this.doc.gc) this.snapshots.push({ snapshot, bytes })
  }

  // What the document was at each snapshot, and what changed from one to the next.
  async findSnapshots ({ formats }) {
    const copy = new Y.Doc({ gc: false }) // yjs cuts items to look at them, and those that were redone stay in pieces
    copy.transact(() => Y.applyUpdate(copy, Y.encodeStateAsUpdate(this.doc))) // as local: nothing is tidied up
    const text = copy.getText('text')
    for (const [i, { snapshot, bytes }] of this.snapshots.entries()) {
      const before = this.snapshots[(i * 7) % (i + 1)] // some earlier one, or itself
      const ours = await this.ask({ op: 'past', ...bytes, before: before.bytes.v1 })
      const delta = steps => joined(JSON.parse(JSON.stringify(steps)))
      same(joined(ours.delta), delta(text.toDelta(snapshot)), 'text at a snapshot')
      if (!formats) same(joined(ours.changes), delta(text.toDelta(snapshot, before.snapshot)), 'changes between snapshots')
      if (!this.isAmbiguous) same(ours.state, hex(Y.encodeStateAsUpdate(Y.createDocFromSnapshot(this.doc, snapshot))), 'document at a snapshot')
    }
  }

  // A new position in the text, the same for both; gives back its bytes.
  async position (at, association) {
    const text = this.roots.text
    const position = Y.createRelativePositionFromTypeIndex(text, place(at, text.length + 1), association)
    return this.samePosition({ op: 'position', at, association }, position)
  }

  findPosition (bytes) {
    return this.samePosition({ op: 'position', bytes }, Y.decodeRelativePosition(unhex(bytes)))
  }

  async samePosition (line, position) {
    const bytes = hex(Y.encodeRelativePosition(position))
    const absolute = Y.createAbsolutePositionFromRelativePosition(position, this.doc)
    same(await this.ask(line), { bytes, index: absolute?.index ?? null }, 'position')
    return bytes
  }

  apply (update, version = 'v1') {
    // Of what waits and comes again in another form Yjs keeps either: its comparison of the two is not an order.
    if (this.doc.store.pendingStructs) this.isAmbiguous = true
    const v2 = version === 'v2'
    return this.both({ op: 'apply', update: update[version], v2 }, () => (v2 ? Y.applyUpdateV2 : Y.applyUpdate)(this.doc, unhex(update[version])))
  }

  async diffFor (other) {
    const vector = Y.encodeStateVector(other.doc)
    const update = { v1: hex(Y.encodeStateAsUpdate(this.doc, vector)), v2: hex(Y.encodeStateAsUpdateV2(this.doc, vector)) }
    const ours = await this.ask({ op: 'diff', vector: hex(vector) })
    if (!this.isAmbiguous) same(ours, update, 'difference')
    return update
  }

  async check () {
    const ours = await this.ask({ op: 'state' })
    same(ours.vector, hex(Y.encodeStateVector(this.doc)), 'state vector')
    const plain = value => JSON.parse(JSON.stringify(value))
    const delta = plain(this.roots.text.toDelta().map(step => step.insert instanceof Y.AbstractType ? { ...step, insert: step.insert.toJSON() } : step))
    same(ours.delta, delta, 'text')
    same(ours.array, plain(this.roots.array.toJSON()), 'array')
    same(ours.map, plain(this.roots.map.toJSON()), 'map')
    same(ours.documents, guids(this.doc.getSubdocs()), 'subdocuments')
    same(ours.xml, this.roots.xml.toJSON(), 'xml')
    if (this.isAmbiguous) return ours
    same(ours.v1, hex(Y.encodeStateAsUpdate(this.doc)), 'update of all, version 1')
    same(ours.v2, hex(Y.encodeStateAsUpdateV2(this.doc)), 'update of all, version 2')
    return ours
  }
}

export const sorted = value => Array.isArray(value)
  ? value.map(sorted)
  : value && typeof value === 'object'
    ? Object.fromEntries(Object.keys(value).sort().map(key => [key, sorted(value[key])]))
    : value

export function same (ours, theirs, what) {
  const [a, b] = [JSON.stringify(sorted(ours)), JSON.stringify(sorted(theirs))]
  if (a !== b) throw new Error(`${what} differ\n  ours  ${a}\n  yjs's ${b}`)
}
