import { digest, draft } from './draft.mjs';
import { Problem } from './problem.mjs';

const UUID_FORM = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ENTITY_TAG = /^"([1-9]\d{0,8})"$/;

/**
 * The routes: GET /health, POST /patients, GET and PUT /patients/{id}.
 *
 * A change is kept together with the event that tells of it, or not at all, so an answer with status 200 or 201 means that both will
 * be known. Repeating a registration with its Idempotency-Key, which is the patient's id, or an amendment with its If-Match changes
 * nothing. There is no search: who knows an id may read that patient, and nobody finds one without.
 *
 * @param missing names of variables that are not set
 * @param records of lib/records.mjs; undefined when something is missing
 * @param announce (patientId) tells the world what is new of a patient; never throws
 * @param now to a Date
 * @param newId to a UUID
 */
export function patientApi({ missing, records, announce, log, now, newId }) {
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
    const patientId = String(path).startsWith('/patients/') ? path.slice('/patients/'.length) : '';
    if (!UUID_FORM.test(patientId)) throw new Problem('not-found', ['there is nothing at this path']);
    if (method === 'GET') return find(patientId);
    if (method === 'PUT') return amend(patientId, request);
    throw Problem.wrongMethod('GET', 'PUT');
  }

  /**
   * The database of this region is asked, not the writer: when the primary region is lost, the secondary must not look dead as
   * well.
   */
  async function health() {
    if (missing.length > 0) return { status: 503, body: { missing, status: 'misconfigured' } };
    return { status: 200, body: { status: 'ok', database: (await records.takesWrites()) ? 'writer' : 'reader' } };
  }

  async function register(request) {
    requireConfiguration();
    const patientId = request.headers['idempotency-key'] ?? newId();
    if (!UUID_FORM.test(patientId)) {
      throw new Problem('invalid-idempotency-key', ['Idempotency-Key: a UUID in lower case']);
    }
    const at = now();
    const wanted = draft(request.json(), at);
    const { patient, registration, isNew } = await records.register({ patientId, ...wanted }, digest(wanted), at);
    if (registration !== digest(wanted)) {
      throw new Problem('idempotency-conflict', ['this idempotency key belongs to another patient']);
    }
    if (isNew) log.info('patient-registered', { patientId });
    await announce(patientId);
    return shown(patient, isNew ? 201 : 200, isNew ? { location: `/patients/${patientId}` } : {});
  }

  async function find(patientId) {
    requireConfiguration();
    const patient = await records.find(patientId);
    if (!patient) throw noSuchPatient();
    return shown(patient, 200);
  }

  async function amend(patientId, request) {
    requireConfiguration();
    const version = expectedVersion(request.headers['if-match']);
    const at = now();
    const { patient, changed, conflict } = await records.amend({ patientId, ...draft(request.json(), at) }, version, at);
    if (!patient) throw noSuchPatient();
    if (conflict) throw new Problem('version-conflict', ['the patient was changed since: read it again, then amend what it is now']);
    if (changed) log.info('patient-amended', { patientId, version: patient.version });
    await announce(patientId);
    return shown(patient, 200);
  }

  function requireConfiguration() {
    if (missing.length > 0) throw new Problem('misconfigured', ['not configured, see /health']);
  }

  return route;
}

function noSuchPatient() {
  return new Problem('not-found', ['there is no such patient']);
}

function shown(patient, status, headers = {}) {
  return { status, headers: { ...headers, etag: `"${patient.version}"` }, body: patient };
}

/** The version an amendment is made to. Any version at all (*) would be nobody's. */
function expectedVersion(header) {
  if (header === undefined) throw new Problem('precondition-required', ['If-Match: the ETag of the patient as you read it']);
  const match = ENTITY_TAG.exec(header.trim());
  if (!match) throw new Problem('invalid-version', ['If-Match: one ETag as "3", in quotes']);
  return Number(match[1]);
}
