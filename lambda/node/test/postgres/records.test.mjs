import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { digest } from '../../lib/draft.mjs';
import { during } from '../../lib/log.mjs';
import { Records } from '../../lib/records.mjs';
import { freshDatabase } from './peer.mjs';

const ID = '6f1c1b0e-93cd-4a0e-9d0a-0a8a3e0f7a11';
const MEMBERS = { givenName: 'Ada', familyName: 'Byron', birthDate: '1990-02-28' };
const PATIENT = { patientId: ID, ...MEMBERS };
const AT = new Date('2026-11-21T08:00:00.123Z');
const LATER = new Date('2026-11-21T09:00:00.456Z');

describe('records in PostgreSQL', () => {
  let peer;
  let records;

  beforeEach(async () => {
    peer = await freshDatabase();
    const database = peer.open();
    records = new Records(database, database);
  });

  afterEach(() => peer.close());

  const register = (patient = PATIENT, at = AT) => records.register(patient, digest(patient), at);
  const outbox = () => peer.sql`select event_id, sequence, type, correlation_id, accepted_at from outbox order by sequence`;

  it('makes its tables with the first patient, and finds nobody before', async () => {
    assert.equal(await records.find(ID), undefined);
    assert.deepEqual(await records.amend(PATIENT, 1, AT), {});
    const { patient, registration, isNew } = await register();
    const instant = AT.toISOString();
    assert.deepEqual(patient, { patientId: ID, version: 1, ...MEMBERS, createdAt: instant, updatedAt: instant });
    assert.deepEqual([registration, isNew], [digest(PATIENT), true]);
    assert.deepEqual(await records.find(ID), patient);
    assert.equal(await records.find('6f1c1b0e-93cd-4a0e-9d0a-0a8a3e0f7a12'), undefined);
  });

  it('keeps the event with the patient, and its correlation id', async () => {
    await during({ correlationId: 'c-1' }, () => register());
    assert.deepEqual(
      [...(await outbox())].map((row) => ({ ...row })),
      [{ event_id: `${ID}-1`, sequence: 1, type: 'PatientRegistered', correlation_id: 'c-1', accepted_at: null }],
    );
  });

  it('keeps neither when it cannot keep both', async () => {
    await register();
    // The event of the amendment is there already, so that the insertion fails.
    await peer.sql`
      insert into outbox (event_id, patient_id, sequence, type, happened_at) values (${`${ID}-2`}, ${ID}, 2, 'X', now())`;
    await assert.rejects(records.amend({ ...PATIENT, givenName: 'Bea' }, 1, LATER), { code: '23505' });
    assert.equal((await records.find(ID)).givenName, 'Ada');
  });

  it('registers once, however often and by however many at once', async () => {
    const many = Array.from({ length: 8 }, () => new Records(peer.open(), peer.open()));
    const answers = await Promise.all(many.map((each) => each.register(PATIENT, digest(PATIENT), AT)));
    assert.equal(answers.filter(({ isNew }) => isNew).length, 1);
    assert.equal((await outbox()).length, 1);
    const other = await records.register({ ...PATIENT, givenName: 'Bea' }, 'other', LATER);
    assert.deepEqual([other.isNew, other.patient.givenName, other.registration], [false, 'Ada', digest(PATIENT)]);
  });

  it('amends the version it is meant for, and only that', async () => {
    await register();
    const { patient, changed } = await records.amend({ ...PATIENT, givenName: 'Bea' }, 1, LATER);
    assert.deepEqual(
      [changed, patient.version, patient.givenName, patient.createdAt, patient.updatedAt],
      [true, 2, 'Bea', AT.toISOString(), LATER.toISOString()],
    );
    for (const version of [1, 3]) {
      assert.equal((await records.amend({ ...PATIENT, givenName: 'Cy' }, version, LATER)).conflict, true);
    }
    assert.equal((await records.find(ID)).givenName, 'Bea');
    assert.deepEqual([...(await outbox())].map(({ type }) => type), ['PatientRegistered', 'PatientAmended']);
  });

  it('takes an amendment that comes again for what it is', async () => {
    await register();
    const wanted = { ...PATIENT, givenName: 'Bea' };
    await records.amend(wanted, 1, LATER);
    for (const version of [1, 2]) {
      const { patient, changed, conflict } = await records.amend(wanted, version, LATER);
      assert.deepEqual([patient.version, changed, conflict], [2, false, undefined]);
    }
    assert.equal((await outbox()).length, 2);
  });

  it('lets one of many amend a version', async () => {
    await register();
    const names = ['Bea', 'Cy', 'Dee', 'Eve', 'Flo', 'Gil'];
    const answers = await Promise.all(
      names.map((givenName) => new Records(peer.open(), peer.open()).amend({ ...PATIENT, givenName }, 1, LATER)),
    );
    assert.equal(answers.filter(({ changed }) => changed).length, 1);
    assert.equal(answers.filter(({ conflict }) => conflict).length, names.length - 1);
    assert.equal((await records.find(ID)).version, 2);
    assert.equal((await outbox()).length, 2);
  });

  it('takes statements in every field for text', async () => {
    const evil = "x'); drop table patient; drop table outbox; --";
    const patient = { patientId: ID, givenName: evil, familyName: `${evil}\\`, birthDate: '1990-02-28' };
    await during({ correlationId: evil }, () => records.register(patient, evil, AT));
    await during({ correlationId: evil }, () => records.amend({ ...patient, givenName: "'; rollback; --" }, 1, LATER));
    const found = await records.find(ID);
    assert.deepEqual([found.givenName, found.familyName, found.version], ["'; rollback; --", `${evil}\\`, 2]);
    assert.equal((await outbox())[0].correlation_id, evil);
    // Neither an id nor a date that is none comes so far; if one did, the server would not take it for a statement.
    await assert.rejects(records.find("x' or true --"), { code: '22P02' });
    await assert.rejects(records.register({ ...patient, patientId: ID.replace('6', '7'), birthDate: "x'--" }, 'd', AT));
    assert.equal((await peer.sql`select from patient`).length, 1);
  });

  it('keeps letters of the world', async () => {
    await register({ ...PATIENT, givenName: '李小龍', familyName: 'ශ්‍රී 𠮷' });
    const { givenName, familyName } = await records.find(ID);
    assert.deepEqual([givenName, familyName], ['李小龍', 'ශ්‍රී 𠮷']);
  });

  it('says read-only when the database takes no writes, and reads on', async () => {
    await register();
    await peer.sql.unsafe(`alter database ${peer.name} set default_transaction_read_only = on`);
    const follower = peer.open();
    const there = new Records(follower, follower);
    await assert.rejects(there.register({ ...PATIENT, patientId: ID.replace('6', '7') }, 'd', AT), (error) => {
      assert.deepEqual([error.status, error.body.code], [503, 'read-only']);
      return true;
    });
    assert.equal((await there.find(ID)).givenName, 'Ada');
  });

  it('goes on in a new session when the server ended the kept one', async () => {
    await register();
    await peer.sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${peer.name} and pid <> pg_backend_pid()`;
    assert.equal((await records.find(ID)).givenName, 'Ada');
    const again = await records.amend({ ...PATIENT, givenName: 'Bea' }, 1, LATER);
    assert.equal(again.changed, true);
  });

  it('says which one is written to', async () => assert.equal(await records.takesWrites(), true));

  it('fails as unavailable when nobody answers, with the kind and without the message', async () => {
    const nobody = { run: async () => { throw Object.assign(new Error('password for Ada'), { code: 'CONNECT_TIMEOUT' }); } };
    await assert.rejects(new Records(nobody, nobody).find(ID), (error) => {
      assert.deepEqual(error.body, { code: 'store-unavailable', details: ['the patient store does not answer: CONNECT_TIMEOUT'] });
      return true;
    });
  });
});
