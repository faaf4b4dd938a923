import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { Outbox } from '../../lib/outbox.mjs';
import { Records } from '../../lib/records.mjs';
import { Trail } from '../../lib/trail.mjs';
import { freshDatabase } from './peer.mjs';

const REGIONS = ['us-east-1', 'us-west-2'];
const AT = new Date('2026-11-21T08:00:00.123Z');
const id = (i) => `6f1c1b0e-93cd-4a0e-9d0a-${String(i).padStart(12, '0')}`;

describe('outbox in PostgreSQL', () => {
  let peer;
  let published;
  let refuse;

  beforeEach(async () => {
    peer = await freshDatabase();
    published = [];
    refuse = () => undefined;
  });

  afterEach(() => peer.close());

  async function publish(events) {
    const refusals = events.map(({ detail }) => refuse(detail));
    published.push(...events.filter((_, i) => refusals[i] === undefined));
    return refusals;
  }

  const outbox = (bus = publish, region = 'us-east-1') => new Outbox(peer.open(), bus, region);

  /** Patient i in as many versions. */
  async function patient(i, versions = 1) {
    const database = peer.open();
    const records = new Records(database, database);
    await records.register({ patientId: id(i), givenName: 'V1', familyName: 'X', birthDate: '1990-02-28' }, 'd', AT);
    for (let version = 1; version < versions; version++) {
      await records.amend({ patientId: id(i), givenName: `V${version + 1}`, familyName: 'X', birthDate: '1990-02-28' }, version, AT);
    }
  }

  const ids = () => published.map(({ detail }) => detail.eventId);
  const waiting = async () => (await peer.sql`select event_id from outbox where accepted_at is null`).map((row) => row.event_id);
  const makeDue = () => peer.sql`update outbox set due_at = now()`;

  it('publishes nothing where there is nothing, not even tables', async () => {
    assert.deepEqual(await outbox().publishDue(), { accepted: 0, refused: 0 });
    assert.deepEqual(await outbox().settle(REGIONS), { waiting: 0, oldestSeconds: 0 });
  });

  it('publishes what there is, with everything a consumer needs and nothing of the patient', async () => {
    await patient(1);
    assert.deepEqual(await outbox().publishDue(), { accepted: 1, refused: 0 });
    assert.deepEqual(published, [
      {
        type: 'PatientRegistered',
        detail: {
          eventId: `${id(1)}-1`,
          patientId: id(1),
          sequence: 1,
          at: AT.toISOString(),
          origin: 'us-east-1',
          correlationId: undefined,
        },
      },
    ]);
    assert.deepEqual(await outbox().publishDue(), { accepted: 0, refused: 0 });
  });

  it('publishes the changes of a patient in their order, and of one patient alone when asked', async () => {
    await patient(1, 4);
    await patient(2, 2);
    await outbox().publishDue(id(2));
    assert.deepEqual(ids(), [`${id(2)}-1`, `${id(2)}-2`]);
    await outbox().publishDue();
    assert.deepEqual(ids().slice(2), [1, 2, 3, 4].map((sequence) => `${id(1)}-${sequence}`));
  });

  it('publishes more than a batch', async () => {
    await Promise.all(Array.from({ length: 23 }, (_, i) => patient(i)));
    let batches = 0;
    const counted = async (events) => {
      batches += 1;
      assert.ok(events.length <= 10);
      return publish(events);
    };
    assert.deepEqual(await outbox(counted).publishDue(), { accepted: 23, refused: 0 });
    assert.equal(new Set(ids()).size, 23);
    assert.equal(batches, 3);
  });

  it('marks none of those that were refused, and lets no later one of that patient pass', async () => {
    await patient(1, 2);
    await patient(2, 2);
    refuse = ({ patientId }) => (patientId === id(1) ? 'InternalFailure' : undefined);
    assert.deepEqual(await outbox().publishDue(), { accepted: 2, refused: 1 });
    assert.deepEqual(ids(), [`${id(2)}-1`, `${id(2)}-2`]);
    assert.deepEqual((await waiting()).sort(), [`${id(1)}-1`, `${id(1)}-2`]);
    assert.equal((await outbox().settle(REGIONS)).waiting, 2);

    refuse = () => undefined;
    // Not at once: what the bus refuses makes room for others.
    assert.deepEqual(await outbox().publishDue(), { accepted: 0, refused: 0 });
    await makeDue();
    await outbox().publishDue(id(1));
    assert.deepEqual(ids().slice(2), [`${id(1)}-1`, `${id(1)}-2`]);
  });

  it('marks nothing when the bus cannot be asked', async () => {
    await patient(1);
    const away = async () => { throw Object.assign(new Error('x'), { code: 'ETIMEDOUT' }); };
    await assert.rejects(outbox(away).publishDue(), { code: 'ETIMEDOUT' });
    assert.deepEqual(await waiting(), [`${id(1)}-1`]);
    assert.deepEqual(await outbox().publishDue(), { accepted: 1, refused: 0 });
  });

  it('publishes again, under the same id, what died between accepted and marked', async () => {
    await patient(1);
    const dying = async (events) => {
      await publish(events);
      await peer.sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${peer.name} and pid <> pg_backend_pid()`;
      return events.map(() => undefined);
    };
    await assert.rejects(outbox(dying).publishDue());
    assert.deepEqual(await outbox().publishDue(), { accepted: 1, refused: 0 });
    assert.deepEqual(ids(), [`${id(1)}-1`, `${id(1)}-1`]);
  });

  it('publishes each once and each patient in order when several publish at once', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, i) => patient(i, 3)));
    const slow = async (events) => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      return publish(events);
    };
    const results = await Promise.all([...REGIONS, ...REGIONS].map((region) => outbox(slow, region).publishDue()));
    // What one skipped because another one held it, comes with the next call.
    results.push(await outbox().publishDue());
    assert.equal(results.reduce((sum, { accepted }) => sum + accepted, 0), 36);
    assert.equal(new Set(ids()).size, 36);
    for (let i = 0; i < 12; i++) {
      const own = published.filter(({ detail }) => detail.patientId === id(i)).map(({ detail }) => detail.sequence);
      assert.deepEqual(own, [1, 2, 3]);
    }
  });

  it('publishes again, less and less often, until every region has it in its trail', async () => {
    await patient(1);
    const east = new Trail(peer.open(), 'us-east-1');
    const west = new Trail(peer.open(), 'us-west-2');
    const settle = () => outbox().settle(REGIONS);
    const left = async () => (await peer.sql`select extract(epoch from due_at - accepted_at) / 60 as pause from outbox`).map(({ pause }) => Math.round(pause));

    await outbox().publishDue();
    const event = { ...published[0].detail, type: 'PatientRegistered' };
    await east.take(event);
    await settle();
    assert.deepEqual(await left(), [10]);
    const pauses = [];
    for (let i = 0; i < 8; i++) {
      await makeDue();
      await outbox(publish, 'us-west-2').publishDue();
      pauses.push(...(await left()));
    }
    assert.deepEqual(pauses, [20, 40, 80, 160, 320, 360, 360, 360]);
    assert.deepEqual(new Set(ids()), new Set([event.eventId]));

    await west.take({ ...published.at(-1).detail, type: 'PatientRegistered' });
    assert.deepEqual(await settle(), { waiting: 0, oldestSeconds: 0 });
    assert.deepEqual(await left(), []);
  });

  it('is as patient with consumers as ever after a bus that refused for long', async () => {
    await patient(1);
    refuse = () => 'ThrottlingException';
    for (let i = 0; i < 9; i++) {
      assert.deepEqual(await outbox().publishDue(), { accepted: 0, refused: 1 });
      await makeDue();
    }
    refuse = () => undefined;
    await outbox().publishDue();
    const [{ minutes }] = await peer.sql`select (extract(epoch from due_at - accepted_at) / 60)::int as minutes from outbox`;
    assert.equal(minutes, 10);
  });

  it('says how old the oldest is that not every region has heard, accepted or not', async () => {
    await patient(1);
    await outbox().publishDue();
    await peer.sql`update outbox set happened_at = now() - interval '1 hour'`;
    const { waiting: none, oldestSeconds } = await outbox().settle(REGIONS);
    assert.equal(none, 0);
    assert.ok(oldestSeconds >= 3600 && oldestSeconds < 7200, `${oldestSeconds} s`);
  });

  it('stops between two batches when its time is up, and goes on the next time', async () => {
    await patient(1, 3);
    const slow = async (events) => {
      await new Promise((resolve) => setTimeout(resolve, 60));
      return publish(events);
    };
    assert.deepEqual(await outbox(slow).publishDue(undefined, 50), { accepted: 1, refused: 0 });
    assert.deepEqual(await outbox(slow).publishDue(), { accepted: 2, refused: 0 });
  });

  it('fails, and loses nothing, while the database takes no writes', async () => {
    await patient(1);
    const trail = new Trail(peer.open(), 'us-east-1');
    await peer.sql.unsafe(`alter database ${peer.name} set default_transaction_read_only = on`);
    const heard = { eventId: `${id(2)}-1`, patientId: id(2), sequence: 1, type: 'T', at: AT, origin: 'us-east-1' };
    await assert.rejects(outbox().publishDue(), { code: '25006' });
    await assert.rejects(trail.take(heard), { code: '25006' });
    assert.deepEqual(published, []);

    await peer.sql.unsafe(`alter database ${peer.name} set default_transaction_read_only = off`);
    assert.deepEqual(await outbox().publishDue(), { accepted: 1, refused: 0 });
    assert.equal(await trail.take(heard), 'TAKEN');
  });

  it('forgets nothing that was not accepted, even when it is in the trail', async () => {
    await patient(1);
    for (const region of REGIONS) {
      await new Trail(peer.open(), region).take({ eventId: `${id(1)}-1`, patientId: id(1), sequence: 1, type: 'T', at: AT, origin: region });
    }
    const { waiting: left, oldestSeconds } = await outbox().settle(REGIONS);
    assert.equal(left, 1);
    assert.ok(Number.isFinite(oldestSeconds));
  });
});

describe('trail in PostgreSQL', () => {
  let peer;

  beforeEach(async () => {
    peer = await freshDatabase();
  });

  afterEach(() => peer.close());

  const event = (sequence, change = {}) => ({
    eventId: `${id(1)}-${sequence}`,
    patientId: id(1),
    sequence,
    type: `T${sequence}`,
    at: AT.toISOString(),
    origin: 'us-east-1',
    ...change,
  });
  const known = () => peer.sql`select consumed_in, sequence, type from patient_activity order by consumed_in`.then((rows) => rows.map((row) => Object.values(row)));

  it('takes an event once in each region, in whichever environment', async () => {
    const environments = Array.from({ length: 6 }, () => new Trail(peer.open(), 'us-east-1'));
    const outcomes = await Promise.all(environments.map((trail) => trail.take(event(1))));
    assert.deepEqual(outcomes.sort(), ['REPEATED', 'REPEATED', 'REPEATED', 'REPEATED', 'REPEATED', 'TAKEN']);
    assert.equal(await new Trail(peer.open(), 'us-west-2').take(event(1, { origin: 'us-west-2' })), 'TAKEN');
    assert.deepEqual(await known(), [['us-east-1', 1, 'T1'], ['us-west-2', 1, 'T1']]);
  });

  it('lets no older event replace what is known of a patient', async () => {
    const trail = new Trail(peer.open(), 'us-east-1');
    assert.deepEqual(
      [await trail.take(event(2)), await trail.take(event(1)), await trail.take(event(1)), await trail.take(event(3))],
      ['TAKEN', 'OVERTAKEN', 'REPEATED', 'TAKEN'],
    );
    assert.deepEqual(await known(), [['us-east-1', 3, 'T3']]);
    assert.equal((await peer.sql`select from event_trail`).length, 3);
  });

  it('keeps nothing of an event when it cannot keep all of it', async () => {
    const trail = new Trail(peer.open(), 'us-east-1');
    await trail.take(event(1));
    await peer.sql`alter table patient_activity add constraint no_second check (sequence < 2)`;
    await assert.rejects(trail.take(event(2)), { code: '23514' });
    await peer.sql`alter table patient_activity drop constraint no_second`;
    assert.equal(await trail.take(event(2)), 'TAKEN');
  });
});
