import { readFileSync } from 'node:fs';
import postgres from 'postgres';
import { Database } from '../../lib/database.mjs';

/** A PostgreSQL that was started for the tests, with TLS; its user may make databases. */
const PEER = new URL(process.env.PEER_POSTGRES_URL);
const CA = readFileSync(new URL('../../rds-ca.pem', import.meta.url));

/** A loaded machine may be slow: how long the functions wait is not what these tests are about. */
const ANSWER_MILLIS = 60_000;

let number = 0;

/**
 * A database of its own for a test, on the real server.
 *
 * @returns sql, a session for looking; name; open() another Database of the functions on it; close()
 */
export async function freshDatabase() {
  number += 1;
  const name = `node_${process.pid}_${number}`;
  const server = connect(PEER.pathname.slice(1));
  await server.unsafe(`create database ${name}`);
  await server.end();
  const sql = connect(name);
  const opened = [sql];
  const credentials = { known: async () => ({}), renewed: async () => ({}) };
  const open = (options) =>
    new Database((_, onclose) => {
      const session = connect(name, { onclose, ...options });
      opened.push(session);
      return session;
    }, credentials, ANSWER_MILLIS);
  return { sql, name, open, close: () => Promise.all(opened.map((session) => session.end({ timeout: 1 }))) };
}

/** A session as the functions open it, with the options of lib/postgres.mjs that matter to statements. */
function connect(database, options) {
  return postgres({
    host: PEER.hostname,
    port: Number(PEER.port),
    username: PEER.username,
    password: PEER.password,
    database,
    ssl: { ca: CA, servername: PEER.hostname },
    max: 1,
    fetch_types: false,
    onnotice: () => {},
    ...options,
  });
}
