import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { digest, same } from '../lib/draft.mjs';
import { answer } from '../lib/http.mjs';
import { Log } from '../lib/log.mjs';
import { patientApi } from '../lib/patients.mjs';
import { Problem } from '../lib/problem.mjs';

const ID = '6f1c1b0e-93cd-4a0e-9d0a-0a8a3e0f7a11';
const PATIENT = { givenName: 'Ada', familyName: "O'Neill-Łuczak", birthDate: '1990-02-28' };
const JSON_BODY = { 'content-type': 'application/json' };

/** Through the translation of the load balancer's events; the store is a map. The one in PostgreSQL is asked in test/postgres. */
describe('patient API', () => {
  let stored;
  let announced;
  let down;
  let now;
  let lines;

  beforeEach(() => {
    stored = new Map();
    announced = [];
    lines = [];
    down = undefined;
    now = new Date('2026-11-21T08:00:00.123Z');
  });

  const records = {
    async register({ patientId, ...members }, registration, at) {
      await this.takesWrites();
      const isNew = !stored.has(patientId);
      const instant = at.toISOString();
      const patient = { patientId, version: 1, ...members, createdAt: instant, updatedAt: instant };
      if (isNew) stored.set(patientId, { patient, registration });
      return { ...stored.get(patientId), isNew };
    },
    async amend({ patientId, ...members }, version, at) {
      const found = stored.get(patientId);
      if (!found) return {};
      if (version !== found.patient.version) return { ...found, conflict: true };
      if (same(found.patient, members)) return { ...found, changed: false };
      found.patient = { ...found.patient, ...members, version: version + 1, updatedAt: at.toISOString() };
      return { ...found, changed: true };
    },
    async find(id) {
      await this.takesWrites();
      return stored.get(id)?.patient;
    },
    async takesWrites() {
      if (down) throw down;
      return false;
    },
  };

  function api(overrides = {}) {
    return patientApi({
      missing: [],
      records,
      announce: async (id) => announced.push(id),
      log: new Log('patient-api', (line) => lines.push(JSON.parse(line))),
      now: () => now,
      newId: () => ID,
      ...overrides,
    });
  }

  function send(method, path, { body, headers = {}, base64 = false, route = api(), context } = {}) {
    const event = { httpMethod: method, path, headers, body, isBase64Encoded: base64 };
    return answer(event, context ?? { awsRequestId: 'r-1' }, route, new Log('patient-api', (line) => lines.push(JSON.parse(line))));
  }

  const post = (body, headers) =>
    send('POST', '/patients', { body: JSON.stringify(body), headers: { ...JSON_BODY, ...headers } });
  const put = (body, headers) =>
    send('PUT', `/patients/${ID}`, { body: JSON.stringify(body), headers: { ...JSON_BODY, ...headers } });
  const code = (reply) => JSON.parse(reply.body).code;

  it('registers a patient, announces it, and finds the patient again', async () => {
    const registered = await post(PATIENT);

    assert.equal(registered.statusCode, 201);
    assert.equal(registered.statusDescription, '201 Created');
    assert.equal(registered.headers.location, `/patients/${ID}`);
    assert.equal(registered.headers.etag, '"1"');
    assert.equal(registered.headers['cache-control'], 'no-store');
    const instant = '2026-11-21T08:00:00.123Z';
    const view = { patientId: ID, version: 1, ...PATIENT, createdAt: instant, updatedAt: instant };
    assert.deepEqual(JSON.parse(registered.body), view);
    assert.deepEqual(announced, [ID]);

    const found = await send('GET', `/patients/${ID}`);
    assert.equal(found.statusCode, 200);
    assert.equal(found.headers.etag, '"1"');
    assert.deepEqual(JSON.parse(found.body), view);
  });

  it('answers a repetition with the patient as it is, even amended since', async () => {
    await post(PATIENT, { 'Idempotency-Key': ID });
    await put({ ...PATIENT, givenName: 'Bea' }, { 'if-match': '"1"' });
    now = new Date('2026-11-21T09:00:00Z');
    const again = await post(PATIENT, { 'Idempotency-Key': ID });

    assert.equal(again.statusCode, 200);
    assert.equal(JSON.parse(again.body).givenName, 'Bea');
    assert.equal(again.headers.etag, '"2"');
    assert.equal(again.headers.location, undefined);
  });

  it('rejects an idempotency key of another patient, and one that is no UUID', async () => {
    await post(PATIENT, { 'idempotency-key': ID });
    const other = await post({ ...PATIENT, givenName: 'Bea' }, { 'idempotency-key': ID });
    assert.deepEqual([other.statusCode, code(other)], [409, 'idempotency-conflict']);
    assert.equal(stored.get(ID).patient.givenName, 'Ada');

    const odd = await post(PATIENT, { 'idempotency-key': ID.toUpperCase() });
    assert.deepEqual([odd.statusCode, code(odd)], [400, 'invalid-idempotency-key']);
  });

  it('amends the version that was read, once', async () => {
    await post(PATIENT);
    const amended = await put({ ...PATIENT, familyName: 'Byron' }, { 'If-Match': '"1"' });
    assert.equal(amended.statusCode, 200);
    assert.deepEqual([JSON.parse(amended.body).familyName, JSON.parse(amended.body).version, amended.headers.etag], ['Byron', 2, '"2"']);

    const late = await put({ ...PATIENT, familyName: 'King' }, { 'if-match': '"1"' });
    assert.deepEqual([late.statusCode, code(late)], [412, 'version-conflict']);
    assert.equal(stored.get(ID).patient.familyName, 'Byron');
  });

  for (const [header, status, expected] of [
    [undefined, 428, 'precondition-required'],
    ['*', 400, 'invalid-version'],
    ['1', 400, 'invalid-version'],
    ['W/"1"', 400, 'invalid-version'],
    ['"0"', 400, 'invalid-version'],
    ['"1", "2"', 400, 'invalid-version'],
    ['"9999999999"', 400, 'invalid-version'],
    ['"١"', 400, 'invalid-version'],
  ]) {
    it(`rejects If-Match ${header} with ${status}`, async () => {
      await post(PATIENT);
      const reply = await put({ ...PATIENT, givenName: 'Bea' }, header === undefined ? {} : { 'if-match': header });
      assert.deepEqual([reply.statusCode, code(reply)], [status, expected]);
      assert.equal(stored.get(ID).patient.version, 1);
    });
  }

  it('amends nobody who is not there', async () => {
    assert.equal((await put(PATIENT, { 'if-match': '"1"' })).statusCode, 404);
  });

  for (const body of ['', '{', 'null', '[]', '"text"', '5', '{"givenName":"A"}x', '\ufeff{}', '['.repeat(60_000)]) {
    it(`rejects ${JSON.stringify(body.slice(0, 20))} as a body`, async () => {
      const reply = await send('POST', '/patients', { body, headers: JSON_BODY });
      assert.deepEqual([reply.statusCode, code(reply)], [400, 'invalid-json']);
    });
  }

  it('rejects a member that is there twice, however it is written', async () => {
    for (const second of ['"birthDate"', '"birth\\u0044ate"']) {
      const body = `${JSON.stringify(PATIENT).slice(0, -1)},${second}:"1991-01-01"}`;
      const reply = await send('POST', '/patients', { body, headers: JSON_BODY });
      assert.deepEqual([reply.statusCode, code(reply)], [400, 'invalid-json']);
    }
    const inside = await post({ ...PATIENT, more: { more: [{ more: 1 }, ':{"'] } });
    assert.equal(code(inside), 'invalid-patient');
  });

  it('rejects bytes that are not UTF-8', async () => {
    const body = Buffer.concat([Buffer.from('{"givenName":"'), Buffer.from([0xff]), Buffer.from('"}')]).toString('base64');
    const reply = await send('POST', '/patients', { body, base64: true, headers: JSON_BODY });
    assert.deepEqual([reply.statusCode, code(reply)], [400, 'invalid-json']);
  });

  for (const [type, status] of [
    ['application/json; charset=utf-8', 201],
    ['Application/JSON;charset="UTF-8"', 201],
    [undefined, 415],
    ['text/plain', 415],
    ['application/json; charset=iso-8859-1', 415],
    ['application/jsonp', 415],
    ['undefined', 415],
  ]) {
    it(`answers content type ${type} with ${status}`, async () => {
      const reply = await post(PATIENT, { 'content-type': type ?? '' });
      assert.equal(reply.statusCode, status);
    });
  }

  it('rejects more than 64 KiB, in base64 or not, and takes just as much', async () => {
    const plain = JSON.stringify({ ...PATIENT, familyName: 'Byron' });
    const filled = (bytes) => plain.padEnd(bytes, ' ');
    for (const base64 of [false, true]) {
      const sized = async (bytes) => {
        const body = base64 ? Buffer.from(filled(bytes)).toString('base64') : filled(bytes);
        return (await send('POST', '/patients', { body, base64, headers: JSON_BODY })).statusCode;
      };
      assert.equal(await sized(64 * 1024 + 1), 413);
      assert.ok([200, 201].includes(await sized(64 * 1024)));
    }
  });

  it('rejects an invalid patient naming everything that is wrong, and repeats nothing odd', async () => {
    const reply = await post({ givenName: '<b>', birthDate: '2001-02-30', diagnosis: 'secret', 'x\u202E"': 1, ['__proto__']: 1 });

    assert.equal(reply.statusCode, 422);
    assert.deepEqual(
      JSON.parse(reply.body).details.map((detail) => detail.split(':')[0]),
      ['diagnosis', '(another member)', '__proto__', 'givenName', 'familyName', 'birthDate'],
    );
    assert.doesNotMatch(reply.body, /secret|<b>/);
    assert.equal(stored.size, 0);
  });

  it('keeps names composed, so that equal ones are equal', async () => {
    await post({ ...PATIENT, familyName: 'Nu\u0301n\u0303ez' }, { 'idempotency-key': ID });
    assert.equal(stored.get(ID).patient.familyName, 'N\u00fa\u00f1ez');
    assert.equal((await post({ ...PATIENT, familyName: 'N\u00fa\u00f1ez' }, { 'idempotency-key': ID })).statusCode, 200);
  });

  for (const [method, path, status] of [
    ['GET', '/', 404],
    ['GET', undefined, 404],
    ['GET', '/patients/1', 404],
    ['GET', `/patients/${ID}`, 404],
    ['GET', `/patients/${ID}'; drop table patient;--`, 404],
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
    const well = await send('GET', '/health');
    assert.deepEqual([well.statusCode, JSON.parse(well.body)], [200, { status: 'ok', database: 'reader' }]);
    down = Problem.unavailable('patient store', { code: 'ECONNREFUSED' });
    const reply = await send('GET', '/health');
    assert.equal(reply.statusCode, 503);
    assert.match(reply.body, /ECONNREFUSED/);
  });

  it('names missing variables as its health, and serves nothing', async () => {
    const route = api({ missing: ['DB_HOST'] });
    const health = await send('GET', '/health', { route });
    assert.equal(health.statusCode, 503);
    assert.deepEqual(JSON.parse(health.body), { missing: ['DB_HOST'], status: 'misconfigured' });
    assert.equal(code(await send('GET', `/patients/${ID}`, { route })), 'misconfigured');
  });

  it('answers what nobody foresaw with 500, and says where but not what', async () => {
    down = new TypeError(`cannot read\n    at Ada ${JSON.stringify(PATIENT)}`);
    const reply = await send('GET', `/patients/${ID}`);

    assert.deepEqual([reply.statusCode, code(reply)], [500, 'internal']);
    const [line] = lines;
    assert.deepEqual([line.level, line.message, line.code, line.error], ['ERROR', 'unforeseen', 'internal', ['TypeError']]);
    assert.match(line.places[0], /^patients\.test\.mjs:\d+$/);
    assert.doesNotMatch(JSON.stringify([reply, lines]), /Ada|O'Neill/);
  });

  for (const event of [undefined, null, {}, { headers: null, path: '/patients', httpMethod: 'POST' }]) {
    it(`answers even ${JSON.stringify(event)}`, async () => {
      const reply = await answer(event, undefined, api(), new Log('patient-api', () => {}));
      assert.ok([404, 415, 500].includes(reply.statusCode));
    });
  }

  it('sends a correlation id back, its own when what came is none, and writes it into every line', async () => {
    const given = await send('GET', '/', { headers: { 'X-Correlation-Id': 'abc-1.2_3' } });
    assert.equal(given.headers['x-correlation-id'], 'abc-1.2_3');
    assert.deepEqual([lines[0].correlation_id, lines[0].function_request_id], ['abc-1.2_3', 'r-1']);

    for (const odd of ['', 'a b', 'x'.repeat(65), 'a\nlevel', 'ä', undefined]) {
      const reply = await send('GET', '/', { headers: odd === undefined ? {} : { 'x-correlation-id': odd } });
      assert.equal(reply.headers['x-correlation-id'], 'r-1');
    }
  });

  it('logs what happened and to whom, by id alone', async () => {
    await post(PATIENT);
    await put({ ...PATIENT, familyName: 'Byron' }, { 'if-match': '"1"' });
    await put({ ...PATIENT, familyName: 'King' }, { 'if-match': '"1"' });
    assert.deepEqual(
      lines.map(({ level, message, service, patientId, version, status, code: refused }) =>
        [level, message, service, patientId, version, status, refused].filter((value) => value !== undefined)),
      [
        ['INFO', 'patient-registered', 'patient-api', ID],
        ['INFO', 'patient-amended', 'patient-api', ID, 2],
        ['INFO', 'refused', 'patient-api', 412, 'version-conflict'],
      ],
    );
    assert.doesNotMatch(JSON.stringify(lines), /Ada|Neill|Byron|King|1990/);
  });

  it('tells registrations apart by all their members', () => {
    const digests = [PATIENT, { ...PATIENT, givenName: 'B' }, { ...PATIENT, familyName: 'B' }, { ...PATIENT, birthDate: '1990-03-01' }];
    assert.equal(new Set(digests.map(digest)).size, 4);
  });
});
