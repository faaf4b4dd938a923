import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Credentials } from '../lib/credentials.mjs';
import { Database } from '../lib/database.mjs';
import { Records } from '../lib/records.mjs';

const secret = (password) => JSON.stringify({ username: 'app', password, engine: 'postgres', port: 5432 });
const failure = (code) => Object.assign(new Error(code), { code });

describe('credentials', () => {
  it('are read once in five minutes, and whenever they were refused', async () => {
    let reads = 0;
    let now = 0;
    const credentials = new Credentials(async () => secret(`p${++reads}`), () => now);

    assert.equal((await credentials.known()).password, 'p1');
    now += 5 * 60 * 1000;
    assert.equal((await credentials.known()).password, 'p1');
    now += 1;
    assert.equal((await credentials.known()).password, 'p2');
    assert.equal((await credentials.renewed()).password, 'p3');
    assert.equal((await credentials.known()).password, 'p3');
  });

  for (const text of ['secret-4711', '{"username":"app"}', 'null', undefined]) {
    it(`fail without quoting the secret: ${text}`, async () => {
      const credentials = new Credentials(async () => text);
      await assert.rejects(credentials.known(), (error) => !error.message.includes('4711'));
    });
  }
});

describe('database', () => {
  function database(script, answerMillis) {
    const sessions = [];
    const passwords = ['old', 'new'];
    const credentials = {
      known: async () => ({ password: passwords[0] }),
      renewed: async () => ({ password: passwords[1] }),
    };
    const connect = ({ password }) => {
      const session = { password, ended: false, end: async () => { session.ended = true; } };
      sessions.push(session);
      return session;
    };
    const work = () => {
      const step = script.shift();
      if (step instanceof Error) throw step;
      return step;
    };
    const database = new Database(connect, credentials, answerMillis);
    return { sessions, run: (own = work) => database.run(own) };
  }

  it('logs in again with renewed credentials when the known ones are refused', async () => {
    const { run, sessions } = database([failure('28P01'), 'done']);
    assert.equal(await run(), 'done');
    assert.deepEqual(sessions.map(({ password, ended }) => [password, ended]), [['old', true], ['new', false]]);
  });

  for (const code of ['CONNECTION_CLOSED', 'ECONNRESET', '25006', '57P01']) {
    it(`does the work again in a new session when the kept one is over with ${code}`, async () => {
      const { run, sessions } = database(['done', failure(code), 'done again', 'and again']);
      await run();
      assert.equal(await run(), 'done again');
      assert.equal(await run(), 'and again');
      assert.deepEqual(sessions.map(({ password, ended }) => [password, ended]), [['old', true], ['old', false]]);
    });
  }

  it('does not repeat what fails for another reason', async () => {
    const { run, sessions } = database([failure('42P01')]);
    await assert.rejects(run(), { code: '42P01' });
    assert.equal(sessions.length, 1);
  });

  it('gives up when a new session is over at once, and starts afresh the next time', async () => {
    const { run, sessions } = database([failure('57P01'), 'done']);
    await assert.rejects(run(), { code: '57P01' });
    assert.equal(await run(), 'done');
    assert.deepEqual(sessions.map(({ ended }) => ended), [true, false]);
  });

  it('does not wait for ever', async () => {
    const { run, sessions } = database([], 10);
    await assert.rejects(run(() => new Promise(() => {})), { code: 'TIMED_OUT' });
    assert.deepEqual(sessions.map(({ ended }) => ended), [true]);
  });
});

describe('records', () => {
  const patient = {
    patientId: '6f1c1b0e-93cd-4a0e-9d0a-0a8a3e0f7a11',
    givenName: 'Ada',
    familyName: "Robert'); drop table patient;--",
    birthDate: '1990-02-28',
    createdAt: '2026-11-21T08:00:00.000Z',
  };

  /** A session that keeps what it was asked, text and values apart, and answers from a script. */
  function session(...script) {
    const asked = [];
    const sql = async (strings, ...values) => {
      asked.push({ text: strings.join('?').replace(/\s+/g, ' ').trim(), values });
      const step = script.shift();
      if (step instanceof Error) throw step;
      return step ?? [];
    };
    sql.begin = (work) => work(sql);
    return { asked, run: (work) => work(sql) };
  }

  it('sends values apart from the statement', async () => {
    const database = session([{ patient_id: patient.patientId }]);
    assert.equal(await new Records(database, session()).putIfAbsent(patient), undefined);
    assert.equal(database.asked.length, 1);
    assert.doesNotMatch(database.asked[0].text, /Robert/);
    assert.deepEqual(database.asked[0].values, Object.values(patient));
  });

  it('gives the record that was there first', async () => {
    const row = { given_name: 'Eve', family_name: 'X', birth_date: '1980-01-01', created_at: new Date(0) };
    const before = await new Records(session([], [row]), session()).putIfAbsent(patient);
    assert.deepEqual(before, {
      patientId: patient.patientId,
      givenName: 'Eve',
      familyName: 'X',
      birthDate: '1980-01-01',
      createdAt: '1970-01-01T00:00:00.000Z',
    });
  });

  it('makes the table when the first record comes', async () => {
    const database = session(failure('42P01'), [], [], [{ patient_id: patient.patientId }]);
    await new Records(database, session()).putIfAbsent(patient);
    assert.deepEqual(
      database.asked.map(({ text }) => text.split(' ').slice(0, 2).join(' ')),
      ['insert into', 'select pg_advisory_xact_lock(7204018)', 'create table', 'insert into'],
    );
  });

  it('finds nothing where there is no table yet, and reads from the reader', async () => {
    const reader = session(failure('42P01'));
    assert.equal(await new Records(session(), reader).find(patient.patientId), undefined);
    assert.equal(reader.asked.length, 1);
  });

  it('fails as unavailable, with the code and without the message', async () => {
    const reader = session(Object.assign(new Error('value "Ada" is wrong'), { code: '22000' }));
    await assert.rejects(new Records(session(), reader).find(patient.patientId), (error) => {
      assert.equal(error.body.code, 'store-unavailable');
      assert.match(error.body.details[0], /22000/);
      assert.doesNotMatch(JSON.stringify(error.body), /Ada/);
      return true;
    });
  });
});
