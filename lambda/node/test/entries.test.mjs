import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import { answers, reset, sent } from './fakes/sdk.mjs';

const CLUSTER = 'arn:aws:rds:us-west-2:000000000000:cluster:c-2';

/** The modules that Lambda calls, with their own wiring: only the SDK is a fake, and the database a port without a server. */
describe('entry points', () => {
  const written = [];
  const write = process.stdout.write;

  before(async () => {
    const port = await freePort();
    Object.assign(process.env, {
      AWS_REGION: 'us-west-2',
      DB_HOST: '127.0.0.1',
      DB_PORT: String(port),
      DB_NAME: 'patients',
      DB_SECRET_ARN: 'arn:secret',
      EVENT_BUS: 'bus',
      EVENT_SOURCE: 'healthcare.patients',
      GLOBAL_CLUSTER_ID: 'g',
      CLUSTER_ID: 'c-2',
      REGION_ROLE: 'secondary',
      METRIC_NAMESPACE: 'healthcare',
      PARAMETER_PATH: '/healthcare/x',
      PRIMARY_CLUSTER_ARN: 'arn:aws:rds:us-east-1:000000000000:cluster:c-1',
      TARGET_CLUSTER_ARN: CLUSTER,
      ARMED: 'false',
    });
    process.stdout.write = (chunk, ...rest) => {
      if (typeof chunk === 'string' && chunk.startsWith('{')) return written.push(JSON.parse(chunk));
      return write.call(process.stdout, chunk, ...rest);
    };
  });

  after(() => {
    process.stdout.write = write;
  });

  beforeEach(() => {
    reset();
    written.length = 0;
    answers.GetSecretValueCommand = () => ({ SecretString: '{"username":"app","password":"4711"}' });
    answers.DescribeGlobalClustersCommand = () => ({
      GlobalClusters: [
        { GlobalClusterMembers: [{ DBClusterArn: CLUSTER, IsWriter: false, SynchronizationStatus: 'connected' }] },
      ],
    });
    answers.DescribeDBClustersCommand = () => ({
      DBClusters: [{ DBClusterArn: CLUSTER, Status: 'available', DBClusterMembers: [{}] }],
    });
  });

  it('readiness asks for exactly its clusters', async () => {
    const { handler } = await import('../readiness.mjs');

    assert.deepEqual(await handler(), { ready: true, reasons: [] });
    assert.deepEqual(sent, [
      { client: 'RDSClient', region: 'us-west-2', command: 'DescribeGlobalClustersCommand', input: { GlobalClusterIdentifier: 'g' } },
      { client: 'RDSClient', region: 'us-west-2', command: 'DescribeDBClustersCommand', input: { DBClusterIdentifier: 'c-2' } },
    ]);
    assert.deepEqual([written[0].FailoverReadiness, written[0].ClusterId], [1, 'c-2']);
  });

  it('readiness reports 0 when it cannot ask, or there is no cluster', async () => {
    const { handler } = await import('../readiness.mjs');
    answers.DescribeGlobalClustersCommand = () => {
      throw Object.assign(new Error('x'), { name: 'ThrottlingException' });
    };
    assert.deepEqual((await handler()).reasons, ['RDS does not answer: ThrottlingException']);
    assert.equal(written[0].FailoverReadiness, 0);

    answers.DescribeGlobalClustersCommand = () => ({ GlobalClusters: [] });
    answers.DescribeDBClustersCommand = () => ({});
    assert.equal((await handler()).ready, false);
  });

  it('failover test only reads, and names what does not answer', async () => {
    const { handler } = await import('../failover-test.mjs');
    answers.DescribeEventBusCommand = () => ({ Name: 'bus' });
    const pages = [
      { Parameters: [{ Name: '/healthcare/x/a', Value: '1' }], NextToken: 'more' },
      { Parameters: [{ Name: '/healthcare/x/b', Value: '2' }] },
    ];
    answers.GetParametersByPathCommand = () => pages.shift();

    const { passed, results } = await handler();

    assert.equal(passed, false);
    assert.deepEqual([results.clusters, results.events, results.parameters], [[], [], []]);
    assert.deepEqual(results.database, ['does not answer: ECONNREFUSED']);
    assert.deepEqual(
      sent.filter(({ command }) => !/^(Get|Describe)/.test(command)),
      [],
    );
    assert.deepEqual(
      written.filter((line) => line._aws).map(({ Check, FailoverTest }) => [Check, FailoverTest]),
      [['clusters', 1], ['database', 0], ['events', 1], ['parameters', 1]],
    );
  });

  it('consumer takes an event of the source and refuses others', async () => {
    const { handler } = await import('../consumer.mjs');
    const event = { source: 'healthcare.patients', region: 'us-east-1', time: new Date().toISOString(), detail: { eventId: 'e' } };
    assert.deepEqual(await handler(event), { taken: true });
    assert.deepEqual(await handler({ ...event, source: 'x' }), { taken: false });
  });

  it('app does not answer for a database that is not there, and says nothing secret', async () => {
    const { handler } = await import('../app.mjs');
    const reply = await handler({ httpMethod: 'GET', path: '/health', headers: {} });

    assert.equal(reply.statusCode, 503);
    assert.match(reply.body, /ECONNREFUSED/);
    assert.doesNotMatch(JSON.stringify([reply, written]), /4711/);
    assert.deepEqual(sent[0].input, { SecretId: 'arn:secret' });
  });

  it('probe reports 0 for a database that hangs up, and asks AWS for nothing', async () => {
    const { handler } = await import('../probe.mjs');
    assert.equal((await handler()).reachable, false);
    assert.deepEqual([written[0].DbReachable, written[0].ClusterId], [0, 'c-2']);
    assert.deepEqual(sent, []);
  });

  it('promoter that is not armed says what it would do, and does nothing without an alarm', async () => {
    const { handler } = await import('../promoter.mjs');
    assert.deepEqual(await handler({}), { outcome: 'NOT_AN_ALARM' });
    assert.deepEqual(sent, []);

    const alarm = { source: 'aws.cloudwatch', detail: { state: { value: 'ALARM' } } };
    assert.deepEqual(await handler(alarm), { outcome: 'WOULD_START' });
    assert.deepEqual(sent.map(({ command }) => command), ['DescribeGlobalClustersCommand']);
  });

  it('publisher fails on a refused event, which comes with status 200', async () => {
    const { eventPublisher } = await import('../lib/events.mjs');
    const publish = eventPublisher('us-west-2', 'bus', 'healthcare.patients');
    answers.PutEventsCommand = () => ({ FailedEntryCount: 0 });
    await publish('T', { a: 1 });
    assert.deepEqual(sent[0].input.Entries, [
      { EventBusName: 'bus', Source: 'healthcare.patients', DetailType: 'T', Detail: '{"a":1}' },
    ]);

    answers.PutEventsCommand = () => ({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'InternalFailure' }] });
    await assert.rejects(publish('T', {}), /InternalFailure/);
  });
});

/** A port where nobody listens any more. */
async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
