// Draws the mark (public/mark.svg: one rounded square and circles on it) as PNG in the sizes that
// home screens ask for, so that no picture is kept that could differ from the drawing.
import { readFileSync, writeFileSync } from 'node:fs'
import { crc32, deflateSync } from 'node:zlib'

const fine = 4 // samples along each side of a pixel

/** The shapes of the mark; anything it could not draw is an error, not a gap in the picture. */
export function shapesOf(svg) {
  const number = (tag, name) => Number(new RegExp(` ${name}="([\\d.]+)"`).exec(tag)?.[1] ?? 0)
  const text = (tag, name) => new RegExp(` ${name}="(#[0-9a-f]+)"`).exec(tag)?.[1]
  let fill
  const shapes = []
  for (const [tag, name] of svg.matchAll(/<(\w+)[^>]*>/g)) {
    if (name === 'g') fill = text(tag, 'fill')
    else if (name === 'rect') {
      shapes.push({ side: number(tag, 'width'), round: number(tag, 'rx'), colour: text(tag, 'fill') })
    } else if (name === 'circle') {
      shapes.push({ x: number(tag, 'cx'), y: number(tag, 'cy'), r: number(tag, 'r'), colour: fill })
    } else if (name !== 'svg') throw new Error(`the mark has a <${name}>, which is not drawn here`)
  }
  const [ground, ...stars] = shapes
  if (!ground?.side || stars.some(({ colour, r }) => !colour || !r)) {
    throw new Error('the mark is not a square with circles on it')
  }
  return { ground, stars }
}

/** Does the mark's square hold this point? Its corners are quarters of circles. */
function holds({ side, round }, x, y) {
  const out = (at) => Math.max(round - at, at - (side - round), 0)
  return Math.hypot(out(x), out(y)) <= round && x >= 0 && y >= 0 && x <= side && y <= side
}

/** `full`: the ground reaches every edge, and the rest keeps clear of what a mask may cut off. */
export function draw({ ground, stars }, size, full = false) {
  const shrink = full ? 0.78 : 1
  const rgb = (colour) => {
    const wide = colour.length === 4 ? colour.replace(/[0-9a-f]/g, '$&$&') : colour
    return [1, 3, 5].map((at) => parseInt(wide.slice(at, at + 2), 16))
  }
  const square = rgb(ground.colour)
  const drawn = stars.map((star) => ({ ...star, rgb: rgb(star.colour) }))
  const rows = []
  for (let py = 0; py < size; py += 1) {
    const row = Buffer.alloc(1 + size * 4)
    for (let px = 0; px < size; px += 1) {
      const sum = [0, 0, 0, 0]
      for (let n = 0; n < fine * fine; n += 1) {
        const at = (p, sub) => (p + (sub + 0.5) / fine) / size * ground.side
        const [x, y] = [at(px, n % fine), at(py, Math.floor(n / fine))]
        if (!full && !holds(ground, x, y)) continue
        const middle = ground.side / 2
        const [mx, my] = [x, y].map((a) => middle + (a - middle) / shrink)
        const star = drawn.find(({ x: cx, y: cy, r }) => Math.hypot(mx - cx, my - cy) <= r)
        const colour = star?.rgb ?? square
        for (let c = 0; c < 3; c += 1) sum[c] += colour[c]
        sum[3] += 1
      }
      const seen = Math.max(sum[3], 1)
      const pixel = [sum[0] / seen, sum[1] / seen, sum[2] / seen, sum[3] / fine / fine * 255]
      row.set(pixel.map(Math.round), 1 + px * 4)
    }
    rows.push(row)
  }
  return png(size, Buffer.concat(rows))
}

/** Eight bits a channel, with alpha (PNG, third edition, 11.2). */
function png(size, pixels) {
  const chunk = (kind, data) => {
    const body = Buffer.concat([Buffer.from(kind, 'latin1'), data])
    const frame = Buffer.alloc(body.length + 8)
    frame.writeUInt32BE(data.length, 0)
    body.copy(frame, 4)
    frame.writeUInt32BE(crc32(body), body.length + 4)
    return frame
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(size, 0)
  head.writeUInt32BE(size, 4)
  head.set([8, 6, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head), chunk('IDAT', deflateSync(pixels, { level: 9 })), chunk('IEND', Buffer.alloc(0)),
  ])
}

export function writeIcons(dist) {
  const mark = shapesOf(readFileSync(new URL('mark.svg', dist), 'utf8'))
  const put = (name, size, full) => writeFileSync(new URL(name, dist), draw(mark, size, full))
  put('icon-192.png', 192)
  put('icon-512.png', 512)
  put('icon-round-512.png', 512, true)
  put('icon-180.png', 180, true) // an iPhone's home screen cuts the corners by itself
}
