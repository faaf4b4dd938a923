import { connect as dial } from 'node:net';
import postgres from 'postgres';
import { Credentials } from './credentials.mjs';
import { Database } from './database.mjs';
import { secretReader } from './secrets.mjs';
import { server } from './server.mjs';

/**
 * The databases of a function: the writer, and the one of the function's own region for reading.
 *
 * Reads DB_HOST, DB_PORT, DB_NAME, DB_SECRET_ARN and, if set, DB_READER_HOST; calls secretsmanager:GetSecretValue on the secret.
 *
 * @param answerMillis how long a piece of work may take; a request has less time than a clock
 */
export function databases(environment, answerMillis) {
  const credentials = new Credentials(secretReader(environment.get('AWS_REGION'), environment.get('DB_SECRET_ARN')));
  const home = server(environment);
  const at = (host) => new Database((login, lost) => connect({ ...home, host }, login, lost), credentials, answerMillis);
  const readerHost = environment.find('DB_READER_HOST') ?? home.host;
  const writer = at(home.host);
  return { writer, reader: readerHost === home.host ? writer : at(readerHost) };
}

function connect({ host, port, database, ca }, { username, password }, lost) {
  return postgres({
    host,
    port,
    database,
    username,
    password,
    socket: dialOnce(),
    // With authorities given, certificate and host name are verified.
    ssl: { ca, servername: host },
    // An environment of a function serves one request at a time.
    max: 1,
    connect_timeout: 2,
    // One round trip less; our columns are of types the driver knows.
    fetch_types: false,
    onnotice: () => {},
    onclose: lost,
    connection: {
      application_name: 'patients',
      // An environment may be frozen in the middle of a transaction, and must not hold what it locked.
      idle_in_transaction_session_timeout: 15_000,
    },
  });
}

/**
 * One connection for a session, since a Database opens another session when it wants another one. By itself the driver dials again, at
 * once and without an end, when the server hangs up before a session has begun.
 */
function dialOnce() {
  let dialled = false;
  return ({ host: [host], port: [port] }) => {
    if (dialled) throw Object.assign(new Error('the server hung up'), { code: 'CONNECTION_CLOSED' });
    dialled = true;
    return dial({ host, port });
  };
}
