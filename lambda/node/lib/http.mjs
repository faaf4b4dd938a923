import { kind, log } from './log.mjs';

const REASONS = {
  200: 'OK',
  201: 'Created',
  400: 'Bad Request',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  422: 'Unprocessable Entity',
  503: 'Service Unavailable',
};

const STATUS = {
  'invalid-json': 400,
  'invalid-idempotency-key': 400,
  'not-found': 404,
  'method-not-allowed': 405,
  'idempotency-conflict': 409,
  'invalid-patient': 422,
  misconfigured: 503,
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

  static wrongMethod(allowed) {
    return new Problem('method-not-allowed', [`use ${allowed}`], { headers: { allow: allowed } });
  }

  /** The kind of failure is for the operators; its message could quote the request and stays out. */
  static unavailable(store, cause) {
    return new Problem('store-unavailable', [`the ${store} does not answer: ${kind(cause)}`], { cause });
  }
}

/**
 * Answers an event of a load balancer. What nobody foresaw is thrown on: Lambda counts it as an error of the function, and the
 * alarm sees it; it is not turned into an answer.
 *
 * @param event of the load balancer
 * @param route (request) to {status, headers?, body}, or throws a Problem
 */
export async function answer(event, route) {
  let reply;
  try {
    reply = await route(request(event));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    reply = error;
    if (reply.status >= 500) log(reply.body);
  }
  return {
    statusCode: reply.status,
    statusDescription: `${reply.status} ${REASONS[reply.status] ?? 'Unknown'}`,
    headers: { ...reply.headers, 'content-type': 'application/json', 'cache-control': 'no-store' },
    isBase64Encoded: false,
    body: JSON.stringify(reply.body),
  };
}

function request(event) {
  const headers = Object.fromEntries(
    Object.entries(event.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const body = event.isBase64Encoded ? Buffer.from(event.body ?? '', 'base64').toString('utf8') : (event.body ?? '');
  return { method: event.httpMethod, path: event.path, headers, body };
}
