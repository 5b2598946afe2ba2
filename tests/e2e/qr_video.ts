import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encode } from '../../web/node_modules/uqr'

// What a camera sees: a QR code held still before it, as an uncompressed video (YUV4MPEG2) that
// Chromium plays as its camera. The picture is grey all over but for its brightness.
const width = 640
const height = 480

export function videoOf(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'lastmile-qr-')), 'code.y4m')
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`, 'latin1')
  const frame = Buffer.concat([Buffer.from('FRAME\n', 'latin1'), brightness(text),
    Buffer.alloc(width * height / 2, 128)])
  writeFileSync(path, Buffer.concat([head, ...Array<Buffer>(10).fill(frame)]))
  return path
}

/** One byte a pixel: the code in the middle, as large as whole squares allow. */
function brightness(text: string): Buffer {
  const code = encode(text, { ecc: 'M', border: 4 })
  const square = Math.floor((height - 40) / code.size)
  const before = (side: number) => Math.floor((side - code.size * square) / 2)
  const picture = Buffer.alloc(width * height, 200)
  for (let y = 0; y < code.size * square; y += 1) {
    for (let x = 0; x < code.size * square; x += 1) {
      const dark = code.data[Math.floor(y / square)]?.[Math.floor(x / square)]
      picture[(before(height) + y) * width + before(width) + x] = dark ? 20 : 235
    }
  }
  return picture
}
