// Draw QR codes (ISO/IEC 18004) of addresses: bytes, with error correction of level M, as the server draws them.

// By version, from 1: bytes of correction in a block, and how many blocks there are.
const CORRECTION = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26];
const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16];

const MASKS = [
  (x, y) => (x + y) % 2, (x, y) => y % 2, (x) => x % 3, (x, y) => (x + y) % 3,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2, (x, y) => ((x * y) % 2) + ((x * y) % 3),
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2, (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
];

const alignments = (version) => (version === 1 ? 0 : Math.floor(version / 7) + 2);

// How many bytes a version has for data and correction together.
function capacity(version) {
  const count = alignments(version);
  const taken = count && (25 * count - 10) * count - 55 + (version >= 7 ? 36 : 0);
  return Math.floor(((16 * version + 128) * version + 64 - taken) / 8);
}

const dataBytes = (version) => capacity(version) - CORRECTION[version - 1] * BLOCKS[version - 1];

// Multiplication in the field of 256 elements.
function times(a, b) {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) product = (product << 1) ^ ((product >> 7) * 0x11d) ^ (((b >> bit) & 1) * a);
  return product;
}

function corrected(data, length) {
  const divisor = [...Array(length - 1).fill(0), 1];
  for (let index = 0, root = 1; index < length; index++, root = times(root, 2)) {
    for (let at = 0; at < length; at++) divisor[at] = times(divisor[at], root) ^ (divisor[at + 1] ?? 0);
  }
  const rest = Array(length).fill(0);
  for (const byte of data) {
    const factor = byte ^ rest.shift();
    rest.push(0);
    divisor.forEach((part, at) => (rest[at] ^= times(part, factor)));
  }
  return rest;
}

// The bytes of a text with what a reader needs, padded.
function encoded(bytes, version) {
  const bits = [[4, 4], [bytes.length, version < 10 ? 8 : 16], ...Array.from(bytes, (byte) => [byte, 8])]
    .flatMap(([value, length]) => Array.from({ length }, (_, bit) => (value >> (length - 1 - bit)) & 1));
  const room = 8 * dataBytes(version);
  bits.push(...Array(Math.min(4, room - bits.length)).fill(0));
  bits.push(...Array(-bits.length & 7).fill(0));
  const data = [];
  for (let at = 0; at < bits.length; at += 8) data.push(parseInt(bits.slice(at, at + 8).join(""), 2));
  for (let pad = 0xec; data.length < dataBytes(version); pad ^= 0xfd) data.push(pad);
  return data;
}

// Divide the data into blocks, the last ones longer by a byte, and send them in turns.
function interleaved(data, version) {
  const count = BLOCKS[version - 1], long = data.length % count, least = Math.floor(data.length / count);
  const blocks = [];
  for (let block = 0, at = 0; block < count; block++) {
    const length = least + (block >= count - long ? 1 : 0);
    blocks.push(data.slice(at, at + length));
    at += length;
  }
  const turns = (rows) => Array.from({ length: Math.max(...rows.map((row) => row.length)) }, (_, at) => rows.map((row) => row[at])).flat();
  const given = (byte) => byte !== undefined;
  return [...turns(blocks), ...turns(blocks.map((block) => corrected(block, CORRECTION[version - 1])))].filter(given);
}

// What is the same in every code of a version: patterns to find it by, and the places of what tells of the code itself.
function frame(version) {
  const size = 4 * version + 17;
  const grid = Array.from({ length: size }, () => Array(size).fill(null));
  const put = (x, y, dark) => { if (grid[y]?.[x] !== undefined) grid[y][x] = dark ? 1 : 0; };
  for (let at = 0; at < size; at++) [[at, 6], [6, at]].forEach(([x, y]) => put(x, y, at % 2 === 0));
  for (const [left, top] of [[3, 3], [size - 4, 3], [3, size - 4]]) {
    for (let y = -4; y <= 4; y++) for (let x = -4; x <= 4; x++) {
      const ring = Math.max(Math.abs(x), Math.abs(y));
      put(left + x, top + y, ring !== 2 && ring !== 4);
    }
  }
  const count = alignments(version), step = Math.ceil((4 * version + 4) / (2 * count - 2)) * 2;
  const places = count ? [6, ...Array.from({ length: count - 1 }, (_, at) => size - 7 - at * step).reverse()] : [];
  for (const cy of places) for (const cx of places) {
    if ((cx === 6 && (cy === 6 || cy === size - 7)) || (cy === 6 && cx === size - 7)) continue;
    for (let y = -2; y <= 2; y++) for (let x = -2; x <= 2; x++) put(cx + x, cy + y, Math.max(Math.abs(x), Math.abs(y)) !== 1);
  }
  return grid;
}

// The remainder that makes bits readable even if some are wrong.
function checked(value, length, divisor) {
  let rest = value;
  for (let bit = 0; bit < length; bit++) rest = (rest << 1) ^ ((rest >> (length - 1)) * divisor);
  return (value << length) | rest;
}

function tell(grid, version, mask) {
  const size = grid.length, format = checked(mask, 10, 0x537) ^ 0x5412;
  const bit = (at) => (format >> at) & 1;
  for (let at = 0; at < 15; at++) {
    const near = at < 6 ? at : at < 8 ? at + 1 : size - 15 + at;
    grid[near][8] = bit(at);
    grid[8][at < 8 ? size - 1 - at : at === 8 ? 7 : 14 - at] = bit(at);
  }
  grid[size - 8][8] = 1;
  if (version < 7) return;
  const told = checked(version, 12, 0x1f25);
  for (let at = 0; at < 18; at++) {
    const far = size - 11 + (at % 3), near = Math.floor(at / 3);
    grid[far][near] = grid[near][far] = (told >> at) & 1;
  }
}

function filled(version, bytes, mask) {
  const grid = frame(version), size = grid.length;
  tell(grid, version, mask);
  let at = 0;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let row = 0; row < size; row++) {
      const up = ((right + 1) & 2) === 0, y = up ? size - 1 - row : row;
      for (const x of [right, right - 1]) {
        if (grid[y][x] !== null) continue;
        grid[y][x] = (((bytes[at >> 3] ?? 0) >> (7 - (at & 7))) & 1) ^ (MASKS[mask](x, y) === 0 ? 1 : 0);
        at++;
      }
    }
  }
  return grid;
}

// How hard a code is to read: long runs, blocks, what looks like the patterns to find it by, too much of one colour.
function penalty(grid) {
  const size = grid.length, lines = [...grid, ...grid.map((_, x) => grid.map((row) => row[x]))].map((line) => line.join(""));
  let sum = 0;
  for (const line of lines) {
    for (const [run] of line.matchAll(/0{5,}|1{5,}/g)) sum += run.length - 2;
    for (const pattern of [/(?=00001011101)/g, /(?=10111010000)/g]) sum += 40 * Array.from(line.matchAll(pattern)).length;
  }
  for (let y = 1; y < size; y++) for (let x = 1; x < size; x++) {
    if (new Set([grid[y][x], grid[y - 1][x], grid[y][x - 1], grid[y - 1][x - 1]]).size === 1) sum += 3;
  }
  const dark = grid.flat().reduce((count, part) => count + part, 0);
  return sum + 10 * Math.floor(Math.abs((20 * dark) / size ** 2 - 10));
}

// The squares of a code, 1 for dark; null for a text that is too long.
export function squares(text) {
  const bytes = new TextEncoder().encode(text);
  const version = BLOCKS.findIndex((_, at) => bytes.length + (at < 9 ? 2 : 3) <= dataBytes(at + 1)) + 1;
  if (!version) return null;
  const data = interleaved(encoded(bytes, version), version);
  const grids = MASKS.map((_, mask) => filled(version, data, mask));
  return grids.reduce((best, grid) => (penalty(grid) < penalty(best) ? grid : best));
}

// Draw a text into the SVG of another code.
export function draw(svg, text) {
  const grid = squares(text);
  if (!grid) return false;
  const side = grid.length + 4;
  const runs = grid.flatMap((row, y) => Array.from(row.join("").matchAll(/1+/g), (run) => `M${run.index + 2} ${y + 2.5}h${run[0].length}`));
  const [ground, ink] = svg.querySelectorAll("path");
  svg.setAttribute("viewBox", `0 0 ${side} ${side}`);
  ground.setAttribute("d", `M0 0h${side}v${side}h-${side}z`);
  ink.setAttribute("d", runs.join(""));
  return true;
}
