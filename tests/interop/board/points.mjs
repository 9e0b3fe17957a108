// The points of a stroke in their compact form (lib/board/points.h), written anew from its description.
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const pressures = "!#$%'()*+,./:;=>?@[]^{|}~";

function encoded(steps) {
  let rest = steps < 0 ? -2 * steps - 1 : 2 * steps; // zigzag
  let text = '';
  for (; rest >= 32; rest = Math.floor(rest / 32)) text += letters[32 + (rest % 32)];
  return text + letters[rest];
}

/** Takes points as steps of 1/16 unit and pressures of 1/24, and knows the last one. */
export class PointWriter {
  #last = [0, 0, 12];

  write(points) {
    let text = '';
    for (const [x, y, pressure] of points) {
      if (pressure !== this.#last[2]) text += pressures[pressure];
      text += encoded(x - this.#last[0]) + encoded(y - this.#last[1]);
      this.#last = [x, y, pressure];
    }
    return text;
  }
}

const mostPoints = 100_000;
const farthest = 160_000_000; // steps

/** The points that such a text holds up to its first mistake: [x, y, pressure] in units and from 0 to 1. */
export function pointsOf(text) {
  const points = [];
  const pair = [];
  let [x, y, pressure, number, groups] = [0, 0, 12, 0, 0];
  for (const letter of text) {
    const digit = letters.indexOf(letter);
    if (digit < 0) {
      if (!pressures.includes(letter) || groups > 0 || pair.length > 0) break;
      pressure = pressures.indexOf(letter);
      continue;
    }
    if (groups > 6) break;
    number = (number + (digit % 32) * 32 ** groups++) % 2 ** 32;
    if (digit >= 32) continue;
    pair.push(number % 2 ? -(number + 1) / 2 : number / 2);
    [number, groups] = [0, 0];
    if (pair.length < 2) continue;
    x += pair.shift();
    y += pair.shift();
    if (Math.abs(x) > farthest || Math.abs(y) > farthest || points.length >= mostPoints) break;
    points.push([x / 16, y / 16, pressure / 24]);
  }
  return points;
}
