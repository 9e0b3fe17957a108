// Somebody with the stock awareness of y-protocols, driven by lines of JSON on standard input and telling what happens
// in lines of JSON on standard output; updates as base64.
//   {"do":"set","state":{…}|null}   {"do":"hear","update":"…"}   {"do":"tell"} → {"event":"told","states":[…]}
import readline from 'node:readline'
import * as Y from 'yjs'
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness'

const awareness = new Awareness(new Y.Doc())
const say = (what) => process.stdout.write(JSON.stringify(what) + '\n')
awareness.on('update', ({ added, updated, removed }, origin) => {
  if (origin === 'heard') return
  const update = encodeAwarenessUpdate(awareness, [...added, ...updated, ...removed])
  say({ event: 'update', update: Buffer.from(update).toString('base64') })
})

const commands = {
  set: ({ state }) => awareness.setLocalState(state),
  hear: ({ update }) => applyAwarenessUpdate(awareness, new Uint8Array(Buffer.from(update, 'base64')), 'heard'),
  tell: () => say({
    event: 'told',
    states: [...awareness.getStates()].filter(([client]) => client !== awareness.clientID).map(([, state]) => state)
  })
}
const input = readline.createInterface({ input: process.stdin })
input.on('line', (line) => {
  const command = JSON.parse(line)
  commands[command.do](command)
})
input.on('close', () => process.exit(0))
