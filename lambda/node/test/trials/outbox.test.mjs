import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { Outbox } from '../../lib/outbox.mjs';
import { Records } from '../../lib/records.mjs';
import { Trail } from '../../lib/trail.mjs';
import { freshDatabase } from '../postgres/peer.mjs';

const REGIONS = ['us-east-1', 'us-west-2'];
const ID = (i) => `6f1c1b0e-93cd-4a0e-9d0a-00000000000${i}`;

/**
 * From the change to the trail of both regions, in PostgreSQL: patients change, publishers of both regions run, a bus accepts, refuses,
 * is away or dies after it accepted, and hands over what it accepted late, in any order, twice, or never.
 */
describe('events, in random trials', () => {
  let peer;
  let database;

  before(async () => {
    peer = await freshDatabase();
    database = peer.open();
    await new Outbox(database, async () => [], 'x').settle(REGIONS);
  });

  after(() => peer.close());

  const region = fc.nat(REGIONS.length - 1);
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.record({ does: fc.constant('change'), patient: fc.integer({ min: 1, max: 2 }) }) },
    { weight: 3, arbitrary: fc.record({ does: fc.constant('publish'), region, bus: fc.constantFrom('accepts', 'refuses', 'away', 'dies') }) },
    { weight: 3, arbitrary: fc.record({ does: fc.constant('hand'), region, i: fc.nat(), again: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('lose'), region, i: fc.nat() }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('settle') }) },
  );

  it('are told in both regions, each once, in the order of each patient', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30, size: 'max' }), async (steps) => {
        await peer.sql`truncate patient, outbox, event_trail, patient_activity`;
        const records = new Records(database, database);
        const underWay = REGIONS.map(() => []);
        const versions = new Map();
        const taken = [];
        const acceptedFirst = new Map();

        const accept = (event) => {
          const { patientId, sequence } = event.detail;
          const known = acceptedFirst.get(patientId) ?? [];
          if (!known.includes(sequence)) acceptedFirst.set(patientId, [...known, sequence]);
          for (const queue of underWay) queue.push({ ...event.detail, type: event.type });
        };
        const publisher = (i, bus) => {
          const publish = async (events) => {
            if (bus === 'away') throw Object.assign(new Error('away'), { code: 'ETIMEDOUT' });
            const refused = events.map((_, at) => bus === 'refuses' && at % 2 === 0);
            events.filter((_, at) => !refused[at]).forEach(accept);
            if (bus === 'dies') throw Object.assign(new Error('died'), { code: 'DIED' });
            return refused.map((no) => (no ? 'InternalFailure' : undefined));
          };
          return new Outbox(database, publish, REGIONS[i]);
        };
        const take = async (i, event) => {
          const outcome = await new Trail(database, REGIONS[i]).take(event);
          if (outcome !== 'REPEATED') taken.push(`${REGIONS[i]} ${event.eventId}`);
        };

        for (const { does, patient, region: i, bus, i: at, again } of steps) {
          if (does === 'change') {
            const version = versions.get(patient) ?? 0;
            const members = { patientId: ID(patient), givenName: `V${version}`, familyName: 'X', birthDate: '1990-02-28' };
            if (version === 0) await records.register(members, 'd', new Date());
            else await records.amend(members, version, new Date());
            versions.set(patient, version + 1);
          } else if (does === 'publish') {
            await peer.sql`update outbox set due_at = now()`;
            await publisher(i, bus).publishDue().catch((error) => assert.ok(['ETIMEDOUT', 'DIED'].includes(error.code)));
          } else if (does === 'settle') {
            await publisher(0, 'accepts').settle(REGIONS);
          } else if (underWay[i].length > 0) {
            const place = at % underWay[i].length;
            if (does === 'hand') await take(i, underWay[i][place]);
            if (!again) underWay[i].splice(place, 1);
          }
        }

        // The bus is well again, and minutes go by.
        for (const i of [0, 1]) {
          await peer.sql`update outbox set due_at = now()`;
          await publisher(i, 'accepts').publishDue();
        }
        for (const [i, queue] of underWay.entries()) for (const event of queue) await take(i, event);
        const { waiting } = await publisher(0, 'accepts').settle(REGIONS);

        const all = [...versions].flatMap(([patient, count]) => Array.from({ length: count }, (_, v) => `${ID(patient)}-${v + 1}`));
        assert.deepEqual([...taken].sort(), REGIONS.flatMap((name) => all.map((id) => `${name} ${id}`)).sort());
        assert.equal(waiting, 0);
        assert.equal((await peer.sql`select from outbox`).length, 0);
        for (const [patientId, order] of acceptedFirst) {
          assert.deepEqual(order, Array.from({ length: versions.get(Number(patientId.at(-1))) }, (_, v) => v + 1));
        }
        const known = await peer.sql`select consumed_in, patient_id, sequence from patient_activity`;
        assert.equal(known.length, REGIONS.length * versions.size);
        for (const row of known) assert.equal(row.sequence, versions.get(Number(row.patient_id.at(-1))));
      }),
      { seed: 6, numRuns: 150 },
    );
  });
});
