import { readFileSync } from 'node:fs';

/** The authorities that sign the certificates of RDS in our regions; no runtime trusts them by itself. */
const AUTHORITIES = new URL('../rds-ca.pem', import.meta.url);

/**
 * The server at DB_HOST, whom to trust there, and the database.
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
