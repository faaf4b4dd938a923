import { once } from 'node:events';
import { connect as dial } from 'node:net';
import { connect as secure } from 'node:tls';

const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
const PROTOCOL_3 = 196_608;

/** Starting up, shutting down or recovering: there, but of no use. */
const CANNOT_CONNECT_NOW = '57P03';

/** For the whole conversation. */
const PATIENCE_MILLIS = 4000;

/**
 * Asks a PostgreSQL server whether it takes connections, as pg_isready does, but over TLS: a session is begun and given up when the
 * server asks for the password. So it needs no credentials, and neither a rotation nor Secrets Manager can make a database look
 * dead.
 *
 * @param {{ host: string, port: number, database: string, ca: Buffer }} server the host must be in its certificate
 * @returns {Promise<{ reachable: boolean, detail: string }>} not being able to ask is an answer, too; the detail holds nothing
 *   secret
 */
export async function ping(server, { patienceMillis = PATIENCE_MILLIS, upgrade = overTls } = {}) {
  const plain = dial({ host: server.host, port: server.port });
  const late = setTimeout(() => plain.destroy(failure('TIMED_OUT')), patienceMillis);
  try {
    plain.write(SSL_REQUEST);
    if ((await received(plain)).toString('latin1', 0, 1) !== 'S') return { reachable: false, detail: 'no TLS' };
    const session = await upgrade(plain, server);
    session.write(startup(server.database));
    return judge(await received(session));
  } catch (error) {
    return { reachable: false, detail: error.code ?? error.name };
  } finally {
    clearTimeout(late);
    plain.destroy();
  }
}

async function overTls(plain, { host, ca }) {
  const session = secure({ socket: plain, ca, servername: host });
  await Promise.race([once(session, 'secureConnect'), hungUp(session)]);
  return session;
}

/** The next bytes; rejects when there are none. */
async function received(socket) {
  const [bytes] = await Promise.race([once(socket, 'data'), hungUp(socket)]);
  return bytes;
}

async function hungUp(socket) {
  await once(socket, 'close');
  throw failure('CONNECTION_CLOSED');
}

function startup(database) {
  const text = Buffer.from(`user\0portcullis_ping\0database\0${database}\0\0`);
  const head = Buffer.alloc(8);
  head.writeInt32BE(head.length + text.length, 0);
  head.writeInt32BE(PROTOCOL_3, 4);
  return Buffer.concat([head, text]);
}

/** The first bytes suffice: an error has its state near the start, and comes in one piece. */
function judge(bytes) {
  const type = bytes.toString('latin1', 0, 1);
  if (type === 'R') return { reachable: true, detail: 'asks for credentials' };
  if (type !== 'E') return { reachable: false, detail: 'not the answer of a PostgreSQL server' };
  const fields = bytes.toString('utf8', 5).split('\0');
  const state = fields.find((field) => field.startsWith('C'))?.slice(1) ?? 'no state';
  // Any other refusal is about our session, and comes from a server that takes sessions.
  return { reachable: state !== CANNOT_CONNECT_NOW, detail: `refuses with ${state}` };
}

function failure(code) {
  return Object.assign(new Error(code), { code });
}
