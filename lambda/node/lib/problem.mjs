import { kind } from './log.mjs';

const STATUS = {
  'invalid-json': 400,
  'invalid-idempotency-key': 400,
  'invalid-version': 400,
  'not-found': 404,
  'method-not-allowed': 405,
  'idempotency-conflict': 409,
  'version-conflict': 412,
  'body-too-large': 413,
  'unsupported-media-type': 415,
  'invalid-patient': 422,
  'precondition-required': 428,
  internal: 500,
  misconfigured: 503,
  'read-only': 503,
  'store-unavailable': 503,
};

/** Why a request does not have what it asked for as its answer; the codes are a contract, the details are not. */
export class Problem extends Error {
  constructor(code, details, { headers = {}, cause } = {}) {
    super(`${code}: ${details.join('; ')}`, { cause });
    this.status = STATUS[code];
    this.headers = headers;
    this.body = { code, details };
  }

  static wrongMethod(...allowed) {
    return new Problem('method-not-allowed', [`use ${allowed.join(' or ')}`], { headers: { allow: allowed.join(', ') } });
  }

  /** The kind of failure is for the operators; its message could quote the request and stays out. */
  static unavailable(store, cause) {
    return new Problem('store-unavailable', [`the ${store} does not answer: ${kind(cause)}`], { cause });
  }
}
