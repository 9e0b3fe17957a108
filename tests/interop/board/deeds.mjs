// Somebody who does at random whatever can be done to a board with stock yjs: what they do is theirs to undo.
import * as Y from 'yjs';
import { randomFrom } from '../random.mjs';
import { oddEntry, oddKey, oddProperty, oddState } from './odd.mjs';
import { propertiesOf } from './picture.mjs';
import { PointWriter } from './points.mjs';

const mine = Symbol('what undo takes back');
const kinds = ['rectangle', 'ellipse', 'diamond', 'text', 'note', 'image', 'frame', 'line', 'arrow', 'pen', 'highlighter'];
const strokePause = 5; // ms: others' edits come between its points
const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

export class Player {
  constructor(doc, awareness, name, seed) {
    this.doc = doc;
    this.awareness = awareness;
    this.name = name;
    this.random = randomFrom(seed);
    this.shapes = doc.getMap('shapes');
    this.pages = doc.getMap('pages');
    this.undoManager = new Y.UndoManager([this.shapes, this.pages], { trackedOrigins: new Set([mine]), captureTimeout: 0 });
    this.made = 0;
    this.growing = 0; // strokes
    this.planted = []; // what makes no sense and must stay: {root, key, properties}
    this.done = {}; // how often
    this.added = new Set();
    this.removed = new Set(); // by this one; what a shape was replaced by is no shape of anybody
    this.shapes.observe(({ changes }, transaction) => {
      if (!transaction.local) return;
      for (const [key, { action }] of changes.keys) (action === 'add' ? this.added : this.removed).add(key);
    });
  }

  below(count) { return Math.floor(this.random() * count); }
  pick = (list) => list[this.below(list.length)];
  place() { return this.below(4000) - 2000; }
  change(work) { this.doc.transact(work, mine); }

  anyShape(fits = () => true) {
    const fitting = [...this.shapes].filter(([key, shape]) => !key.startsWith('odd') && shape instanceof Y.Map && fits(shape));
    return fitting.length ? this.pick(fitting) : [undefined, undefined];
  }

  act() {
    const deeds = ['add', 'add', 'stroke', 'stroke', 'move', 'move', 'resize', 'restyle', 'order', 'group', 'write', 'write', 'remove',
      'undo', 'undo', 'redo', 'turnPages', 'image', 'bind', 'spoil', 'scribble', 'plant', 'plant', 'point', 'pointOddly'];
    const deed = this.pick(deeds);
    this.done[deed] = (this.done[deed] ?? 0) + 1;
    this[deed]();
  }

  newShape(type) {
    const shape = new Y.Map(Object.entries({ type, x: this.place(), y: this.place(), w: 10 + this.below(300), h: 10 + this.below(300),
      rotation: this.below(360), stroke: 'blue', fill: 'none', width: 2, z: `a${this.below(1000)}`, by: this.name }));
    if (this.below(3) === 0) shape.set('page', this.pick([...this.pages.keys(), '']));
    return shape;
  }

  put(shape) {
    const id = `${this.name}-${++this.made}`;
    this.change(() => this.shapes.set(id, shape));
    return id;
  }

  add() {
    const type = this.pick(kinds);
    const shape = this.newShape(type);
    const words = 'somebody wrote this'.slice(0, this.below(20));
    shape.set('text', this.pick([new Y.Text(words), words]));
    if (kinds.indexOf(type) >= kinds.indexOf('line'))
      shape.set('points', this.pick([[0, 0, 30, 40.5, 60, 12], [[0, 0], [5, 7, 0.25], [9, 1]], new PointWriter().write([[0, 0, 12], [160, -320, 3]])]));
    if (type === 'image') shape.set('image', `picture${this.below(3)}`);
    this.put(shape);
  }

  /** Point by point, a few at once, as a hand does. */
  stroke() {
    const shape = this.newShape(this.pick(['pen', 'highlighter']));
    for (const side of ['w', 'h']) shape.set(side, 0); // as large as its points
    const points = new Y.Text();
    shape.set('points', points);
    this.put(shape);
    const writer = new PointWriter();
    let left = 4 + this.below(16);
    let [x, y] = [0, 0];
    ++this.growing;
    const timer = setInterval(() => {
      const next = Array.from({ length: 1 + this.below(3) }, () => [(x += this.below(90)), (y += this.below(120) - 60), this.below(25)]);
      this.change(() => points.insert(points.length, writer.write(next)));
      if (--left > 0) return;
      clearInterval(timer);
      --this.growing;
    }, strokePause);
  }

  set(fits, properties) {
    const [, shape] = this.anyShape(fits);
    if (shape) this.change(() => { for (const [key, value] of Object.entries(properties)) shape.set(key, value); });
  }

  move() { this.set(undefined, { x: this.place(), y: this.place() }); }
  resize() { this.set(undefined, { w: 10 + this.below(400), h: 10.5 + this.below(400) }); }
  order() { this.set(undefined, { z: `b${this.below(1000)}` }); }
  group() { this.set(undefined, this.pick([{ groups: ['g1', 'g'] }, { groups: [] }, { locked: this.below(2) === 0 }])); }
  restyle() {
    const key = this.pick([['stroke', 'red'], ['fill', '#102030'], ['width', 5], ['dash', 'dotted'], ['opacity', 0.5], ['endHead', 'dot'], ['align', 'left']]);
    this.set(undefined, Object.fromEntries([key, ['rotation', this.below(360)]]));
  }

  /** Lines that hold on to something, frames that lie in each other: now and then in a circle. */
  bind() {
    const [target, found] = this.anyShape();
    if (!found) return;
    if (this.below(2) === 0) this.set((shape) => ['line', 'arrow'].includes(shape.get('type')), { start: { shape: target, u: 0.5, v: 1 } });
    else this.set((shape) => shape.get('type') === 'frame' || this.below(5) === 0, { frame: target });
  }

  write() {
    const [, shape] = this.anyShape((one) => one.get('text') instanceof Y.Text);
    if (!shape) return;
    const text = shape.get('text');
    const at = this.below(text.length + 1);
    if (this.below(3) === 0 && at < text.length) this.change(() => text.delete(at, 1));
    else this.change(() => text.insert(at, this.name[0].repeat(1 + this.below(3))));
  }

  remove() {
    const [id, shape] = this.anyShape();
    if (shape) this.change(() => this.shapes.delete(id));
  }

  undo() { this.undoManager.undo(); }
  redo() { this.undoManager.redo(); }

  turnPages() {
    const known = [...this.pages.keys()].filter((key) => key !== '' && !key.startsWith('odd') && this.pages.get(key) instanceof Y.Map);
    const page = known.length ? this.pick(known) : undefined;
    if (!page || this.below(3) === 0) {
      const made = new Y.Map([['name', `page of ${this.name}`], ['z', `a${this.below(100)}`]]);
      this.change(() => this.pages.set(`${this.name}-page-${++this.made}`, made));
    } else if (this.below(4) > 0) {
      this.change(() => this.pages.get(page).set(this.pick(['name', 'z']), `c${this.below(100)}`));
    } else {
      this.change(() => {
        this.pages.delete(page);
        for (const [id, shape] of this.shapes) if (shape instanceof Y.Map && shape.get('page') === page) this.shapes.delete(id);
      });
    }
  }

  image() {
    const key = `picture${this.below(3)}`;
    this.doc.getMap('images').set(key, new Uint8Array([...png, this.below(3)]));
  }

  /** Makes a good shape a bad one; others go on with it. */
  spoil() {
    const [, shape] = this.anyShape();
    const [key, value] = oddProperty(this.pick);
    if (shape && key !== 'type') this.doc.transact(() => shape.set(key, value));
  }

  /** Letters that nobody can read, in the middle of somebody's stroke. */
  scribble() {
    const [, shape] = this.anyShape((one) => one.get('points') instanceof Y.Text);
    if (shape) shape.get('points').insert(this.below(shape.get('points').length + 1), this.pick(['é', '😀', 'gggggggggg', '%', '\u0000', 'B']));
  }

  /** Something that makes no sense and that nobody touches: it has to stay. */
  plant() {
    const root = this.pick(['shapes', 'shapes', 'shapes', 'pages', 'images', 'meta']);
    const key = oddKey(this.pick, `${this.name}-${++this.made}`);
    const map = this.doc.getMap(root);
    if (map.has(key)) return; // somebody else's
    this.doc.transact(() => map.set(key, oddEntry(this.pick)));
    const isTouched = root === 'pages' || !key.startsWith('odd'); // pages are renamed, moved and removed by all
    if (!isTouched) this.planted.push({ root, key, properties: propertiesOf(this.doc, root, key) });
  }

  point() {
    this.awareness.setLocalStateField('pointer', this.pick([null, { x: this.place(), y: this.place() }]));
    this.awareness.setLocalStateField('selection', [...this.shapes.keys()].slice(0, 2));
  }

  pointOddly() { this.awareness.setLocalStateField(...oddState(this.pick)); }

  /** What became of what was planted, by root/key: what is gone, what has more properties, what others overwrote. */
  audit() {
    const [gone, grown, lost] = [[], [], []];
    for (const { root, key, properties } of this.planted) {
      const now = propertiesOf(this.doc, root, key);
      const differing = [...properties.keys()].find((property) => now?.get(property) !== properties.get(property));
      if (!now) gone.push(`${root}/${key}`);
      else if (differing !== undefined) lost.push(`${root}/${key}: ${differing} was ${properties.get(differing)}, is ${now.get(differing)}`);
      else if (now.size > properties.size) grown.push(`${root}/${key}`);
    }
    return { planted: this.planted.length, gone, grown, lost };
  }
}
