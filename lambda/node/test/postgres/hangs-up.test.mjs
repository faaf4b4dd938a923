import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { Environment } from '../../lib/environment.mjs';
import { databases } from '../../lib/postgres.mjs';
import { answers, reset } from '../fakes/sdk.mjs';

/** What stands where the database stood takes connections and ends them before a word, as a server does that is on its way out. */
describe('a server that hangs up', () => {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.on('error', () => {});
    socket.end();
  });

  before(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    answers.GetSecretValueCommand = () => ({ SecretString: '{"username":"app","password":"p"}' });
  });

  after(() => {
    reset();
    server.close();
  });

  it('is asked once for each request, and not by the thousand', async () => {
    const { writer } = databases(
      new Environment(
        { AWS_REGION: 'us-east-1', DB_HOST: '127.0.0.1', DB_PORT: String(server.address().port), DB_NAME: 'x', DB_SECRET_ARN: 'arn' },
        [],
      ),
    );
    for (const request of [1, 2, 3]) {
      await assert.rejects(writer.run((sql) => sql`select 1`), { code: 'CONNECTION_CLOSED' });
      assert.equal(connections, request);
    }
  });
});
