import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parameterReplication } from '../../lib/parameters.mjs';

const REGIONS = ['us-east-1', 'us-west-2'];
const NAME = '/x/a';

/**
 * Two regions, each with a store that keeps every version, and all that is under way between them: notices of changes within a region
 * and events from one to the other, which come in any order, twice, or not at all. Calls of a store may be interleaved, so that two
 * environments of a function write at once.
 */
class World {
  clock = 0;
  notices = [];
  events = [];
  writes = 0;
  stores = Object.fromEntries(REGIONS.map((region) => [region, [{ value: 'v', at: instant(0), origin: region }]]));

  constructor(turn) {
    this.functions = Object.fromEntries(
      REGIONS.map((region) => [
        region,
        parameterReplication({
          region,
          peers: REGIONS.filter((other) => other !== region),
          names: [NAME],
          store: {
            history: async () => {
              await turn();
              return [...this.stores[region]];
            },
            write: async (_, change) => {
              await turn();
              this.writes += 1;
              this.stores[region].push(change);
              this.notices.push(region);
            },
          },
          publish: async ([{ detail }]) => {
            this.events.push({ to: REGIONS.find((other) => other !== region), detail });
            return [undefined];
          },
          now: () => Date.parse(instant(this.clock)),
        }),
      ]),
    );
  }

  /** Somebody changes the parameter: never twice in one instant in a region, but perhaps in both regions. */
  change(region, value, pause) {
    const own = this.stores[region].filter(({ origin }) => origin === region).map(({ at }) => seconds(at));
    this.clock = Math.max(this.clock + pause, Math.max(...own) + 1);
    this.stores[region].push({ value, at: instant(this.clock), origin: region });
    this.notices.push(region);
  }

  async notice(i) {
    if (this.notices.length === 0) return;
    const [region] = this.notices.splice(i % this.notices.length, 1);
    await this.functions[region].announce(NAME);
  }

  async deliver(i, again) {
    if (this.events.length === 0) return;
    const at = i % this.events.length;
    const { to, detail } = this.events[at];
    if (!again) this.events.splice(at, 1);
    await this.functions[to].copy(detail);
  }

  lose(i) {
    if (this.events.length > 0) this.events.splice(i % this.events.length, 1);
    else if (this.notices.length > 0) this.notices.splice(i % this.notices.length, 1);
  }

  /** The clock of the hour, and then everything arrives. */
  async settle() {
    for (const region of REGIONS) await this.functions[region].announce(NAME);
    let steps = 0;
    while (this.notices.length + this.events.length > 0) {
      assert.ok((steps += 1) < 1000, 'there is no end');
      await this.notice(0);
      await this.deliver(0, false);
    }
  }

  last(region) {
    return this.stores[region].at(-1);
  }
}

const instant = (second) => new Date(Date.UTC(2026, 10, 21) + second * 1000).toISOString();
const seconds = (text) => (Date.parse(text) - Date.UTC(2026, 10, 21)) / 1000;
const region = fc.constantFrom(...REGIONS);
const step = fc.oneof(
  fc.record({ does: fc.constant('change'), region, value: fc.constantFrom('v', 'w', 'x'), pause: fc.nat(2) }),
  fc.record({ does: fc.constant('notice'), i: fc.nat() }),
  fc.record({ does: fc.constant('deliver'), i: fc.nat(), again: fc.boolean() }),
  fc.record({ does: fc.constant('lose'), i: fc.nat() }),
);

async function play(world, steps) {
  for (const { does, ...rest } of steps) {
    if (does === 'change') world.change(rest.region, rest.value, rest.pause);
    else if (does === 'notice') await world.notice(rest.i);
    else if (does === 'deliver') await world.deliver(rest.i, rest.again);
    else world.lose(rest.i);
  }
}

/** Of all changes that people made: the last one, and of those of one instant that of the greater region, and of its the last. */
function winner(world) {
  const made = REGIONS.flatMap((origin) => world.stores[origin].filter((change) => change.origin === origin));
  return made.reduce((best, next) => (next.at > best.at || (next.at === best.at && next.origin >= best.origin) ? next : best));
}

describe('parameter replication, in random trials', () => {
  it('comes to the change that was made last, in both regions, and to an end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60, size: 'max' }), async (steps) => {
        const world = new World(async () => {});
        await play(world, steps);
        await world.settle();
        const [east, west] = REGIONS.map((each) => world.last(each));
        assert.equal(east.value, west.value);
        assert.equal(east.at, winner(world).at);
        const writes = world.writes;
        await world.settle();
        assert.equal(world.writes, writes, 'at rest, being told again changes nothing');
      }),
      { seed: 6, numRuns: 1000 },
    );
  });

  it('comes to the same when copies are written at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(fc.tuple(fc.nat(3), fc.constantFrom('w', 'x', 'y')), { maxLength: 6 }), async (s, changes) => {
        const world = new World(() => s.schedule(Promise.resolve()));
        const copies = changes.map(([second, value]) => {
          const detail = { name: NAME, value, changedAt: instant(second + 1), origin: 'us-east-1' };
          world.clock = Math.max(world.clock, second + 1);
          return () => world.functions['us-west-2'].copy(detail);
        });
        await s.waitFor(Promise.all(copies.map((copy) => copy())));
        const newest = Math.max(0, ...changes.map(([second]) => second + 1));
        assert.equal(world.last('us-west-2').at, instant(newest));
      }),
      { seed: 6, numRuns: 500 },
    );
  });

  it('writes nothing that is not a change of ours', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.anything(), fc.record({ name: fc.anything(), value: fc.anything(), changedAt: fc.anything(), origin: fc.anything() })), async (detail) => {
        const world = new World(async () => {});
        assert.equal(await world.functions['us-west-2'].copy(detail ?? undefined), 'FOREIGN');
        assert.equal(world.writes, 0);
      }),
      { seed: 6, numRuns: 500 },
    );
  });
});

describe('parameter replication', () => {
  const good = { name: NAME, value: 'w', changedAt: instant(0), origin: 'us-east-1' };
  for (const [why, change] of [
    ['another name', { name: '/x/b' }],
    ['several names', { name: [NAME] }],
    ['no value', { value: '' }],
    ['too large a value', { value: 'ä'.repeat(2049) }],
    ['an instant to come', { changedAt: instant(1000) }],
    ['no instant', { changedAt: '2026-11-21' }],
    ['its own change', { origin: 'us-west-2' }],
    ['an unknown region', { origin: 'eu-west-1' }],
  ]) {
    it(`refuses ${why}`, async () => {
      const world = new World(async () => {});
      assert.equal(await world.functions['us-west-2'].copy({ ...good, ...change }), 'FOREIGN');
    });
  }

  it('fails when the bus refuses', async () => {
    const { announce } = parameterReplication({
      region: 'us-east-1',
      peers: ['us-west-2'],
      names: [NAME],
      store: { history: async () => [{ value: 'v', at: instant(0), origin: 'us-east-1' }] },
      publish: async () => ['ThrottlingException'],
      now: Date.now,
    });
    await assert.rejects(announce(NAME), { code: 'ThrottlingException' });
  });
});
