import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { clusterReader } from '../../lib/clusters.mjs';
import { eventPublisher } from '../../lib/events.mjs';
import { noPatience } from '../../lib/patience.mjs';
import { secretReader } from '../../lib/secrets.mjs';

/** A service that takes every connection, and says nothing. */
describe('clients of the real SDK', () => {
  const sockets = new Set();
  let connections = 0;
  const silent = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => {});
  });

  before(async () => {
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    Object.assign(process.env, {
      AWS_ACCESS_KEY_ID: 'key',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_ENDPOINT_URL: `http://127.0.0.1:${silent.address().port}`,
    });
  });

  after(() => {
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  // A loaded machine may be slow; without limits of ours it would be waited for until this one.
  const limit = { timeout: 20_000 };

  for (const [what, call, attempts] of [
    ['an event, at once', () => eventPublisher('us-east-1', 'bus', 's', noPatience)([{ type: 'T', detail: {} }]), 1],
    ['a secret', () => secretReader('us-east-1', 'arn')(), 2],
  ]) {
    it(`give up ${what}`, limit, async () => {
      connections = 0;
      await assert.rejects(call(), (error) => ['TimeoutError', 'ETIMEDOUT', 'ECONNRESET'].includes(error.name) || error.code !== undefined);
      assert.equal(connections, attempts);
    });
  }

  it('give up the state of clusters, both at once', limit, async () => {
    await assert.rejects(clusterReader('us-east-1', 'g', 'c')());
  });
});
