import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { answer, Problem } from '../lib/http.mjs';
import { patientApi } from '../lib/patients.mjs';

const ID = '6f1c1b0e-93cd-4a0e-9d0a-0a8a3e0f7a11';
const PATIENT = { givenName: 'Ada', familyName: "O'Neill-Łuczak", birthDate: '1990-02-28' };

/** Through the translation of the load balancer's events; the store is a map. */
describe('patient API', () => {
  let stored;
  let published;
  let down;
  let busDown;
  let now;

  beforeEach(() => {
    stored = new Map();
    published = [];
    down = false;
    busDown = false;
    now = new Date('2026-11-21T08:00:00.123Z');
  });

  const records = {
    async putIfAbsent(patient) {
      await this.ping();
      const before = stored.get(patient.patientId);
      if (!before) stored.set(patient.patientId, patient);
      return before;
    },
    async find(id) {
      await this.ping();
      return stored.get(id);
    },
    async ping() {
      if (down) throw Problem.unavailable('patient store', { code: 'ECONNREFUSED' });
    },
  };

  function send(method, path, { body, headers = {}, missing = [], base64 = false } = {}) {
    const publish = async (type, detail) => {
      if (busDown) throw Problem.unavailable('event bus', { name: 'ThrottlingException' });
      published.push({ type, detail });
    };
    const route = patientApi({ missing, records, publish, now: () => now, newId: () => ID });
    return answer({ httpMethod: method, path, headers, body, isBase64Encoded: base64 }, route);
  }

  const post = (body, headers) => send('POST', '/patients', { body: JSON.stringify(body), headers });

  it('registers a patient, says so on the bus without the name, and finds the patient again', async () => {
    const registered = await post(PATIENT);

    assert.equal(registered.statusCode, 201);
    assert.equal(registered.statusDescription, '201 Created');
    assert.equal(registered.headers.location, `/patients/${ID}`);
    assert.equal(registered.headers['cache-control'], 'no-store');
    const view = { patientId: ID, ...PATIENT, createdAt: '2026-11-21T08:00:00.123Z' };
    assert.deepEqual(JSON.parse(registered.body), view);
    assert.deepEqual(published, [
      {
        type: 'PatientRegistered',
        detail: { eventId: `PatientRegistered-${ID}`, patientId: ID, at: '2026-11-21T08:00:00.123Z' },
      },
    ]);

    const found = await send('GET', `/patients/${ID}`);
    assert.equal(found.statusCode, 200);
    assert.deepEqual(JSON.parse(found.body), view);
  });

  it('answers a repetition with the first record, and publishes the same event again', async () => {
    await post(PATIENT, { 'Idempotency-Key': ID });
    now = new Date('2026-11-21T09:00:00Z');
    const again = await post(PATIENT, { 'Idempotency-Key': ID });

    assert.equal(again.statusCode, 200);
    assert.equal(JSON.parse(again.body).createdAt, '2026-11-21T08:00:00.123Z');
    assert.deepEqual(published[1], published[0]);
  });

  it('completes by repetition what the bus refused', async () => {
    busDown = true;
    assert.equal((await post(PATIENT, { 'idempotency-key': ID })).statusCode, 503);
    busDown = false;
    assert.equal((await post(PATIENT, { 'idempotency-key': ID })).statusCode, 200);
    assert.equal(published.length, 1);
  });

  it('rejects an idempotency key of another patient', async () => {
    await post(PATIENT, { 'idempotency-key': ID });
    const other = await post({ ...PATIENT, givenName: 'Bea' }, { 'idempotency-key': ID });

    assert.equal(other.statusCode, 409);
    assert.equal(stored.get(ID).givenName, 'Ada');
    assert.equal(published.length, 1);
  });

  it('rejects an idempotency key that is no UUID', async () => {
    assert.equal((await post(PATIENT, { 'idempotency-key': '1' })).statusCode, 400);
  });

  for (const body of ['', '{', 'null', '[]', '"text"', '5']) {
    it(`rejects ${JSON.stringify(body)} as a body`, async () => {
      const reply = await send('POST', '/patients', { body });
      assert.equal(reply.statusCode, 400);
      assert.equal(JSON.parse(reply.body).code, 'invalid-json');
    });
  }

  it('rejects a malformed body without quoting it', async () => {
    const reply = await send('POST', '/patients', { body: '{"givenName": secret-4711}' });
    assert.doesNotMatch(reply.body, /4711/);
  });

  it('rejects an invalid patient naming everything that is wrong', async () => {
    const reply = await post({ givenName: '<b>', birthDate: '2001-02-30', diagnosis: 'secret' });

    assert.equal(reply.statusCode, 422);
    assert.deepEqual(
      JSON.parse(reply.body).details.map((detail) => detail.split(':')[0]),
      ['diagnosis', 'givenName', 'familyName', 'birthDate'],
    );
    assert.equal(stored.size, 0);
  });

  for (const birthDate of ['2026-11-22', '1879-12-31', '20010203', 5, null]) {
    it(`rejects ${JSON.stringify(birthDate)} as a birth date`, async () => {
      assert.equal((await post({ ...PATIENT, birthDate })).statusCode, 422);
    });
  }

  it('reads bodies in base64', async () => {
    const body = Buffer.from(JSON.stringify(PATIENT)).toString('base64');
    assert.equal((await send('POST', '/patients', { body, base64: true })).statusCode, 201);
  });

  for (const [method, path, status] of [
    ['GET', '/', 404],
    ['GET', '/patients/1', 404],
    ['GET', `/patients/${ID}`, 404],
    ['GET', '/patients', 405],
    ['DELETE', `/patients/${ID}`, 405],
    ['POST', '/health', 405],
  ]) {
    it(`answers ${method} ${path} with ${status}`, async () => {
      const reply = await send(method, path);
      assert.equal(reply.statusCode, status);
      assert.equal('allow' in reply.headers, status === 405);
    });
  }

  it('is healthy as long as the database of the region answers', async () => {
    assert.equal((await send('GET', '/health')).statusCode, 200);
    down = true;
    const reply = await send('GET', '/health');
    assert.equal(reply.statusCode, 503);
    assert.match(reply.body, /ECONNREFUSED/);
  });

  it('names missing variables as its health, and serves nothing', async () => {
    const health = await send('GET', '/health', { missing: ['DB_HOST'] });
    assert.equal(health.statusCode, 503);
    assert.deepEqual(JSON.parse(health.body), { missing: ['DB_HOST'], status: 'misconfigured' });

    const reply = await send('GET', `/patients/${ID}`, { missing: ['DB_HOST'] });
    assert.equal(JSON.parse(reply.body).code, 'misconfigured');
  });

  it('throws on what nobody foresaw', async () => {
    const broken = { ...records, find: async () => { throw new TypeError('a bug'); } };
    const route = patientApi({ missing: [], records: broken, now: () => now, newId: () => ID });
    await assert.rejects(answer({ httpMethod: 'GET', path: `/patients/${ID}` }, route), TypeError);
  });
});
