// node compare.mjs --ours bench_crdt --out folder [--rounds N] [--only regular expression] [--engines a,b] [trace.json[.gz]…]
// Every workload on every engine that is installed, in turns, each time in a new process; medians of the rounds. Leaves crdt.json in
// the folder and prints a table.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { engines } from './engines.mjs'
import { workloads } from './workloads.mjs'

const { values: options, positionals: traces } = parseArgs({
  allowPositionals: true,
  options: {
    ours: { type: 'string' },
    out: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string', default: '' },
    engines: { type: 'string', default: '' }
  }
})
const here = import.meta.dirname
const wanted = name => options.engines === '' || options.engines.split(',').includes(name)
const names = Object.keys(engines).filter(wanted).filter(name => {
  const isThere = existsSync(path.join(here, 'node_modules', name))
  if (!isThere) console.log(`${name} could not be installed here and is left out.`)
  return isThere
})
const longest = 150_000 // ms for one engine on one workload; what was measured by then counts

function run (name, file) {
  const [program, ...args] = name === 'coterie'
    ? [options.ours, file]
    : [process.execPath, '--expose-gc', path.join(here, 'measure.mjs'), name, file]
  try {
    return execFileSync(program, args, { encoding: 'utf8', timeout: longest, stdio: ['ignore', 'pipe', 'ignore'] })
  } catch (error) {
    if (error.code !== 'ETIMEDOUT') throw error
    console.log(`${name} was stopped after ${longest / 1000} s.`)
    return error.stdout
  }
}

mkdirSync(options.out, { recursive: true })
const chosen = workloads(traces).filter(({ name }) => new RegExp(options.only).test(name))
const files = chosen.map((work, i) => {
  const file = path.join(options.out, `crdt-workload-${i}.json`)
  writeFileSync(file, JSON.stringify(work))
  return file
})
const found = new Map() // bench, figure, engine: what each round said
for (let round = 0; round < Number(options.rounds); ++round) {
  for (const file of files) {
    for (const engine of ['coterie', ...names]) {
      for (const line of run(engine, file).split('\n').filter(Boolean)) {
        const { bench, figure, ...values } = JSON.parse(line)
        const key = JSON.stringify([bench, figure, engine])
        found.set(key, [...(found.get(key) ?? []), values])
      }
    }
  }
}

const median = list => list.sort((a, b) => a - b)[Math.floor(list.length / 2)]
const figures = [...found].map(([key, rounds]) => {
  const [bench, figure, engine] = JSON.parse(key)
  const of = name => rounds[0][name] === undefined ? undefined : median(rounds.map(one => one[name]))
  return { bench, figure, engine, wall: of('wall'), cpu: of('cpu'), value: of('value') }
})
writeFileSync(path.join(options.out, 'crdt.json'), JSON.stringify({
  machine: os.cpus()[0].model, cores: os.cpus().length, node: process.version, rounds: Number(options.rounds), figures
}, null, 1) + '\n')

const shortTime = ms => ms >= 100 ? ms.toFixed(0) : ms >= 10 ? ms.toFixed(1) : ms >= 0.1 ? ms.toFixed(2) : ms.toFixed(3)
const shown = ({ wall, cpu, value, figure }) => value === undefined
  ? `${shortTime(wall)} / ${shortTime(cpu)}`
  : figure === 'resident growth' ? `${(value / 1e6).toFixed(1)} MB` : value.toLocaleString('en')
const columns = ['coterie', ...names]
console.log('Milliseconds, wall clock / processor; sizes in bytes.')
console.log(`| | ${columns.join(' | ')} |\n|${' --- |'.repeat(columns.length + 1)}`)
for (const { name } of chosen) {
  for (const figure of new Set(figures.filter(one => one.bench === name).map(one => one.figure))) {
    const cells = columns.map(engine => figures.find(one => one.bench === name && one.figure === figure && one.engine === engine))
    console.log(`| ${name}: ${figure} | ${cells.map(cell => cell ? shown(cell) : '').join(' | ')} |`)
  }
}
