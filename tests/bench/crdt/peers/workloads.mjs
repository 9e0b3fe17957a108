// What is played: the micro-benchmarks B1 to B3 of the public set crdt-benchmarks (https://github.com/dmonad/crdt-benchmarks, by
// its description; the same N = 6000) and editing traces. An operation is [place, how much is deleted, what is inserted]; for a map
// it is the value that is set. Seeded: every engine, in whatever process, gets the same.
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { gunzipSync } from 'node:zlib'

const N = 6000
const clients = 20 * Math.floor(Math.sqrt(N))

// mulberry32
function randomFrom (seed) {
  return bound => {
    seed = (seed + 0x6D2B79F5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % bound
  }
}

const range = (count, make) => Array.from({ length: count }, (_, i) => make(i))
const word = (random, least, most) => range(least + random(most - least + 1), () => String.fromCharCode(97 + random(26))).join('')
const number = random => random(0x7fffffff)

// Insertions at random places; with `erases`, one in two is a deletion.
function scattered (random, length, insert, erases = false) {
  return range(N, () => {
    const at = random(length + 1)
    if (erases && at < length && random(2) === 0) {
      const count = 1 + random(Math.min(9, length - at))
      length -= count
      return [at, count, '']
    }
    const inserted = insert()
    length += inserted.length
    return [at, 0, inserted]
  })
}

function single () {
  const random = randomFrom(42)
  const text = word(random, N, N)
  const numbers = range(N, () => number(random))
  const list = numbers.map(value => [value])
  const all = {
    'B1.1 append characters': ['text', [...text].map((c, i) => [i, 0, c])],
    'B1.2 insert a string': ['text', [[0, 0, text]]],
    'B1.3 prepend characters': ['text', [...text].map(c => [0, 0, c])],
    'B1.4 characters at random places': ['text', scattered(random, 0, () => word(random, 1, 1))],
    'B1.5 words at random places': ['text', scattered(random, 0, () => word(random, 2, 10))],
    'B1.6 insert a string, delete it': ['text', [[0, 0, text], [0, N, '']]],
    'B1.7 insert and delete at random places': ['text', scattered(random, 0, () => word(random, 2, 10), true)],
    'B1.8 append numbers': ['array', list.map((value, i) => [i, 0, value])],
    'B1.9 insert an array of numbers': ['array', [[0, 0, numbers]]],
    'B1.10 prepend numbers': ['array', list.map(value => [0, 0, value])],
    'B1.11 numbers at random places': ['array', scattered(random, 0, () => [number(random)])]
  }
  return Object.entries(all).map(([name, [type, operations]]) => ({ name, kind: 'single', type, operations }))
}

// Two people with the same 100 characters each do all of theirs in one transaction, then tell each other.
function two () {
  const random = randomFrom(43)
  const start = word(random, 100, 100)
  const all = {
    'B2.1 two insert a string': () => [[0, 0, word(random, N, N)]],
    'B2.2 two insert characters': () => scattered(random, 100, () => word(random, 1, 1)),
    'B2.3 two insert words': () => scattered(random, 100, () => word(random, 3, 9)),
    'B2.4 two insert and delete': () => scattered(random, 100, () => word(random, 2, 10), true)
  }
  return Object.entries(all).map(([name, make]) => ({ name, kind: 'two', type: 'text', start, operations: [make(), make()] }))
}

// Many people do one thing each; one of them takes in what all did.
function many () {
  const all = {
    'B3.1 many set a number': ['map', i => i],
    'B3.2 many set an object': ['map', i => ({ name: `${i}`, address: 'here' })],
    'B3.3 many set a long string': ['map', i => `${i}`.repeat(clients)],
    'B3.4 many insert into an array': ['array', i => [0, 0, [`${i}`]]],
    'B3.5 many insert text': ['text', i => [0, 0, `${i}`]]
  }
  return Object.entries(all).map(([name, [type, make]]) => ({ name, kind: 'many', type, operations: range(clients, make) }))
}

// Places in the traces are code points; in text of the basic plane they are UTF-16 units as well.
function trace (path) {
  const bytes = readFileSync(path)
  const { txns, endContent } = JSON.parse(path.endsWith('.gz') ? gunzipSync(bytes) : bytes)
  const name = basename(path).replace(/\.json(\.gz)?$/, '')
  if (!txns.some(one => one.parents)) return { name, kind: 'single', type: 'text', isTrace: true, operations: txns.flatMap(one => one.patches), endContent }
  return { name, kind: 'concurrent', type: 'text', operations: txns.map(({ patches }) => patches), agents: txns.map(({ agent }) => agent), before: needs(txns) }
}

// For each transaction what its author has not seen before it: everything it builds upon, less what that author took in earlier.
function needs (txns) {
  const seen = []
  return txns.map(({ parents, agent }, i) => {
    const known = seen[agent] ??= new Set()
    const missing = []
    for (const waiting = [...parents]; waiting.length > 0;) {
      const one = waiting.pop()
      if (known.has(one)) continue
      known.add(one)
      missing.push(one)
      waiting.push(...txns[one].parents)
    }
    known.add(i)
    return missing.sort((a, b) => a - b)
  })
}

// One person who types, jumps and erases, for machines that have no traces.
function made () {
  const random = randomFrom(1)
  let text = ''
  let caret = 0
  const operations = range(20000, () => {
    if (random(40) === 0) caret = random(text.length + 1)
    const erases = caret > 0 && random(6) === 0
    const operation = erases ? [caret - 1, 1, ''] : [caret, 0, String.fromCharCode(97 + random(26))]
    text = text.slice(0, operation[0]) + operation[2] + text.slice(operation[0] + operation[1])
    caret = erases ? caret - 1 : caret + 1
    return operation
  })
  return { name: 'made trace', kind: 'single', type: 'text', isTrace: true, operations, endContent: text }
}

export const workloads = traces => [...(traces.length > 0 ? traces.map(trace) : [made()]), ...single(), ...two(), ...many()]
