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
      EVENT_REGIONS: 'us-east-1,us-west-2',
      PARAMETER_PATH: '/healthcare/x',
      PARAMETERS: '/healthcare/x/a,/healthcare/x/b',
      PARAMETER_KEY_ARN: 'arn:key',
      PARAMETER_SOURCE: 'healthcare.parameters',
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

  it('consumer refuses what is not from the source, and fails without its database', async () => {
    const { handler } = await import('../consumer.mjs');
    assert.deepEqual(await handler({ source: 'x' }), { taken: false });
    assert.deepEqual(sent, []);

    const patientId = '6f1c1b0e-93cd-4a0e-9d0a-0a8a3e0f7a11';
    const detail = { eventId: `${patientId}-1`, patientId, sequence: 1, at: '2026-11-21T08:00:00Z', origin: 'us-east-1' };
    const event = { source: 'healthcare.patients', region: 'us-east-1', 'detail-type': 'PatientRegistered', detail };
    await assert.rejects(handler(event), { message: 'failed: ECONNREFUSED' });
  });

  it('publisher fails without its database', async () => {
    const { handler } = await import('../publisher.mjs');
    await assert.rejects(handler({}), { message: 'failed: ECONNREFUSED' });
    assert.deepEqual(sent.map(({ command }) => command), ['GetSecretValueCommand']);
  });

  for (const event of [
    undefined,
    { source: 'aws.ssm', 'detail-type': 'Parameter Store Policy Action', detail: { name: '/healthcare/x/a' } },
    { source: 'aws.ssm', 'detail-type': 'Parameter Store Change', detail: { name: '/healthcare/x/c' } },
    { source: 'healthcare.patients', 'detail-type': 'ParameterChanged', detail: { name: '/healthcare/x/a' } },
    // Published here, and so never told here.
    {
      source: 'healthcare.parameters',
      region: 'us-west-2',
      'detail-type': 'ParameterChanged',
      detail: { name: '/healthcare/x/a', value: 'v', changedAt: '2026-11-21T08:00:00.000Z', origin: 'us-west-2' },
    },
    // Says it is from where it was not published.
    {
      source: 'healthcare.parameters',
      region: 'us-west-2',
      'detail-type': 'ParameterChanged',
      detail: { name: '/healthcare/x/a', value: 'v', changedAt: '2026-11-21T08:00:00.000Z', origin: 'us-east-1' },
    },
  ]) {
    it(`parameters has nothing to do with ${JSON.stringify(event)}`, async () => {
      const { handler } = await import('../parameters.mjs');
      assert.deepEqual(await handler(event), { another: 'FOREIGN' });
      assert.deepEqual(sent, []);
    });
  }

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
    assert.deepEqual(await handler({}), { outcome: 'not-an-alarm' });
    assert.deepEqual(sent, []);

    const alarm = { source: 'aws.cloudwatch', detail: { state: { value: 'ALARM', timestamp: new Date().toISOString() } } };
    assert.deepEqual(await handler(alarm), { outcome: 'would-start' });
    assert.deepEqual(new Set(sent.map(({ command }) => command)), new Set(['DescribeGlobalClustersCommand']));
    assert.equal(sent.length, 2);
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
