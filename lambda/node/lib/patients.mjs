import { Problem } from './http.mjs';

const UUID_FORM = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const NAME = /^[\p{L}\p{M}][\p{L}\p{M}' .-]{0,99}$/u;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const MEMBERS = ['givenName', 'familyName', 'birthDate'];

/** Type of the event that says a patient was registered. */
export const REGISTERED = 'PatientRegistered';

/**
 * The routes: GET /health, POST /patients, GET /patients/{id}.
 *
 * A patient is registered when the record is stored and the event is published; when the function dies in between, sending the
 * request again with its Idempotency-Key, which is the patient's id, completes it.
 *
 * @param missing names of variables that are not set
 * @param records putIfAbsent(patient), find(id), ping(); undefined when something is missing
 * @param publish (type, detail); the detail names the patient by id only
 * @param now to a Date
 * @param newId to a UUID
 */
export function patientApi({ missing, records, publish, now, newId }) {
  async function route(request) {
    const { method, path } = request;
    if (path === '/health') {
      if (method !== 'GET') throw Problem.wrongMethod('GET');
      return health();
    }
    if (path === '/patients') {
      if (method !== 'POST') throw Problem.wrongMethod('POST');
      return register(request);
    }
    const patientId = path.startsWith('/patients/') ? path.slice('/patients/'.length) : '';
    if (!UUID_FORM.test(patientId)) throw new Problem('not-found', ['there is nothing at this path']);
    if (method !== 'GET') throw Problem.wrongMethod('GET');
    return find(patientId);
  }

  /**
   * The database of this region is asked, not the writer: when the primary region is lost, the secondary must not look dead as
   * well.
   */
  async function health() {
    if (missing.length > 0) return { status: 503, body: { missing, status: 'misconfigured' } };
    await records.ping();
    return { status: 200, body: { status: 'ok' } };
  }

  async function register(request) {
    requireConfiguration();
    const patientId = request.headers['idempotency-key'] ?? newId();
    if (!UUID_FORM.test(patientId)) {
      throw new Problem('invalid-idempotency-key', ['Idempotency-Key: a UUID in lower case']);
    }
    const patient = { patientId, ...draft(request.body, now()), createdAt: now().toISOString() };
    const before = await records.putIfAbsent(patient);
    if (before && !repeats(patient, before)) {
      throw new Problem('idempotency-conflict', ['this idempotency key belongs to another patient']);
    }
    const stored = before ?? patient;
    await publish(REGISTERED, { eventId: `${REGISTERED}-${patientId}`, patientId, at: stored.createdAt });
    return {
      status: before ? 200 : 201,
      headers: before ? {} : { location: `/patients/${patientId}` },
      body: stored,
    };
  }

  async function find(patientId) {
    requireConfiguration();
    const patient = await records.find(patientId);
    if (!patient) throw new Problem('not-found', ['there is no such patient']);
    return { status: 200, body: patient };
  }

  function requireConfiguration() {
    if (missing.length > 0) throw new Problem('misconfigured', ['not configured, see /health']);
  }

  return route;
}

/** Whether it is the same patient, sent again: all but the instant is equal. */
function repeats(patient, before) {
  return MEMBERS.every((member) => patient[member] === before[member]);
}

/** The body of a registration, believed only as far as it was checked. */
function draft(body, today) {
  let value;
  try {
    value = JSON.parse(body);
  } catch {
    // The parser's message quotes the body, which is the patient's and not for logs or replies.
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new Problem('invalid-json', ['the body is not a patient']);
  }
  const wrong = Object.keys(value)
    .filter((member) => !MEMBERS.includes(member))
    .map((member) => `${member.slice(0, 40)}: is not a member of a patient`);
  for (const member of ['givenName', 'familyName']) {
    if (typeof value[member] !== 'string' || !NAME.test(value[member])) {
      wrong.push(`${member}: 1 to 100 letters, apostrophes, hyphens, dots or spaces`);
    }
  }
  if (!isDate(value.birthDate) || value.birthDate > today.toISOString().slice(0, 10)) {
    wrong.push('birthDate: a day as 2001-02-03, not in the future');
  }
  if (wrong.length > 0) throw new Problem('invalid-patient', wrong);
  return { givenName: value.givenName, familyName: value.familyName, birthDate: value.birthDate };
}

function isDate(text) {
  if (typeof text !== 'string' || !DATE.test(text) || text < '1880-01-01') return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
