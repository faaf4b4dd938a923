import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Environment } from '../lib/environment.mjs';
import { Metrics } from '../lib/metrics.mjs';
import { obstacles, regionRole } from '../lib/readiness.mjs';
import { databaseGaps, parameterGaps, rehearse } from '../lib/rehearsal.mjs';

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

  it('wants a writer in the primary region and a follower in the secondary', () => {
    assert.deepEqual(databaseGaps(false, 'primary'), []);
    assert.deepEqual(databaseGaps(true, 'secondary'), []);
    assert.deepEqual(databaseGaps(true, 'primary'), ['the database of the primary takes no writes']);
    assert.deepEqual(databaseGaps(false, 'secondary'), ['the database of the secondary follows nobody']);
  });

  it('knows parameters that are of no use', () => {
    assert.deepEqual(parameterGaps(new Map()), ['there are none']);
    assert.deepEqual(parameterGaps(new Map([['/a', 'x'], ['/b', ' ']])), ['/b is empty']);
  });
});
