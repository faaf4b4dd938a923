import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { CreateEventBusCommand, EventBridgeClient, PutEventsCommand, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateDBClusterCommand, CreateGlobalClusterCommand, RDSClient } from '@aws-sdk/client-rds';
import { CreateSecretCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { GetParameterHistoryCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { freshDatabase } from '../postgres/peer.mjs';

const EAST = 'us-east-1';
const WEST = 'us-west-2';
const NAME = `node-${process.pid}`;
const PATH = `/${NAME}/parameters`;
const PEER = new URL(process.env.PEER_POSTGRES_URL);

/**
 * The modules that Lambda calls, each as it is in both regions, with the real SDK: EventBridge, Secrets Manager, Systems Manager and
 * RDS are moto's, the database is a PostgreSQL. The rules are those of the infrastructure, and lead to queues, which are read here
 * and given to the handlers, as EventBridge does.
 */
describe('handlers with services', () => {
  const lines = [];
  const write = process.stdout.write;
  const clients = {};
  const queues = {};
  let peer;
  let east;
  let west;

  before(async () => {
    Object.assign(process.env, {
      AWS_ACCESS_KEY_ID: 'key',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_ENDPOINT_URL: process.env.PEER_MOTO_URL,
    });
    peer = await freshDatabase();
    for (const region of [EAST, WEST]) clients[region] = await services(region);
    for (const [here, there] of [[EAST, WEST], [WEST, EAST]]) await rules(here, there);
    // moto loads what it needs with the first event, which may take longer than the API waits; this one comes to nobody.
    for (const { events } of Object.values(clients)) {
      await events.send(new PutEventsCommand({ Entries: [{ EventBusName: NAME, Source: 'nobody', DetailType: 'None', Detail: '{}' }] }));
    }
    east = await environmentOf(EAST);
    west = await environmentOf(WEST);
    process.stdout.write = (chunk, ...rest) => {
      if (typeof chunk === 'string' && chunk.startsWith('{')) return lines.push(JSON.parse(chunk));
      return write.call(process.stdout, chunk, ...rest);
    };
  });

  after(async () => {
    process.stdout.write = write;
    // The handlers' own sessions would keep the process.
    await peer.sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${peer.name} and pid <> pg_backend_pid()`;
    await peer.close();
  });

  beforeEach(() => {
    lines.length = 0;
  });

  async function services(region) {
    const all = Object.fromEntries(
      Object.entries({ events: EventBridgeClient, sqs: SQSClient, ssm: SSMClient, secrets: SecretsManagerClient, rds: RDSClient }).map(
        ([name, Client]) => [name, new Client({ region })],
      ),
    );
    await all.events.send(new CreateEventBusCommand({ Name: NAME }));
    const SecretString = JSON.stringify({ username: PEER.username, password: PEER.password });
    all.secretArn = (await all.secrets.send(new CreateSecretCommand({ Name: NAME, SecretString }))).ARN;
    for (const use of ['patients', 'parameters']) {
      const { QueueUrl } = await all.sqs.send(new CreateQueueCommand({ QueueName: `${NAME}-${use}` }));
      const { Attributes } = await all.sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
      queues[`${region} ${use}`] = { url: QueueUrl, arn: Attributes.QueueArn };
    }
    await all.ssm.send(new PutParameterCommand({ Name: `${PATH}/host-name`, Value: 'first', Type: 'SecureString' }));
    return all;
  }

  /** As events/Forwarding.java and events/EventBusPair.java make them; EventBusPairTest holds them to the same patterns. */
  async function rules(here, there) {
    const account = queues[`${here} patients`].arn.split(':')[4];
    const bus = `arn:aws:events:${there}:${account}:event-bus/${NAME}`;
    const role = `arn:aws:iam::${account}:role/forwarder`;
    const sources = ['healthcare.parameters', 'healthcare.patients'];
    await rule(here, 'forward', { source: sources, region: [here], detail: { origin: [here] } }, { Arn: bus, RoleArn: role });
    await rule(here, 'patients', { source: ['healthcare.patients'] }, { Arn: queues[`${here} patients`].arn });
    await rule(here, 'parameters', { source: ['healthcare.parameters'], detail: { origin: [there] } }, { Arn: queues[`${here} parameters`].arn });
  }

  async function rule(region, name, pattern, target) {
    const { events } = clients[region];
    const rule = { Name: `${NAME}-${name}`, EventBusName: NAME };
    await events.send(new PutRuleCommand({ ...rule, EventPattern: JSON.stringify(pattern), State: 'ENABLED' }));
    await events.send(new PutTargetsCommand({ Rule: rule.Name, EventBusName: NAME, Targets: [{ Id: 'target', ...target }] }));
  }

  /** The handlers of a region: modules read their environment when they are loaded, so each region loads its own. */
  async function environmentOf(region) {
    Object.assign(process.env, {
      AWS_REGION: region,
      DB_HOST: PEER.hostname,
      DB_PORT: PEER.port,
      DB_NAME: peer.name,
      DB_SECRET_ARN: clients[region].secretArn,
      EVENT_BUS: NAME,
      EVENT_SOURCE: 'healthcare.patients',
      EVENT_REGIONS: `${EAST},${WEST}`,
      METRIC_NAMESPACE: 'healthcare',
      PARAMETER_PATH: PATH,
      PARAMETERS: `${PATH}/host-name,${PATH}/nowhere`,
      PARAMETER_SOURCE: 'healthcare.parameters',
      PARAMETER_KEY_ARN: 'alias/own',
      GLOBAL_CLUSTER_ID: NAME,
      CLUSTER_ID: NAME,
      REGION_ROLE: region === EAST ? 'primary' : 'secondary',
    });
    const load = async (module) => (await import(`../../${module}.mjs?${region}`)).handler;
    return {
      app: await load('app'),
      publisher: await load('publisher'),
      consumer: await load('consumer'),
      parameters: await load('parameters'),
      failoverTest: await load('failover-test'),
      readiness: await load('readiness'),
    };
  }

  /** What EventBridge has for the functions of a region. */
  async function delivered(region, use) {
    const { sqs } = clients[region];
    const QueueUrl = queues[`${region} ${use}`].url;
    const events = [];
    for (;;) {
      const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 }));
      if (!Messages?.length) return events;
      // A forwarded event keeps the region it was published in; moto gives it the one that receives.
      events.push(...Messages.map(({ Body }) => JSON.parse(Body)).map((event) => ({ ...event, region: event.detail.origin })));
      const Entries = Messages.map(({ ReceiptHandle }, i) => ({ Id: String(i), ReceiptHandle }));
      await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    }
  }

  const call = (handler, method, path, body, headers) =>
    handler(
      {
        httpMethod: method,
        path,
        headers: { 'content-type': 'application/json', 'x-correlation-id': 'c-1', ...headers },
        body: body && JSON.stringify(body),
      },
      { awsRequestId: 'r-1' },
    );

  it('tell a change in both regions, once, and forget it when both have heard', async () => {
    const patient = { givenName: 'Ada', familyName: 'Byron', birthDate: '1990-02-28' };
    const registered = await call(west.app, 'POST', '/patients', patient);
    assert.equal(registered.statusCode, 201, registered.body);
    const { location, etag } = registered.headers;
    const amended = await call(east.app, 'PUT', location, { ...patient, givenName: 'Bea' }, { 'if-match': etag });
    assert.equal(JSON.parse(amended.body).version, 2);
    assert.deepEqual(JSON.parse((await call(west.app, 'GET', location)).body), JSON.parse(amended.body));

    for (const [region, { consumer }] of [[EAST, east], [WEST, west]]) {
      const events = await delivered(region, 'patients');
      // Each once on each bus: what was forwarded did not come back.
      assert.deepEqual(events.map((event) => [event['detail-type'], event.detail.sequence]).sort(), [
        ['PatientAmended', 2],
        ['PatientRegistered', 1],
      ]);
      for (const event of [...events].reverse()) assert.deepEqual(await consumer(event), { taken: true });
      for (const event of events) assert.deepEqual(await consumer(event), { taken: false });
      assert.equal(events[0].detail.correlationId, 'c-1');
      assert.doesNotMatch(JSON.stringify(events), /Ada|Bea|Byron|1990-02/);
    }
    const known = await peer.sql`select consumed_in, sequence from patient_activity order by consumed_in`;
    assert.deepEqual(known.map((row) => Object.values(row)), [[EAST, 2], [WEST, 2]]);
    assert.deepEqual(await west.publisher({}), { accepted: 0, refused: 0, waiting: 0 });
    assert.equal((await peer.sql`select from outbox`).length, 0);
    assert.ok(lines.filter(({ correlation_id: id }) => id === 'c-1').length >= 4);
    assert.doesNotMatch(JSON.stringify(lines), /Ada|Bea|Byron|1990-02/);
  });

  it('lose no event when the bus is away, and tell it with the next minute', async () => {
    await peer.sql`alter table outbox add constraint away check (accepted_at is null)`;
    const registered = await call(east.app, 'POST', '/patients', { givenName: 'Cy', familyName: 'X', birthDate: '1990-02-28' });
    // Told, but not marked: it will be told again.
    assert.equal(registered.statusCode, 201);
    assert.ok(lines.some(({ level, message }) => level === 'WARN' && message === 'event-delayed'));
    await peer.sql`alter table outbox drop constraint away`;
    assert.deepEqual(await east.publisher({}), { accepted: 1, refused: 0, waiting: 0 });
    const events = await delivered(EAST, 'patients');
    assert.equal(new Set(events.map(({ detail }) => detail.eventId)).size, 1);
    const outcomes = [];
    for (const event of events) outcomes.push((await east.consumer(event)).taken);
    assert.deepEqual(outcomes.filter((taken) => taken), [true]);
    await delivered(WEST, 'patients');
  });

  it('carry a parameter to the other region, and not back', async () => {
    const name = `${PATH}/host-name`;
    const value = async (region) => {
      const { Parameters } = await clients[region].ssm.send(new GetParameterHistoryCommand({ Name: name, WithDecryption: true }));
      return [Parameters.at(-1).Value, Parameters.length];
    };
    const change = { source: 'aws.ssm', 'detail-type': 'Parameter Store Change', detail: { operation: 'Update', name } };
    // moto's clock of changes knows whole seconds.
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await clients[EAST].ssm.send(new PutParameterCommand({ Name: name, Value: 'second', Type: 'SecureString', Overwrite: true }));

    assert.deepEqual(await east.parameters(change), { [name]: 'ANNOUNCED' });
    assert.deepEqual(await delivered(EAST, 'parameters'), []);
    const [event, ...more] = await delivered(WEST, 'parameters');
    assert.deepEqual(more, []);
    assert.deepEqual(await west.parameters(event), { [name]: 'COPIED' });
    assert.deepEqual(await value(WEST), ['second', 2]);
    // The copy is a change, too, of which the function hears.
    assert.deepEqual(await west.parameters(change), { [name]: 'COPY' });
    assert.deepEqual(await west.parameters(event), { [name]: 'NOT_NEWER' });
    assert.deepEqual(await delivered(EAST, 'parameters'), []);

    // Once an hour everything that was changed here is told again, and is not news.
    const nowhere = `${PATH}/nowhere`;
    assert.deepEqual(await east.parameters({ source: 'aws.events' }), { [name]: 'ANNOUNCED', [nowhere]: 'UNKNOWN' });
    assert.deepEqual(await west.parameters({ source: 'aws.events' }), { [name]: 'COPY', [nowhere]: 'UNKNOWN' });
    for (const again of await delivered(WEST, 'parameters')) assert.deepEqual(await west.parameters(again), { [name]: 'NOT_NEWER' });
    assert.deepEqual(await value(WEST), ['second', 2]);
    assert.doesNotMatch(JSON.stringify(lines), /second/);

    // It is written where it is, and made nowhere.
    assert.deepEqual(await west.parameters({ ...event, detail: { ...event.detail, name: nowhere } }), { [nowhere]: 'UNKNOWN' });
  });

  it('rehearse a failover and change nothing', async () => {
    const { rds } = clients[EAST];
    const cluster = { DBClusterIdentifier: NAME, Engine: 'aurora-postgresql', MasterUsername: 'master', MasterUserPassword: 'password-1' };
    const { DBCluster } = await rds.send(new CreateDBClusterCommand(cluster));
    await rds.send(new CreateGlobalClusterCommand({ GlobalClusterIdentifier: NAME, SourceDBClusterIdentifier: DBCluster.DBClusterArn }));
    const before = await written();

    const { passed, results } = await east.failoverTest({});

    assert.deepEqual([results.database, results.events, results.parameters], [[], [], []]);
    // moto's clusters have no instances.
    assert.ok(!passed && results.clusters.includes('cluster has no instance'));
    assert.deepEqual(await written(), before);
    assert.deepEqual(await east.readiness({}), { ready: false, reasons: results.clusters });
  });

  /** The next transaction that writes, anywhere on the server; the counters of tables would come some seconds late. */
  async function written() {
    const [{ next }] = await peer.sql`select pg_snapshot_xmax(pg_current_snapshot())::text as next`;
    return next;
  }

  it('go on with the new password when it was rotated under them', async () => {
    const role = `rotated_${process.pid}`;
    await peer.sql.unsafe(`create role ${role} login password 'old'`);
    // So that its sessions may be ended after the tests.
    await peer.sql.unsafe(`grant ${role} to current_user`);
    const secret = (password) => ({ SecretId: clients[WEST].secretArn, SecretString: JSON.stringify({ username: role, password }) });
    const { secrets } = clients[WEST];
    await secrets.send(new PutSecretValueCommand(secret('old')));
    process.env.AWS_REGION = WEST;
    process.env.DB_SECRET_ARN = clients[WEST].secretArn;
    const started = async (when) => (await import(`../../app.mjs?${when}`)).handler;
    const before = await started('before');
    assert.equal((await call(before, 'GET', '/health')).statusCode, 200);

    // Half rotated: the database has the new one, and the secret still the old.
    await peer.sql.unsafe(`alter role ${role} password 'new'`);
    const meanwhile = await started('meanwhile');
    const reply = await call(meanwhile, 'GET', '/health');
    assert.equal(reply.statusCode, 503);
    assert.match(reply.body, /28P01/);
    assert.doesNotMatch(JSON.stringify([reply, lines]), /"old"|"new"|rotated_/);
    // Who is in, stays in.
    assert.equal((await call(before, 'GET', '/health')).statusCode, 200);

    await secrets.send(new PutSecretValueCommand(secret('new')));
    assert.equal((await call(meanwhile, 'GET', '/health')).statusCode, 200);
  });
});
