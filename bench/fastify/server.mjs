// The two measured operations written the way a good Node program would: Fastify with schemas,
// prepared statements, SQLite in WAL at synchronous=FULL.
//   node server.mjs --data DIR --port N --commit each|group
// "each" commits every command, the usual form; "group" runs what waits in one transaction with a
// savepoint each and answers after its commit, as the server beside it does.
// Writes DIR/staff and DIR/residents (tokens) and prints one line when it listens.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Fastify from 'fastify';
import { fill, openDatabase, operations } from './store.mjs';

const { values: said } = parseArgs({
  options: {
    data: { type: 'string' },
    port: { type: 'string' },
    commit: { type: 'string', default: 'each' },
  },
});

rmSync(said.data, { recursive: true, force: true });
mkdirSync(said.data, { recursive: true });
const { db, driver } = await openDatabase(join(said.data, 'peer.db'));
db.exec('pragma journal_mode = wal');
db.exec('pragma synchronous = full');
const tokens = fill(db, 4000, 16);
writeFileSync(join(said.data, 'staff'), `${tokens.staff}\n`);
writeFileSync(join(said.data, 'residents'), `${tokens.residents.join('\n')}\n`);
const does = operations(db);

function once(work) {
  db.exec('begin immediate');
  try {
    const answer = work();
    db.exec('commit');
    return answer;
  } catch (error) {
    db.exec('rollback');
    throw error;
  }
}

const waiting = [];
function runWaiting() {
  const batch = waiting.splice(0, 512);
  const told = [];
  try {
    db.exec('begin immediate');
    for (const piece of batch) {
      db.exec('savepoint piece');
      try {
        told.push([piece.resolve, piece.work()]);
      } catch (error) {
        db.exec('rollback to piece');
        told.push([piece.reject, error]);
      }
      db.exec('release piece');
    }
    db.exec('commit');
  } catch (error) {
    db.exec('rollback');
    for (const piece of batch) piece.reject(error);
    return;
  }
  for (const [tell, what] of told) tell(what);
}
function grouped(work) {
  return new Promise((resolve, reject) => {
    waiting.push({ work, resolve, reject });
    if (waiting.length === 1) setImmediate(runWaiting);
  });
}
const write = said.commit === 'group' ? grouped : once;

const app = Fastify({ logger: false });
app.addHook('onRequest', async (request, reply) => {
  const header = request.headers.authorization ?? '';
  request.actor = does.actorOf(header.startsWith('Bearer ') ? header.slice(7) : '');
  if (!request.actor) return reply.code(401).send({ code: 'session_over' });
});

const strings = { type: 'array', items: { type: 'string' } };
const wanted = {
  type: 'object',
  required: ['category', 'details', 'skills', 'languages'],
  additionalProperties: false,
  properties: {
    category: { type: 'string', minLength: 2, maxLength: 4 },
    details: { type: 'string', minLength: 1, maxLength: 2000 },
    effort_minutes: { type: 'integer', minimum: 5, maximum: 1440 },
    skills: strings,
    languages: strings,
  },
};
app.post('/v1/needs', {
  schema: {
    headers: { type: 'object', required: ['idempotency-key'] },
    body: {
      type: 'object',
      required: ['wanted', 'draft'],
      properties: { wanted, draft: { type: 'boolean' } },
    },
  },
}, async (request, reply) => {
  const text = JSON.stringify(request.body);
  const key = request.headers['idempotency-key'];
  const answer = await write(() => does.ask(request.actor, key, text, request.body));
  return reply.code(answer.status).type('application/json').send(answer.body);
});

const text = { type: 'string' };
const need = {
  type: 'object',
  properties: {
    id: text, number: text, state: text, category: text, urgency: text, source: text, site: text,
    site_path: text, recipient: text, recipient_name: text,
    window: { type: 'object', properties: { start: text, end: text } },
    people_wanted: { type: 'integer' }, helpers: strings, created_at: text, due_at: text,
    overdue: { type: 'boolean' }, escalation: { type: 'integer' },
  },
};
app.get('/v1/needs', {
  schema: {
    querystring: { type: 'object', properties: { limit: { type: 'integer', minimum: 1, maximum: 200, default: 50 } } },
    response: { 200: { type: 'object', properties: { items: { type: 'array', items: need }, next: text } } },
  },
}, async (request) => does.list(request.actor, request.query.limit));

await app.listen({ port: Number(said.port), host: '127.0.0.1' });
console.log(`${driver}, Node ${process.version}, SQLite ${db.prepare('select sqlite_version() as v').get().v}`);
process.on('SIGTERM', () => app.close().then(() => process.exit(0)));
