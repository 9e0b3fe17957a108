// node --expose-gc measure.mjs <engine> <workload.json>: one engine on one workload in a process of its own. A line of JSON per
// figure: wall-clock and processor milliseconds, or a value. Everything is done once "cold" and then again for as long as it is quick;
// the median of the repetitions is the figure. bench_crdt does the same, in the same order, for ours.
import { deepStrictEqual } from 'node:assert'
import { readFileSync } from 'node:fs'
import { engines } from './engines.mjs'

const patience = 3000 // ms: work is repeated until it took this long, at most 9 times
const [engineName, path] = process.argv.slice(2)
const work = JSON.parse(readFileSync(path))
const { Document, formats, textOnly, tellsNothing } = await engines[engineName]()
const print = (figure, values) => console.log(JSON.stringify({ engine: engineName, bench: work.name, figure, ...values }))
const median = list => list.sort((a, b) => a - b)[Math.floor(list.length / 2)]

function once (task) {
  const [cpu, start] = [process.cpuUsage(), performance.now()]
  task()
  const wall = performance.now() - start
  const { user, system } = process.cpuUsage(cpu)
  return { wall, cpu: (user + system) / 1000 }
}

// `prepare` is not timed; it makes what `task` is given. `afterFirst` looks at what the first run has left.
function time (figure, task, { prepare = () => {}, afterFirst = () => {} } = {}) {
  const first = once(task.bind(null, prepare()))
  afterFirst()
  const times = []
  const end = performance.now() + patience - first.wall
  while (times.length < 8 && performance.now() < end) times.push(once(task.bind(null, prepare())))
  if (times.length === 0) times.push(first)
  print(`${figure}, cold`, first)
  print(figure, { wall: median(times.map(one => one.wall)), cpu: median(times.map(one => one.cpu)) })
  return first
}

function resident () {
  globalThis.gc()
  globalThis.gc()
  return process.memoryUsage().rss
}

function growth () {
  const before = resident()
  return () => print('resident growth', { value: resident() - before })
}

function measureFormats (doc) {
  const content = doc.content()
  for (const [version, { encode, load }] of Object.entries(formats)) {
    let bytes
    let loaded
    let read
    time(`encode ${version}`, () => { bytes = encode(doc) })
    print(`size ${version}`, { value: bytes.length })
    time(`load ${version}`, () => {
      loaded = new Document(work.type, 100000)
      load(loaded, bytes)
      read = loaded.content() // some engines read only then
    })
    deepStrictEqual(read, content)
  }
}


const kinds = {
  single () {
    let doc
    let bytes = 0
    const first = time('edit', () => {
      bytes = 0
      doc = new Document(work.type, 0, tellsNothing && work.isTrace ? undefined : update => { bytes += update.length })
      doc.play(work.operations)
    }, { afterFirst: growth() })
    print('updates', { value: bytes })
    if (work.endContent !== undefined) deepStrictEqual(doc.content(), work.endContent)
    if (first.wall < patience && !(tellsNothing && work.isTrace)) {
      const updates = []
      new Document(work.type, 0, update => updates.push(update)).play(work.operations)
      let other
      time('remote', () => {
        other = new Document(work.type, 1)
        for (const update of updates) other.apply(update)
      })
      deepStrictEqual(other.content(), doc.content())
    }
    measureFormats(doc)
  },

  two () {
    let docs
    time('edit', both => {
      docs = both.map(({ doc }) => doc)
      docs.forEach((doc, i) => doc.playAtOnce(work.operations[i]))
      docs[0].apply(both[1].updates.at(-1))
      docs[1].apply(both[0].updates.at(-1))
    }, { prepare: () => {
      const both = [0, 1].map(id => {
        const updates = []
        return { updates, doc: new Document(work.type, id, update => updates.push(update)) }
      })
      both[0].doc.play([[0, 0, work.start]])
      both[1].doc.apply(both[0].updates[0])
      return both
    } })
    deepStrictEqual(docs[0].content(), docs[1].content())
    measureFormats(docs[0])
  },

  many () {
    const updates = work.operations.map((operation, id) => {
      const told = []
      new Document(work.type, id, update => told.push(update)).play([operation])
      return told[0]
    })
    let doc
    time('edit', () => {
      doc = new Document(work.type, updates.length)
      doc.applyAll(updates)
    })
    const other = new Document(work.type, updates.length + 1)
    other.applyAll(updates.toReversed())
    deepStrictEqual(doc.content(), other.content())
    measureFormats(doc)
  },

  concurrent () {
    let docs
    time('edit', () => {
      const updates = []
      docs = []
      work.operations.forEach((operations, i) => {
        const agent = work.agents[i]
        const doc = docs[agent] ??= new Document(work.type, agent, update => updates.push(update))
        work.before[i].forEach(one => doc.apply(updates[one]))
        doc.play(operations)
      })
      docs.forEach((doc, agent) => updates.forEach((update, i) => { if (work.agents[i] !== agent) doc.apply(update) }))
    }, { afterFirst: growth() })
    docs.forEach(doc => deepStrictEqual(doc.content(), docs[0].content()))
    measureFormats(docs[0])
  }
}

if (!(textOnly && work.type !== 'text')) kinds[work.kind]()
