import { readFileSync } from 'node:fs';
import postgres from 'postgres';
import { Credentials } from './credentials.mjs';
import { Database } from './database.mjs';
import { secretReader } from './secrets.mjs';

/** The authorities that sign the certificates of RDS in our regions; no runtime trusts them by itself. */
const AUTHORITIES = new URL('../rds-ca.pem', import.meta.url);

/**
 * The server at DB_HOST, for who only asks whether it is there.
 *
 * Reads DB_HOST, DB_PORT, DB_NAME.
 */
export function server(environment) {
  return {
    host: environment.get('DB_HOST'),
    port: environment.port('DB_PORT'),
    database: environment.get('DB_NAME'),
    ca: readFileSync(AUTHORITIES),
  };
}

/**
 * The databases of a function: the writer, and the one of the function's own region for reading.
 *
 * Reads DB_HOST, DB_PORT, DB_NAME, DB_SECRET_ARN and, if set, DB_READER_HOST; calls secretsmanager:GetSecretValue on the secret.
 */
export function databases(environment) {
  const credentials = new Credentials(secretReader(environment.get('AWS_REGION'), environment.get('DB_SECRET_ARN')));
  const ca = readFileSync(AUTHORITIES);
  const at = (host) => new Database((login) => connect(environment, host, ca, login), credentials);
  const writerHost = environment.get('DB_HOST');
  const readerHost = environment.find('DB_READER_HOST') ?? writerHost;
  const writer = at(writerHost);
  return { writer, reader: readerHost === writerHost ? writer : at(readerHost) };
}

function connect(environment, host, ca, { username, password }) {
  return postgres({
    host,
    port: environment.port('DB_PORT'),
    database: environment.get('DB_NAME'),
    username,
    password,
    // With authorities given, certificate and host name are verified.
    ssl: { ca, servername: host },
    // An environment of a function serves one request at a time.
    max: 1,
    connect_timeout: 2,
    // One round trip less; our columns are of types the driver knows.
    fetch_types: false,
    onnotice: () => {},
    connection: { application_name: 'patients' },
  });
}
