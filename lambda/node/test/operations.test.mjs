import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Environment } from '../lib/environment.mjs';
import { Metrics } from '../lib/metrics.mjs';
import { obstacles, regionRole } from '../lib/readiness.mjs';
import { parameterGaps, rehearse } from '../lib/rehearsal.mjs';
import { trail } from '../lib/trail.mjs';

describe('environment', () => {
  it('names what is missing or blank', () => {
    const environment = new Environment({ AWS_REGION: 'us-east-1', A: ' ' }, ['A', 'B']);
    assert.deepEqual(environment.missing(), ['A', 'B']);
    assert.throws(() => environment.complete(), /not set: A, B/);
    assert.throws(() => environment.get('B'), /B is not set/);
  });

  for (const port of ['0', '65536', '54.5', 'x']) {
    it(`rejects ${port} as a port`, () => {
      assert.throws(() => new Environment({ P: port }, []).port('P'), /P: no port/);
    });
  }

  it('rejects an unknown role', () => {
    assert.throws(() => regionRole(new Environment({ REGION_ROLE: 'third' }, [])), /primary or secondary/);
  });
});

describe('metrics', () => {
  it('are lines in the embedded metric format', () => {
    const lines = [];
    new Metrics('healthcare', (line) => lines.push(line), () => 1000).report('Ready', 0, { Region: 'r', Check: 'c' });
    assert.deepEqual(lines.map((line) => JSON.parse(line)), [
      {
        _aws: {
          Timestamp: 1000,
          CloudWatchMetrics: [
            { Namespace: 'healthcare', Dimensions: [['Check', 'Region']], Metrics: [{ Name: 'Ready', Unit: 'Count' }] },
          ],
        },
        Region: 'r',
        Check: 'c',
        Ready: 0,
      },
    ]);
    assert.match(lines[0], /^[^\n]+\n$/);
  });
});

describe('readiness', () => {
  const secondary = {
    clusterStatus: 'available',
    instances: 1,
    isMember: true,
    isWriter: false,
    synchronization: 'connected',
    inFailover: false,
  };
  const primary = { ...secondary, isWriter: true, synchronization: undefined };

  it('is given when each region can do its part', () => {
    assert.deepEqual(obstacles(secondary, 'secondary'), []);
    assert.deepEqual(obstacles(primary, 'primary'), []);
  });

  for (const [change, role, reason] of [
    [{ clusterStatus: 'failing-over' }, 'secondary', 'cluster is failing-over'],
    [{ instances: 0 }, 'secondary', 'cluster has no instance'],
    [{ isMember: false }, 'secondary', 'not in the global cluster'],
    [{ isWriter: true }, 'secondary', 'the secondary is the writer'],
    [{ synchronization: 'pending-resync' }, 'secondary', 'replication is pending-resync'],
    [{ inFailover: true }, 'secondary', 'a failover is under way'],
    [{}, 'primary', 'the primary is not the writer'],
  ]) {
    it(`fails because ${reason}`, () => {
      assert.deepEqual(obstacles({ ...secondary, ...change }, role), [reason]);
    });
  }
});

describe('rehearsal', () => {
  it('runs every check, whatever becomes of the others', async () => {
    const results = await rehearse({
      good: async () => [],
      broken: async () => { throw Object.assign(new Error('x'), { name: 'AccessDeniedException' }); },
      bad: async () => ['reason'],
    });
    assert.deepEqual(results, { good: [], broken: ['does not answer: AccessDeniedException'], bad: ['reason'] });
  });

  it('knows parameters that are of no use', () => {
    assert.deepEqual(parameterGaps(new Map()), ['there are none']);
    assert.deepEqual(parameterGaps(new Map([['/a', 'x'], ['/b', ' ']])), ['/b is empty']);
  });
});

describe('trail', () => {
  const event = {
    id: 'e-1',
    source: 'healthcare.patients',
    region: 'us-east-1',
    time: '2026-11-21T08:00:00Z',
    'detail-type': 'PatientRegistered',
    detail: { eventId: 'PatientRegistered-1', patientId: '1' },
  };

  function consumer() {
    const reported = [];
    const logged = [];
    const take = trail({
      region: 'us-east-1',
      source: 'healthcare.patients',
      metrics: { report: (name, value, dimensions) => reported.push([name, value, dimensions.Origin]) },
      log: (fields) => logged.push(fields),
      now: () => Date.parse('2026-11-21T08:00:02Z'),
    });
    return { take, reported, logged };
  }

  it('takes own and forwarded events, and tells them apart', () => {
    const { take, reported, logged } = consumer();
    take(event);
    take({ ...event, region: 'us-west-2', detail: { eventId: 'PatientRegistered-2', patientId: '2' } });
    assert.deepEqual(reported, [
      ['EventsReceived', 1, 'local'],
      ['EventDelay', 2000, 'local'],
      ['EventsReceived', 1, 'peer'],
      ['EventDelay', 2000, 'peer'],
    ]);
    assert.deepEqual(logged[1], {
      event: 'PatientRegistered',
      eventId: 'PatientRegistered-2',
      patientId: '2',
      publishedIn: 'us-west-2',
    });
  });

  it('drops what comes again, as it would in a loop', () => {
    const { take, reported } = consumer();
    take(event);
    assert.deepEqual(take({ ...event, id: 'e-2' }), { taken: false });
    assert.deepEqual(reported.at(-1).slice(0, 2), ['EventsRepeated', 1]);
  });

  for (const change of [{ source: 'other' }, { detail: {} }, { detail: undefined }]) {
    it(`refuses ${JSON.stringify(change)}`, () => {
      const { take, reported } = consumer();
      assert.deepEqual(take({ ...event, ...change }), { taken: false });
      assert.deepEqual(reported.map(([name]) => name), ['EventsRefused']);
    });
  }

  it('remembers no more than it can hold', () => {
    const { take } = consumer();
    for (let i = 0; i <= 1000; i++) take({ ...event, detail: { eventId: `e-${i}` } });
    assert.deepEqual(take({ ...event, detail: { eventId: 'e-1000' } }), { taken: false });
    assert.deepEqual(take({ ...event, detail: { eventId: 'e-0' } }), { taken: true });
  });
});
