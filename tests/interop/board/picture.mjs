// What is in a board, told in lines that are equal only if every property is.
import * as Y from 'yjs';

/** A value of a document, whatever it is. */
function describe(value) {
  const entries = (keys, get) => `{${[...keys].sort().map((key) => `${JSON.stringify(key)}: ${describe(get(key))}`).join(', ')}}`;
  if (value instanceof Y.Map) return `map ${entries(value.keys(), (key) => value.get(key))}`;
  if (value instanceof Y.XmlElement) return `element ${value}`;
  if (value instanceof Y.Text) return `text ${describe(value.toDelta())}`;
  if (value instanceof Y.Array) return `array ${describe(value.toArray())}`;
  if (value instanceof Y.Doc) return `document ${value.guid}`;
  if (value instanceof Uint8Array) return `bytes ${Buffer.from(value).toString('hex')}`;
  if (Array.isArray(value)) return `[${value.map(describe).join(', ')}]`;
  if (typeof value === 'object' && value !== null) return entries(Object.keys(value), (key) => value[key]);
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'bigint') return `${value}n`;
  return Object.is(value, -0) ? '-0' : String(value); // NaN and undefined, too, which JSON has no words for
}

const roots = ['shapes', 'pages', 'images', 'meta'];

function entryOf(doc, root, key) {
  const map = doc.getMap(root);
  return map.has(key) ? describe(map.get(key)) : undefined;
}

/** What stands under a key, property by property; nothing if the key is not there. */
export function propertiesOf(doc, root, key) {
  const value = doc.getMap(root).get(key);
  if (value instanceof Y.Map) return new Map([...value.keys()].map((property) => [property, describe(value.get(property))]));
  return doc.getMap(root).has(key) ? new Map([['itself', describe(value)]]) : undefined;
}

/** Where the document differs from one that is made of that state: a few lines; none if it does not. */
export function differences(doc, state) {
  const other = new Y.Doc();
  Y.applyUpdate(other, state);
  const lines = [];
  for (const root of roots) {
    for (const key of new Set([...doc.getMap(root).keys(), ...other.getMap(root).keys()])) {
      const [here, there] = [entryOf(doc, root, key), entryOf(other, root, key)];
      if (here !== there) lines.push(`${root}/${key}: ${`${here}`.slice(0, 400)} here, ${`${there}`.slice(0, 400)} there`);
    }
  }
  const vector = (one) => [...Y.decodeStateVector(Y.encodeStateVector(one))].sort(([a], [b]) => a - b);
  if (JSON.stringify(vector(doc)) !== JSON.stringify(vector(other)))
    lines.push(`the state vectors: ${JSON.stringify(vector(doc))} here, ${JSON.stringify(vector(other))} there`);
  else if (!Y.equalSnapshots(Y.snapshot(doc), Y.snapshot(other))) lines.push('what was deleted');
  return lines;
}
