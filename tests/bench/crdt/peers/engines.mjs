// The engines behind one face. A document does operations (see workloads.mjs), each call a transaction whose update goes to
// `onUpdate`, if there is one; takes updates in; is written and read. All of them get the fastest calls that their API has.
const clientBase = 3000000000 // as long on the wire as random ones

async function yjs () {
  const Y = await import('yjs')
  const edit = {
    text: (text, [at, count, insert]) => {
      if (count > 0) text.delete(at, count)
      if (insert !== '') text.insert(at, insert)
    },
    array: (array, [at, count, insert]) => {
      if (count > 0) array.delete(at, count)
      if (insert.length > 0) array.insert(at, insert)
    },
    map: (map, value) => map.set('v', value)
  }
  class Document {
    constructor (type, id, onUpdate) {
      this.doc = new Y.Doc()
      this.doc.clientID = clientBase + id
      this.root = { text: () => this.doc.getText('t'), array: () => this.doc.getArray('t'), map: () => this.doc.getMap('t') }[type]()
      this.edit = edit[type]
      if (onUpdate) this.doc.on('update', (update, origin) => { if (origin !== 'remote') onUpdate(update) })
    }

    play (operations) { for (const operation of operations) this.edit(this.root, operation) }
    playAtOnce (operations) { this.doc.transact(() => this.play(operations)) }
    apply (update) { Y.applyUpdate(this.doc, update, 'remote') }
    applyAll (updates) { this.doc.transact(() => updates.forEach(update => Y.applyUpdate(this.doc, update, 'remote')), 'remote') }
    content () { return this.root.toJSON() }
  }
  return {
    Document,
    formats: {
      v1: { encode: d => Y.encodeStateAsUpdate(d.doc), load: (d, bytes) => Y.applyUpdate(d.doc, bytes) },
      v2: { encode: d => Y.encodeStateAsUpdateV2(d.doc), load: (d, bytes) => Y.applyUpdateV2(d.doc, bytes) }
    }
  }
}

async function ywasm () {
  const { default: Y } = await import('ywasm')
  const edit = {
    text: (text, [at, count, insert], txn) => {
      if (count > 0) text.delete(at, count, txn)
      if (insert !== '') text.insert(at, insert, undefined, txn)
    },
    array: (array, [at, count, insert], txn) => {
      if (count > 0) array.delete(at, count, txn)
      if (insert.length > 0) array.insert(at, insert, txn)
    },
    map: (map, value, txn) => map.set('v', value, txn)
  }
  class Document {
    constructor (type, id, onUpdate) {
      this.doc = new Y.YDoc({ clientID: clientBase + id })
      this.root = { text: () => this.doc.getText('t'), array: () => this.doc.getArray('t'), map: () => this.doc.getMap('t') }[type]()
      this.edit = edit[type]
      this.isRemote = false
      if (onUpdate) this.doc.onUpdate(update => { if (!this.isRemote) onUpdate(update) })
    }

    transact (work) {
      const txn = this.doc.beginTransaction()
      try { work(txn) } finally { txn.free() }
    }

    play (operations) { for (const operation of operations) this.transact(txn => this.edit(this.root, operation, txn)) }
    playAtOnce (operations) { this.transact(txn => operations.forEach(operation => this.edit(this.root, operation, txn))) }
    apply (update) { this.applyAll([update]) }
    applyAll (updates) {
      this.isRemote = true
      updates.length === 1
        ? Y.applyUpdate(this.doc, updates[0])
        : this.transact(txn => updates.forEach(update => txn.applyV1(update)))
      this.isRemote = false
    }

    content () {
      const txn = this.doc.beginTransaction()
      try { return this.root.toJson(txn) } finally { txn.free() }
    }
  }
  return {
    Document,
    formats: {
      v1: { encode: d => Y.encodeStateAsUpdate(d.doc), load: (d, bytes) => Y.applyUpdate(d.doc, bytes) },
      v2: { encode: d => Y.encodeStateAsUpdateV2(d.doc), load: (d, bytes) => Y.applyUpdateV2(d.doc, bytes) }
    }
  }
}

async function loro () {
  const { LoroDoc } = await import('loro-crdt')
  const edit = {
    text: (text, [at, count, insert]) => {
      if (count > 0) text.delete(at, count)
      if (insert !== '') text.insert(at, insert)
    },
    array: (array, [at, count, insert]) => {
      if (count > 0) array.delete(at, count)
      insert.forEach((value, i) => array.insert(at + i, value))
    },
    map: (map, value) => map.set('v', value)
  }
  class Document {
    constructor (type, id, onUpdate) {
      this.doc = new LoroDoc()
      this.doc.setPeerId(BigInt(clientBase + id))
      this.root = { text: () => this.doc.getText('t'), array: () => this.doc.getList('t'), map: () => this.doc.getMap('t') }[type]()
      this.edit = edit[type]
      if (onUpdate) this.doc.subscribeLocalUpdates(onUpdate)
    }

    play (operations) {
      for (const operation of operations) {
        this.edit(this.root, operation)
        this.doc.commit()
      }
    }

    playAtOnce (operations) {
      operations.forEach(operation => this.edit(this.root, operation))
      this.doc.commit()
    }

    apply (update) { this.doc.import(update) }
    applyAll (updates) { this.doc.importBatch(updates) }
    content () { return this.root.toJSON?.() ?? this.root.toString() }
  }
  return { Document, formats: { v1: { encode: d => d.doc.export({ mode: 'snapshot' }), load: (d, bytes) => d.doc.import(bytes) } } }
}

async function automerge () {
  const A = await import('@automerge/automerge')
  const empty = A.save(A.from({ text: '', array: [], map: {} }, { actor: 'ff' }))
  const actor = id => (clientBase + id).toString(16).padStart(16, '0')
  const edit = {
    text: (doc, [at, count, insert]) => A.splice(doc, ['text'], at, count, insert),
    array: (doc, [at, count, insert]) => {
      if (count > 0) A.deleteAt(doc.array, at, count)
      if (insert.length > 0) A.insertAt(doc.array, at, ...insert)
    },
    map: (doc, value) => { doc.map.v = typeof value === 'string' ? new A.ImmutableString(value) : value }
  }
  class Document {
    constructor (type, id, onUpdate) {
      this.doc = A.load(empty, { actor: actor(id) })
      this.edit = edit[type]
      this.type = type
      this.onUpdate = onUpdate
    }

    change (work) {
      this.doc = A.change(this.doc, work)
      this.onUpdate?.(A.getLastLocalChange(this.doc))
    }

    play (operations) { for (const operation of operations) this.change(doc => this.edit(doc, operation)) }
    playAtOnce (operations) { this.change(doc => operations.forEach(operation => this.edit(doc, operation))) }
    apply (update) { this.applyAll([update]) }
    applyAll (updates) { [this.doc] = A.applyChanges(this.doc, updates) }
    content () {
      const content = this.doc[this.type]
      return this.type === 'map' ? { v: content.v instanceof A.ImmutableString ? content.v.toString() : content.v } : content
    }
  }
  return { Document, formats: { v1: { encode: d => A.save(d.doc), load: (d, bytes) => { d.doc = A.load(bytes, { actor: actor(0) }) } } } }
}

// Text only. Its updates are asked for, not told: a patch since the version before.
async function diamond () {
  const { default: { Doc } } = await import('diamond-types-node')
  class Document {
    constructor (type, id, onUpdate) {
      this.doc = new Doc(`agent${clientBase + id}`)
      this.onUpdate = onUpdate
    }

    tell (work) {
      const version = this.onUpdate && this.doc.getLocalVersion()
      work()
      this.onUpdate?.(this.doc.getPatchSince(version))
    }

    edit ([at, count, insert]) {
      if (count > 0) this.doc.del(at, count)
      if (insert !== '') this.doc.ins(at, insert)
    }

    play (operations) {
      if (!this.onUpdate) for (const operation of operations) this.edit(operation)
      else for (const operation of operations) this.tell(() => this.edit(operation))
    }

    playAtOnce (operations) { this.tell(() => operations.forEach(operation => this.edit(operation))) }
    apply (update) { this.doc.mergeBytes(update) }
    applyAll (updates) { updates.forEach(update => this.doc.mergeBytes(update)) }
    content () { return this.doc.get() }
  }
  return {
    Document,
    textOnly: true,
    tellsNothing: true,
    formats: { v1: { encode: d => d.doc.toBytes(), load: (d, bytes) => { d.doc = Doc.fromBytes(bytes, 'loaded') } } }
  }
}

export const engines = { yjs, ywasm, 'loro-crdt': loro, '@automerge/automerge': automerge, 'diamond-types-node': diamond }
