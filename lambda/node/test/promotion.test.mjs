import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { globalCluster } from '../lib/global-cluster.mjs';
import { ping } from '../lib/ping.mjs';
import { answersOneOf, debounce, promotion } from '../lib/promotion.mjs';
import { answers, reset, sent } from './fakes/sdk.mjs';

const PRIMARY = 'arn:aws:rds:us-east-1:000000000000:cluster:c-1';
const TARGET = 'arn:aws:rds:us-west-2:000000000000:cluster:c-2';

describe('ping', () => {
  const asked = [];
  let server;

  beforeEach(() => {
    asked.length = 0;
  });

  afterEach(() => server?.close());

  /** Answers each message with the next of these; nothing left to say means hanging up. */
  async function serving(...replies) {
    server = createServer((socket) => {
      const left = [...replies];
      socket.on('error', () => {});
      socket.on('data', (bytes) => {
        asked.push(bytes);
        const reply = left.shift();
        if (reply === undefined) socket.destroy();
        else if (reply !== null) socket.write(reply);
      });
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { host: '127.0.0.1', port: server.address().port, database: 'patients' };
  }

  /** What is said inside of TLS, without it. */
  const open = { upgrade: async (plain) => plain };

  const refusal = (state) => {
    const fields = Buffer.from(`SFATAL\0C${state}\0Mnot now\0\0`);
    const head = Buffer.alloc(5);
    head.write('E');
    head.writeInt32BE(fields.length + 4, 1);
    return Buffer.concat([head, fields]);
  };

  it('is answered by a server that asks for credentials', async () => {
    const target = await serving('S', Buffer.from([82, 0, 0, 0, 8, 0, 0, 0, 3]));
    assert.deepEqual(await ping(target, open), { reachable: true, detail: 'asks for credentials' });
    assert.deepEqual([...asked[0]], [0, 0, 0, 8, 4, 210, 22, 47]);
    assert.equal(asked[1].readInt32BE(0), asked[1].length);
    assert.equal(asked[1].toString('utf8', 8), 'user\0portcullis_ping\0database\0patients\0\0');
  });

  for (const [state, reachable] of [['28000', true], ['53300', true], ['57P03', false]]) {
    it(`takes a refusal with ${state} for ${reachable ? 'an answer' : 'none'}`, async () => {
      const target = await serving('S', refusal(state));
      assert.deepEqual(await ping(target, open), { reachable, detail: `refuses with ${state}` });
    });
  }

  for (const [replies, detail] of [
    [['N'], 'no TLS'],
    [['S', 'HTTP/1.1 400'], 'not the answer of a PostgreSQL server'],
    [['S'], 'CONNECTION_CLOSED'],
    [[], 'CONNECTION_CLOSED'],
    [[null], 'TIMED_OUT'],
  ]) {
    it(`fails with ${detail} after ${replies.length} replies`, async () => {
      const target = await serving(...replies);
      assert.deepEqual(await ping(target, { ...open, patienceMillis: 200 }), { reachable: false, detail });
    });
  }

  it('fails where nobody listens', async () => {
    const target = await serving();
    await new Promise((resolve) => server.close(resolve));
    assert.deepEqual(await ping(target), { reachable: false, detail: 'ECONNREFUSED' });
  });

  it('does not trust a server without a certificate', async () => {
    // It speaks TLS and would ask for credentials, but cannot show who it is.
    const anonymous = createTlsServer({ ciphers: 'aNULL:@SECLEVEL=0', maxVersion: 'TLSv1.2' });
    server = createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => {
        socket.write('S');
        anonymous.emit('connection', socket);
      });
    });
    anonymous.on('tlsClientError', () => {});
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    const target = { host: 'localhost', port: server.address().port, database: 'patients', ca: [] };
    assert.equal((await ping(target, { patienceMillis: 500 })).reachable, false);
  });
});

describe('promotion', () => {
  const wellKnown = { members: [PRIMARY, TARGET], writer: PRIMARY, inFailover: false };

  function promoting({ states = [wellKnown], armed = true, writerAnswers = false, failOver = async () => {} } = {}) {
    const promoted = [];
    const left = [...states];
    const clusters = {
      describe: async () => (left.length > 1 ? left.shift() : left[0]),
      failOver: async (arn) => {
        promoted.push(arn);
        await failOver();
      },
    };
    const plan = { primaryArn: PRIMARY, targetArn: TARGET, armed };
    return { promoted, run: promotion(clusters, plan, async () => writerAnswers) };
  }

  it('promotes the secondary when nothing speaks against it', async () => {
    const { promoted, run } = promoting();
    assert.equal(await run(), 'started');
    assert.deepEqual(promoted, [TARGET]);
  });

  it('promotes when there is no writer any more', async () => {
    const { run } = promoting({ states: [{ ...wellKnown, writer: undefined }] });
    assert.equal(await run(), 'started');
  });

  for (const [outcome, given] of [
    ['would-start', { armed: false }],
    ['writer-answers', { writerAnswers: true }],
    ['already-promoted', { states: [{ ...wellKnown, writer: TARGET }] }],
    ['already-in-failover', { states: [{ ...wellKnown, inFailover: true }] }],
  ]) {
    it(`leaves everything as it is: ${outcome}`, async () => {
      const { promoted, run } = promoting(given);
      assert.equal(await run(), outcome);
      assert.deepEqual(promoted, []);
    });
  }

  for (const [why, state] of [
    ['is not in the global cluster', { ...wellKnown, members: [PRIMARY] }],
    ['the plan does not know', { ...wellKnown, writer: 'arn:other' }],
  ]) {
    it(`fails when a cluster ${why}`, async () => {
      const { promoted, run } = promoting({ states: [state] });
      await assert.rejects(run(), new RegExp(why));
      assert.deepEqual(promoted, []);
    });
  }

  it('is content when somebody else was faster, and fails when nobody was', async () => {
    const busy = async () => {
      throw Object.assign(new Error('busy'), { notNow: true });
    };
    const faster = promoting({ states: [wellKnown, { ...wellKnown, inFailover: true }], failOver: busy });
    assert.equal(await faster.run(), 'already-in-failover');
    await assert.rejects(promoting({ failOver: busy }).run(), /busy/);
  });

  it('looks again after knocking', async () => {
    const { promoted, run } = promoting({ states: [wellKnown, { ...wellKnown, inFailover: true }] });
    assert.equal(await run(), 'already-in-failover');
    assert.deepEqual(promoted, []);
  });

  for (const [answers, pauses, outcome] of [
    [[true], [], true],
    [[false, true], [3000], true],
    [[false, false, true], [3000, 3000], true],
    [[false, false, false], [3000, 3000], false],
  ]) {
    it(`knocks three times at most: ${answers}`, async () => {
      const paused = [];
      const left = [...answers];
      assert.equal(await answersOneOf(async () => left.shift(), async (millis) => paused.push(millis)), outcome);
      assert.deepEqual([left, paused], [[], pauses]);
    });
  }
});

describe('news of an alarm', () => {
  const NOW = Date.parse('2026-11-21T17:20:48.826Z');
  const event = (minutes, value = 'ALARM') => {
    const timestamp = new Date(NOW + minutes * 60_000).toISOString().replace('Z', '+0000');
    return { source: 'aws.cloudwatch', detail: { state: { value, timestamp } } };
  };
  const refusal = (...events) => events.map(debounce(() => NOW)).at(-1);

  it('is believed when it is recent, and again when it comes again', () => {
    for (const minutes of [0, -10, 1]) assert.equal(refusal(event(minutes)), undefined);
    assert.equal(refusal(event(-1), event(-1)), undefined);
  });

  for (const [outcome, ...events] of [
    ['not-an-alarm', event(0, 'OK')],
    ['not-an-alarm', event(0, 'INSUFFICIENT_DATA')],
    ['not-an-alarm', { ...event(0), source: 'x' }],
    ['not-an-alarm', {}],
    ['not-an-alarm', undefined],
    ['not-dated', { source: 'aws.cloudwatch', detail: { state: { value: 'ALARM' } } }],
    ['not-dated', { source: 'aws.cloudwatch', detail: { state: { value: 'ALARM', timestamp: 'yesterday' } } }],
    ['not-dated', { source: 'aws.cloudwatch', detail: { state: { value: 'ALARM', timestamp: NOW } } }],
    ['not-dated', event(2)],
    ['stale', event(-11)],
    ['superseded', event(-1, 'OK'), event(-2)],
  ]) {
    it(`is refused: ${outcome} ${JSON.stringify(events.at(-1)?.detail)}`, () => assert.equal(refusal(...events), outcome));
  }

  it('that is to come does not overtake what is now', () => assert.equal(refusal(event(5, 'OK'), event(0)), undefined));
});

describe('global cluster', () => {
  beforeEach(reset);

  it('tells members, writer and whether it is moving', async () => {
    answers.DescribeGlobalClustersCommand = () => ({
      GlobalClusters: [
        {
          GlobalClusterMembers: [
            { DBClusterArn: PRIMARY, IsWriter: true },
            { DBClusterArn: TARGET, IsWriter: false },
          ],
          FailoverState: { Status: 'failing-over' },
        },
      ],
    });
    const clusters = globalCluster('us-west-2', 'g');
    assert.deepEqual(await clusters.describe(), { members: [PRIMARY, TARGET], writer: PRIMARY, inFailover: true });
    answers.DescribeGlobalClustersCommand = () => ({ GlobalClusters: [] });
    await assert.rejects(clusters.describe(), /no global cluster g/);
  });

  it('promotes exactly that member, and knows when RDS is busy', async () => {
    const clusters = globalCluster('us-west-2', 'g');
    answers.FailoverGlobalClusterCommand = () => ({});
    await clusters.failOver(TARGET);
    assert.deepEqual(sent[0].input, { GlobalClusterIdentifier: 'g', TargetDbClusterIdentifier: TARGET, AllowDataLoss: true });

    for (const [name, notNow] of [['InvalidGlobalClusterStateFault', true], ['AccessDenied', undefined]]) {
      answers.FailoverGlobalClusterCommand = () => {
        throw Object.assign(new Error(name), { name });
      };
      await assert.rejects(clusters.failOver(TARGET), (error) => error.notNow === notNow);
    }
  });
});
