// Somebody with stock yjs and y-websocket, driven by lines of JSON on standard input and telling what happens in lines
// of JSON on standard output. Usage: node yjspeer.mjs URL DOCID TOKEN NAME
//   {"do":"insert","at":3,"text":"x"}  {"do":"append","text":"x"}  {"do":"delete","at":3,"length":1}  {"do":"caret","at":3}
//   {"do":"type","text":"many words","every":20}  at the end, one letter after the other   {"do":"tell"} → {"text":…,"carets":[…]}
import readline from 'node:readline'
import WebSocket from 'ws'
import * as Y from 'yjs'
import { WebsocketProvider } from 'y-websocket'

const [url, docId, token, name] = process.argv.slice(2)
const doc = new Y.Doc()
const content = doc.getText('content')
const provider = new WebsocketProvider(`${url.replace(/^http/, 'ws')}/collab`, docId, doc,
  { WebSocketPolyfill: WebSocket, params: { token }, maxBackoffTime: 500, disableBc: true })
provider.awareness.setLocalStateField('user', { name, color: '#7C4DBE', id: name })

const say = (what) => process.stdout.write(JSON.stringify(what) + '\n')
provider.on('sync', (synced) => say({ event: 'sync', synced }))
provider.on('status', ({ status }) => say({ event: 'status', status }))

const carets = () => [...provider.awareness.getStates()]
  .filter(([client, state]) => client !== doc.clientID && state.cursor)
  .map(([, state]) => {
    const place = (json) => Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(json), doc)?.index
    return { name: state.user?.name, anchor: place(state.cursor.anchor), head: place(state.cursor.head) }
  })

function setCaret (at) {
  const position = Y.createRelativePositionFromTypeIndex(content, at)
  provider.awareness.setLocalStateField('cursor', { anchor: position, head: position })
}

const commands = {
  insert: ({ at, text }) => content.insert(at, text),
  append: ({ text }) => content.insert(content.length, text),
  delete: ({ at, length }) => content.delete(at, length),
  caret: ({ at }) => setCaret(at),
  type: ({ text, every }) => {
    // The place is held by what it stands behind, as an editor holds its caret.
    let place = Y.createRelativePositionFromTypeIndex(content, content.length, -1)
    const letters = [...text]
    const timer = setInterval(() => {
      const letter = letters.shift()
      if (letter === undefined) {
        clearInterval(timer)
        say({ event: 'typed' })
        return
      }
      const index = Y.createAbsolutePositionFromRelativePosition(place, doc)?.index ?? content.length
      content.insert(index, letter)
      place = Y.createRelativePositionFromTypeIndex(content, index + letter.length, -1)
      setCaret(index + letter.length)
    }, every)
  },
  tell: () => say({ event: 'told', text: content.toString(), carets: carets() })
}
const input = readline.createInterface({ input: process.stdin })
input.on('line', (line) => {
  const command = JSON.parse(line)
  commands[command.do](command)
})
input.on('close', () => {
  provider.destroy()
  process.exit(0)
})
