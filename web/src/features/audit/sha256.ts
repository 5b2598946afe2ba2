// SHA-256 (FIPS 180-4), so that proofs are checked by the browser itself. crypto.subtle would do,
// but exists only over https, and a station's server in its own network often has none.
const k = new Uint32Array(64)
const first = new Uint32Array(8)

// The constants are the first 32 bits of the fractional parts of the roots of the first 64 primes.
const fraction = (x: number) => Math.floor((x - Math.floor(x)) * 2 ** 32)
for (let candidate = 2, found = 0; found < 64; candidate += 1) {
  let prime = true
  for (let by = 2; by * by <= candidate; by += 1) if (candidate % by === 0) prime = false
  if (!prime) continue
  if (found < 8) first[found] = fraction(Math.sqrt(candidate))
  k[found] = fraction(Math.cbrt(candidate))
  found += 1
}

const turn = (x: number, by: number) => (x >>> by) | (x << (32 - by))

function padded(message: Uint8Array): DataView {
  const length = Math.ceil((message.length + 9) / 64) * 64
  const bytes = new Uint8Array(length)
  bytes.set(message)
  bytes[message.length] = 0x80
  const view = new DataView(bytes.buffer)
  view.setUint32(length - 8, Math.floor(message.length / 2 ** 29))
  view.setUint32(length - 4, (message.length << 3) >>> 0)
  return view
}

export function sha256(message: Uint8Array): Uint8Array {
  const view = padded(message)
  const h = Uint32Array.from(first)
  const w = new Uint32Array(64)
  const at = (words: Uint32Array, place: number) => words[place] as number
  for (let block = 0; block < view.byteLength; block += 64) {
    for (let i = 0; i < 16; i += 1) w[i] = view.getUint32(block + 4 * i)
    for (let i = 16; i < 64; i += 1) {
      const a = at(w, i - 15)
      const b = at(w, i - 2)
      w[i] = at(w, i - 16) + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3))
        + at(w, i - 7) + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10))
    }
    const s = Uint32Array.from(h)
    for (let i = 0; i < 64; i += 1) {
      const a = at(s, 0)
      const e = at(s, 4)
      const choose = (e & at(s, 5)) ^ (~e & at(s, 6))
      const most = (a & at(s, 1)) ^ (a & at(s, 2)) ^ (at(s, 1) & at(s, 2))
      const one = at(s, 7) + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + choose + at(k, i) + at(w, i)
      const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + most
      s.copyWithin(1, 0, 7)
      s[4] = at(s, 4) + one
      s[0] = one + two
    }
    for (let i = 0; i < 8; i += 1) h[i] = at(h, i) + at(s, i)
  }
  const out = new DataView(new ArrayBuffer(32))
  h.forEach((word, place) => { out.setUint32(4 * place, word) })
  return new Uint8Array(out.buffer)
}
