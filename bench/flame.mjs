#!/usr/bin/env node
// A flame graph (B. Gregg, CACM 59(6), 2016) of a perf recording: width is the share of samples.
//   perf script -i build/bench/ask.perf | node bench/flame.mjs "ask for help" > ask.svg
import { createInterface } from 'node:readline'

const title = process.argv[2] ?? 'flame graph'
const width = 1200
const row = 16
const least = 0.002 // shares below this are left out: nobody could point at them

const root = { name: 'all', count: 0, inner: new Map() }
for await (const stack of stacks(process.stdin)) add(stack)
process.stdout.write(draw())

/** Each sample of `perf script` as its frames, outermost first. */
async function* stacks(input) {
  let frames = []
  for await (const line of createInterface({ input })) {
    const frame = /^\s+[0-9a-f]+ (.+) \(.*\)$/.exec(line)
    if (frame) frames.push(shortened(frame[1]))
    else if (frames.length > 0) {
      yield frames.reverse()
      frames = []
    }
  }
  if (frames.length > 0) yield frames.reverse()
}

function shortened(name) {
  return name.replace(/\+0x[0-9a-f]+$/, '').replace(/\(anonymous namespace\)::/g, '')
    .replace(/lastmile::/g, '').replace(/<.*>/, '<…>').replace(/\(.*\)/, '')
    .replace(' (inlined)', '').replace(/^_ZN?\w*/, '(template)')
}

function add(frames) {
  let at = root
  at.count += 1
  for (const name of frames) {
    // A call within itself, or from one instance of a template to the next, is one bar.
    if (name === at.name) continue
    if (!at.inner.has(name)) at.inner.set(name, { name, count: 0, inner: new Map() })
    at = at.inner.get(name)
    at.count += 1
  }
}

function draw() {
  const bars = []
  const deepest = layOut(root, 0, 0, bars)
  const height = (deepest + 2) * row + 12
  const drawn = bars.map(bar => {
    const y = height - (bar.depth + 1) * row - 6
    const label = bar.wide < 30 ? ''
      : `<text x="${(bar.x + 3).toFixed(1)}" y="${y + 12}">${escaped(bar.name.slice(0, bar.wide / 6.4))}</text>`
    const share = (100 * bar.count / root.count).toFixed(1)
    return `<g><title>${escaped(bar.name)}: ${share} %</title>`
      + `<rect x="${bar.x.toFixed(1)}" y="${y}" width="${bar.wide.toFixed(1)}" height="${row - 1}" `
      + `fill="${colour(bar.name)}"/>${label}</g>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" `
    + `font-family="monospace" font-size="10.5">\n<rect width="100%" height="100%" fill="#fff"/>\n`
    + `<text x="6" y="14" font-size="13">${escaped(title)}, ${root.count} samples</text>\n`
    + drawn.join('\n') + '\n</svg>\n'
}

/** Puts a node and all above it into `bars`; says how deep it went. */
function layOut(node, x, depth, bars) {
  const wide = width * node.count / root.count
  if (node.count < least * root.count) return depth - 1
  bars.push({ name: node.name, count: node.count, x, wide, depth })
  let deepest = depth
  const inner = [...node.inner.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const child of inner) {
    deepest = Math.max(deepest, layOut(child, x, depth + 1, bars))
    x += width * child.count / root.count
  }
  return deepest
}

/** By where it lives: SQLite green, the kernel and libraries grey-blue, ours warm. */
function colour(name) {
  if (/^sqlite3/.test(name)) return '#a9d18e'
  if (/^(\[|__|_int|malloc|cfree|crypto|sodium|std::|epoll|do_|el0|asm_|entry|x64_|ksys|vfs|tcp|sock)/.test(name)) {
    return '#b4c7dc'
  }
  return '#ffcf8f'
}

function escaped(text) {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
