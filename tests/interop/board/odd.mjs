// What no client of ours writes: values of wrong types, beyond every bound, without an end, in circles. All of it is a
// legal Yjs document, and as Yjs' wire carries it: half an emoji and NaN in an embed would reach even another stock
// client as something else.
import * as Y from 'yjs';

/** A text with what a plain one has not: letters with styles, something that is no letter. */
function oddText() {
  const text = new Y.Text('AbCd');
  text.insertEmbed(2, { image: 'a.png', size: -1e300 });
  text.insert(0, 'é😀', { bold: true });
  return text;
}

const values = [
  () => NaN,
  () => Infinity,
  () => -1e300,
  () => 1e300,
  () => 5e-324,
  () => -0,
  () => 2 ** 53,
  () => 1234567890123456789n,
  () => '12',
  () => '',
  () => 'x'.repeat(5000),
  () => 'é😀\u0000\n',
  () => true,
  () => null,
  () => undefined,
  () => [1, [2, [3, { deep: [NaN, null, undefined] }]]],
  () => ({ shape: 7, u: NaN, v: 'here' }),
  () => new Uint8Array([0, 255, 128]),
  () => oddText(),
  () => Y.Array.from([1, 'two', null]),
  () => new Y.Map([['x', 1], ['nested', new Y.Map([['y', NaN]])]]),
  () => new Y.XmlElement('shape'),
];

const points = [
  () => new Y.Text('AC'.repeat(150_000)), // more points than there may be
  () => '_'.repeat(5000), // a number without an end
  () => new Y.Text('AbCd%%%AbC'),
  () => 'AbCd___________AbCdé😀',
  () => 'f-----ff-----f'.repeat(400), // far away
  () => Array.from({ length: 20_001 }, (_, i) => (i % 7 === 0 ? NaN : i * 1e300)),
  () => [[1], [2, NaN], [1e308, -1e308, 9], { x: 'here' }, { y: 3, pressure: Infinity }, 'z', null],
  () => Y.Array.from([0, 0, 10, 'ten', 20, 20]),
  () => Y.Array.from(Array.from({ length: 3000 }, (_, i) => [i, -i, 0.3])),
  () => [],
];

const properties = ['type', 'x', 'y', 'w', 'h', 'rotation', 'text', 'stroke', 'fill', 'width', 'z', 'by', 'page', 'dash', 'opacity',
  'fontSize', 'align', 'startHead', 'endHead', 'route', 'image', 'frame', 'groups', 'locked', 'start', 'end', 'vendor'];

/** A property and a value for it that makes no sense. */
export function oddProperty(pick) {
  return pick([0, 1, 2, 3]) === 0 ? ['points', pick(points)()] : [pick(properties), pick(values)()];
}

/** Something to stand under a key of `shapes`, `pages` or `images`: mostly a shape that is hardly one. */
export function oddEntry(pick) {
  if (pick([0, 1, 2]) === 0) return pick([...values, () => new Y.Doc(), () => new Y.Map()])();
  const shape = new Y.Map([['type', pick(['pen', 'arrow', 'note', 'frame', 'image', 'hexagon', 7])], ['x', 1], ['y', 2]]);
  for (let i = 0; i < 6; ++i) shape.set(...oddProperty(pick));
  return shape;
}

/** Keys that are ids and keys that are none; all of them begin with `odd` or cannot be an id. */
export function oddKey(pick, number) {
  return pick([`odd-${number}`, `odd-${number}`, `odd-${number}`, `odd ${number}`, `odd-😀${number}`, `odd-${number}${'x'.repeat(300)}`, '__proto__', '']);
}

/** What an awareness says that nobody can make sense of. */
export function oddState(pick) {
  const field = pick(['user', 'pointer', 'selection', 'tool', 'page', 'viewport', 'gesture', 'chat', 'laser', 'reaction', 'following']);
  const said = pick([null, 7, 'x'.repeat(3000), [[[]]], { x: 'left', y: null }, { x: 1e308, y: -1e308, w: -1, h: 1e308 }, { ids: 'all', move: [] }]);
  return [field, said];
}
