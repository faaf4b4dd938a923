import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { consumer } from '../../lib/consumer.mjs';
import { Log } from '../../lib/log.mjs';
import { Trail } from '../../lib/trail.mjs';
import { freshDatabase } from '../postgres/peer.mjs';

const REGIONS = ['us-east-1', 'us-west-2'];
const PATIENTS = [1, 2, 3].map((i) => `6f1c1b0e-93cd-4a0e-9d0a-00000000000${i}`);

/** Events in any order, each once or more often, at any of several environments, some of them at the same time; in PostgreSQL. */
describe('event consumer, in random trials', () => {
  let peer;
  let environments;

  before(async () => {
    peer = await freshDatabase();
    environments = REGIONS.flatMap((region) => [1, 2].map(() => ({ region, trail: new Trail(peer.open(), region) })));
    await environments[0].trail.take({ eventId: 'x', patientId: PATIENTS[0], sequence: 1, type: 'T', at: new Date(0), origin: 'x' });
  });

  after(() => peer.close());

  const delivery = fc.record({ patient: fc.nat(PATIENTS.length - 1), sequence: fc.integer({ min: 1, max: 4 }), environment: fc.nat(3), origin: fc.constantFrom(...REGIONS) });

  it('takes each event once in each region, and knows of each patient the latest', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(delivery, { minLength: 1, maxLength: 3 }), { maxLength: 12, size: 'max' }), async (groups) => {
        await peer.sql`truncate event_trail, patient_activity`;
        const taken = [];
        const take = ({ region, trail }, event) =>
          consumer({ region, regions: REGIONS, source: 's', trail, metrics: { report() {} }, log: new Log('x', () => {}), now: () => 0 })(event);
        for (const group of groups) {
          await Promise.all(
            group.map(async ({ patient, sequence, environment, origin }) => {
              const patientId = PATIENTS[patient];
              const eventId = `${patientId}-${sequence}`;
              const detail = { eventId, patientId, sequence, at: '2026-11-21T08:00:00Z', origin };
              const event = { source: 's', region: origin, 'detail-type': `T${'abcd'[sequence - 1]}`, detail };
              const outcome = await take(environments[environment], event);
              if (outcome.taken) taken.push(`${environments[environment].region} ${eventId}`);
            }),
          );
        }
        const deliveries = groups.flat().map((each) => ({ ...each, region: environments[each.environment].region }));
        const all = deliveries.map(({ region, patient, sequence }) => `${region} ${PATIENTS[patient]}-${sequence}`);
        assert.deepEqual([...taken].sort(), [...new Set(all)].sort());
        const known = await peer.sql`select consumed_in, patient_id, sequence from patient_activity`;
        const latest = new Map();
        for (const { region, patient, sequence } of deliveries) {
          const key = `${region} ${PATIENTS[patient]}`;
          latest.set(key, Math.max(sequence, latest.get(key) ?? 0));
        }
        assert.deepEqual(new Map(known.map((row) => [`${row.consumed_in} ${row.patient_id}`, row.sequence])), latest);
      }),
      { seed: 6, numRuns: 40 },
    );
  });
});
