// The peer's database: the same durability, indexes and rows as the server it stands beside.
import { createHash, createHmac, randomBytes } from 'node:crypto';

/** better-sqlite3 where npm could build it, else Node's own SQLite: named in the report. */
export async function openDatabase(file) {
  try {
    const { default: Database } = await import('better-sqlite3');
    return { db: new Database(file), driver: 'better-sqlite3' };
  } catch (error) {
    const { DatabaseSync } = await import('node:sqlite');
    return { db: new DatabaseSync(file), driver: `node:sqlite (${error.code ?? 'no better-sqlite3'})` };
  }
}

const schema = `
create table person (id text primary key, name text not null, site text not null) strict;
create table session (hash text primary key, person text not null, role text not null,
  site_path text not null, expires_at integer not null) strict;
create table site (id text primary key, path text not null unique, name text not null,
  lat real not null, lon real not null) strict;
create table category (code text primary key, skills text not null, minutes integer not null) strict;
create table need (id text primary key, number text not null unique, site text not null,
  site_path text not null, state text not null, category text not null, urgency text not null,
  risk text not null, source text not null, recipient text not null, asker text not null,
  details text not null, effort_minutes integer not null, people_wanted integer not null,
  skills text not null, languages text not null, lat real, lon real,
  window_start integer, window_end integer,
  created_at integer not null, submitted_at integer, state_since integer not null, due_at integer,
  escalation integer not null) strict;
create index need_by_site on need (site_path, id);
create index need_by_state on need (state, site_path, id);
create index need_by_due on need (due_at) where due_at is not null;
create index need_by_recipient on need (recipient, id);
create index need_by_asker on need (asker, id);
create table need_helper (need text not null, person text not null, state text not null,
  primary key (need, person)) strict;
create table answer (id text primary key, digest text not null, body text not null,
  at integer not null) strict;
create table journal (seq integer primary key, at integer not null, kind text not null,
  actor text not null, subject text not null, scope text not null, body text not null,
  hash blob not null) strict;
create index journal_by_subject on journal (subject, seq);
create table counter (site_path text not null, category text not null, day integer not null,
  state text not null, needs integer not null, primary key (site_path, category, day, state)) strict;
`;

let lastMs = 0;
let sequence = 0;
/** UUIDv7: milliseconds, a counter within one of them, then chance. */
export function newId(now) {
  sequence = now === lastMs ? sequence + 1 : 0;
  lastMs = now;
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes.writeUInt16BE(0x7000 | (sequence & 0x0fff), 6);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const families = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗';
const givens = '伟芳娜敏静丽强磊军洋勇艳杰涛明超秀霞平刚桂英建华文慧玉兰';
const pick = (text, n) => [...text][n % [...text].length];

/** Twenty stations, 2,000 people, `needs` closed needs; returns a staff token and resident tokens. */
export function fill(db, needs, residents) {
  db.exec(schema);
  db.exec('begin');
  const now = Date.now();
  const sites = [];
  const site = db.prepare('insert into site values (?, ?, ?, ?, ?)');
  for (let i = 0; i < 20; ++i) {
    const code = `411202001${String(1 + i).padStart(3, '0')}`;
    sites.push({ id: newId(now), path: `4112/411202/411202001/${code}/` });
    site.run(sites[i].id, sites[i].path, `社区${i}新时代文明实践站`, 34.7 + i / 100, 111.1 + i / 100);
  }
  const category = db.prepare('insert into category values (?, ?, ?)');
  for (const code of ['0104', '0401', '0402', '0405', '0406']) {
    category.run(code, code === '0406' ? '["repairs"]' : '[]', 240);
  }
  const people = [];
  const person = db.prepare('insert into person values (?, ?, ?)');
  for (let i = 0; i < 2000; ++i) {
    people.push(newId(now));
    person.run(people[i], pick(families, i) + pick(givens, i * 7) + pick(givens, i * 13), sites[i % 20].id);
  }
  const row = insertNeed(db);
  const helper = db.prepare('insert into need_helper values (?, ?, ?)');
  for (let i = 0; i < needs; ++i) {
    const s = sites[i % 20];
    const id = newId(now);
    row.run(id, String(100_000_000 + i * 7), s.id, s.path, 'archived', '0405', 'three_days', 'ordinary',
      'self', people[i % 2000], people[i % 2000], '想请人代买米面油', 60, 1, '[]', '[]', 34.7, 111.1,
      now, now + 3_600_000, now, now, now, null, 0);
    helper.run(id, people[(i * 31) % 2000], 'served');
  }
  const session = db.prepare('insert into session values (?, ?, ?, ?, ?)');
  const token = (who, role, path) => {
    const text = randomBytes(32).toString('base64url');
    session.run(hashOf(text), who, role, path, now + 86_400_000);
    return text;
  };
  const staff = token(people[0], 'station_worker', sites[0].path);
  const asking = Array.from({ length: residents }, (_, i) => token(people[i * 20], 'resident', sites[0].path));
  db.exec('commit');
  return { staff, residents: asking };
}

export const hashOf = (token) => createHash('sha256').update(token).digest('hex');
const insertNeed = (db) => db.prepare(`insert into need values (${Array(25).fill('?').join(',')})`);

/** The two operations on one connection; `ask` must run inside a transaction. */
export function operations(db) {
  const q = {
    session: db.prepare('select person, role, site_path, expires_at from session where hash = ?'),
    home: db.prepare('select s.id, s.path, s.lat, s.lon, p.name from person p join site s on s.id = p.site where p.id = ?'),
    category: db.prepare('select skills, minutes from category where code = ?'),
    answer: db.prepare('select digest, body from answer where id = ?'),
    keep: db.prepare('insert into answer values (?, ?, ?, ?)'),
    need: insertNeed(db),
    last: db.prepare('select seq, hash from journal order by seq desc limit 1'),
    leaf: db.prepare('insert into journal values (?, ?, ?, ?, ?, ?, ?, ?)'),
    count: db.prepare(`insert into counter values (?, ?, ?, ?, 1)
      on conflict do update set needs = needs + 1`),
    page: db.prepare(`select n.id, n.number, n.state, n.category, n.urgency, n.source, n.site,
      n.site_path, n.recipient, p.name as recipient_name, n.window_start, n.window_end,
      n.people_wanted, n.created_at, n.due_at, n.escalation
      from need n join person p on p.id = n.recipient
      where n.site_path = ? and n.id < ? and n.submitted_at is not null order by n.id desc limit ?`),
    helpers: db.prepare(`select need, person from need_helper
      where need in (select value from json_each(?)) and state <> 'left'`),
  };
  const iso = (ms) => new Date(ms).toISOString();

  function actorOf(token) {
    const found = token && q.session.get(hashOf(token));
    return found && found.expires_at > Date.now() ? found : null;
  }

  function append(now, kind, actor, subject, scope, body) {
    const before = q.last.get();
    const seq = before ? Number(before.seq) + 1 : 0;
    const text = JSON.stringify({ at: now, kind, actor, subject, scope, body });
    const hash = createHash('sha256').update(before ? before.hash : '').update(text).digest();
    q.leaf.run(seq, now, kind, actor, subject, scope, JSON.stringify(body), hash);
    return seq;
  }

  function ask(actor, key, text, body) {
    const now = Date.now();
    const id = createHmac('sha256', 'bench').update(`${actor.person} ${key}`).digest('hex');
    const digest = createHash('sha256').update(text).digest('hex');
    const known = q.answer.get(id);
    if (known) return known.digest === digest ? { status: 200, body: known.body } : { status: 409, body: '{"code":"idempotency_key_reused"}' };
    const { wanted } = body;
    const category = q.category.get(wanted.category);
    if (!category) return { status: 409, body: '{"code":"category_unknown"}' };
    const home = q.home.get(actor.person);
    const need = newId(now);
    const skills = [...new Set([...JSON.parse(category.skills), ...wanted.skills])];
    const due = now + category.minutes * 60_000;
    const number = String(1e14 + Math.floor(Math.random() * 9e14));  // long enough never to meet
    q.need.run(need, number, home.id, home.path, 'submitted', wanted.category, 'three_days', 'ordinary', 'self',
      actor.person, actor.person, wanted.details, wanted.effort_minutes ?? 60, 1, JSON.stringify(skills),
      JSON.stringify(wanted.languages), home.lat, home.lon, null, null, now, now, now, due, 0);
    append(now, 'need_submitted', actor.person, need, home.path, { need, number, category: wanted.category });
    q.count.run(home.path, wanted.category, Math.floor(now / 86_400_000), 'submitted');
    const view = JSON.stringify({
      id: need, number, state: 'submitted', category: wanted.category, urgency: 'three_days', risk: 'ordinary',
      source: 'self', site: home.id, site_path: home.path, details: wanted.details,
      recipient: { person: actor.person, name: home.name }, on_behalf: false,
      effort_minutes: wanted.effort_minutes ?? 60, people_wanted: 1, skills, languages: wanted.languages,
      point: { lat: home.lat, lon: home.lon }, helpers: [], created_at: iso(now), submitted_at: iso(now),
      state_since: iso(now), due_at: iso(due), overdue: false, escalation: 0,
    });
    q.keep.run(id, digest, view, now);
    return { status: 200, body: view };
  }

  function list(actor, limit) {
    const now = Date.now();
    const rows = q.page.all(actor.site_path, 'g', limit + 1);
    const next = rows.length > limit ? rows[limit - 1].id : undefined;
    const helpers = new Map();
    const shown = rows.slice(0, limit);
    for (const h of q.helpers.all(JSON.stringify(shown.map((r) => r.id)))) {
      helpers.set(h.need, [...(helpers.get(h.need) ?? []), h.person]);
    }
    const items = shown.map((r) => ({
      id: r.id, number: r.number, state: r.state, category: r.category, urgency: r.urgency, source: r.source,
      site: r.site, site_path: r.site_path, recipient: r.recipient, recipient_name: r.recipient_name,
      window: r.window_start ? { start: iso(r.window_start), end: iso(r.window_end) } : undefined,
      people_wanted: r.people_wanted, helpers: helpers.get(r.id) ?? [], created_at: iso(r.created_at),
      due_at: r.due_at ? iso(r.due_at) : undefined, overdue: r.due_at !== null && r.due_at < now,
      escalation: r.escalation,
    }));
    return { items, next };
  }

  return { actorOf, ask, list };
}
