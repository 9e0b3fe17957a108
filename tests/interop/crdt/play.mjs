// Random play: several people edit, send late, twice and out of order, come late; at the end all must agree.
import { Peer, same, sorted } from './peers.mjs'
import { randomFrom } from '../random.mjs'

const words = ['a', 'bc', 'def ', 'hello', '\n', '😀', 'x😀y', 'ü', '字漢', 'long run of words that is typed at once ']
const formats = [{ bold: true }, { bold: null }, { italic: true, bold: true }, { italic: null }, { color: 'red' }, { color: 'blue' }, { link: { href: 'x' } }]
const values = [1, -7, 2.5, 'text', '', true, false, null, { a: 1, b: [1, 2] }, [1, 'two', null], { bytes: '00ff10' }, 4294967296, -1e300]
const attributeValues = ['one', 'two', 'three']

class Play {
  constructor (seed, weights) {
    this.random = randomFrom(seed)
    this.other = randomFrom(~seed) // its own stream, so that seeds keep their meaning
    this.weights = weights
  }

  version () { return this.other() < 0.5 ? 'v1' : 'v2' }
  below (count) { return Math.floor(this.random() * count) }
  pick (list) { return list[this.below(list.length)] }

  textAction () {
    const at = this.random()
    const size = this.random() ** 2
    const chance = this.random()
    if (chance < 0.45) return { action: 'insert', at, text: this.pick(words) }
    if (chance < 0.75) return { action: 'erase', at, size }
    if (!this.weights.formats) return { action: 'insert', at: 0.9999999, text: this.pick(words) }
    if (chance < 0.8) return { action: 'insert', at, text: this.pick(words), attributes: this.pick(formats) }
    if (chance < 0.85) return { action: 'embed', at, value: { image: 'a.png' }, attributes: this.random() < 0.5 ? {} : this.pick(formats) }
    if (chance < 0.97) return { action: 'format', at, size, attributes: this.pick(formats) }
    return { action: 'set', key: this.pick(['p', 'q']), value: this.pick(attributeValues) }
  }

  arrayAction () {
    const at = this.random()
    const chance = this.random()
    if (chance < 0.5) return { action: 'insert', at, values: Array.from({ length: 1 + this.below(4) }, () => this.pick(values)) }
    if (chance < 0.7 && this.weights.nested) return { action: 'type', at, kind: this.pick(['text', 'array', 'map']) }
    return { action: 'erase', at, size: this.random() ** 2 }
  }

  mapAction () {
    const key = this.pick(['a', 'b', 'c', 'long key'])
    const chance = this.random()
    if (chance < 0.5) return { action: 'set', key, value: this.pick(values) }
    if (chance < 0.75 && this.weights.nested) return { action: 'type', key, kind: this.pick(['text', 'array', 'map']) }
    return { action: 'unset', key }
  }

  xmlAction () {
    const at = this.random()
    const chance = this.random()
    if (chance < 0.35) return { action: 'element', at, name: this.pick(['p', 'div', 'Span']) }
    if (chance < 0.55) return { action: 'text', at }
    if (chance < 0.7) return { action: 'erase', at, size: this.random() ** 2 }
    return this.random() < 0.8 ? { action: 'set', key: this.pick(['id', 'class']), value: this.pick(attributeValues) } : { action: 'unset', key: 'id' }
  }

  edit () {
    const edit = {
      root: this.pick(this.weights.roots),
      descend: Array.from({ length: this.below(4) }, () => this.random()),
      actions: { text: this.textAction(), array: this.arrayAction(), map: this.mapAction(), xml: this.xmlAction() }
    }
    for (const action of [edit.actions.array, edit.actions.map]) {
      if (this.weights.nested && this.other() < 0.06) {
        const guid = `document-${Math.floor(this.other() * 5)}`
        Object.assign(action, { action: 'document', guid, autoLoad: this.other() < 0.3, gc: this.other() < 0.8 })
      }
    }
    return edit
  }

  // What changes nothing for the others.
  async aside (peer) {
    const chance = this.other()
    if (chance < 0.04) await peer.snapshot()
    else if (chance < 0.06) await peer.load(this.other())
    else if (chance < 0.07) await peer.findSnapshots(this.weights)
  }
}

const kinds = [
  { roots: ['text'], formats: false, nested: false },
  { roots: ['text'], formats: true, nested: false },
  { roots: ['array'], formats: false, nested: false },
  { roots: ['map', 'array'], formats: true, nested: true },
  { roots: ['xml'], formats: true, nested: true },
  { roots: ['text', 'array', 'map', 'xml'], formats: true, nested: true }
]

// Yjs spoils a surrogate pair that is cut only where it was cut, so the halves may differ between people.
const withoutHalves = json => json.replace(/\\ud[89a-f][0-9a-f]{2}|[\uD800-\uDFFF\uFFFD]/gi, '?')
const content = ({ vector, delta, array, map, xml }) => withoutHalves(JSON.stringify(sorted([vector, delta, array, map, xml])))

export async function playSeed (driver, seed, steps) {
  const play = new Play(seed, kinds[seed % kinds.length])
  const gc = play.random() < 0.8
  const undo = play.random() < 0.4 ? play.pick([0, 1e9]) : undefined
  const positions = []
  const peers = []
  const inboxes = []
  const join = async () => {
    const id = peers.length
    const peer = await Peer.create(driver, id, play.pick([1, 100, 70000, 5000000000]) + id, { gc, undo })
    if (id > 0 && play.random() < 0.5) await peer.apply(await play.pick(peers).diffFor(peer), play.version())
    peers.push(peer)
    inboxes.push([])
  }
  for (let i = 1 + play.below(3); i >= 0; --i) await join()
  const send = (from, updates) => inboxes.forEach((inbox, to) => { if (to !== from) inbox.push(...updates) })
  for (let step = 0; step < steps; ++step) {
    const who = play.below(peers.length)
    const chance = play.random()
    if (chance < 0.5) {
      const edits = Array.from({ length: play.random() < 0.8 ? 1 : 1 + play.below(5) }, () => play.edit())
      send(who, await peers[who].edit(edits))
    } else if (chance < 0.83 && inboxes[who].length > 0) {
      const at = play.random() < 0.7 ? 0 : play.below(inboxes[who].length) // some overtake others
      const [update] = inboxes[who].splice(at, play.random() < 0.9 ? 1 : 0) // some come twice
      if (update) send(who, await peers[who].apply(update, play.version()))
    } else if (chance < 0.88) {
      const other = play.below(peers.length)
      if (other !== who) send(who, await peers[who].apply(await peers[other].diffFor(peers[who]), play.version()))
    } else if (undo !== undefined && !peers[who].isAmbiguous && play.random() < 0.8) {
      const action = play.pick(['undo', 'undo', 'redo', 'stopCapturing'])
      send(who, await peers[who][action]())
    } else if (play.random() < 0.5) {
      positions.push(await peers[who].position(play.random(), play.pick([0, -1])))
    } else if (peers.length < 5) {
      await join()
    } else {
      await peers[who].check()
    }
    await play.aside(peers[who])
  }
  // Until nobody has anything to say: taking updates in can make new ones, for formats are tidied up.
  for (let round = 0; round < 20; ++round) {
    let changed = 0
    for (const from of peers) for (const to of peers) if (from !== to) changed += (await to.apply(await from.diffFor(to), play.version())).length
    if (changed === 0) break
  }
  for (const position of positions) for (const peer of peers) await peer.findPosition(position)
  for (const peer of peers) await peer.findSnapshots(play.weights)
  const states = []
  for (const peer of peers) states.push(await peer.check())
  for (const state of states) same(content(state), content(states[0]), 'peers')
}
