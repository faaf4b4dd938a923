import { STATUS_CODES } from 'node:http';
import { members } from './json.mjs';
import { during, failure, isToken } from './log.mjs';
import { Problem } from './problem.mjs';

const BODY_BYTES = 64 * 1024;
const JSON_TYPE = /^application\/json(?:\s*;\s*charset="?utf-8"?)?$/i;

/**
 * Answers an event of a load balancer, whatever becomes of it: what nobody foresaw is an answer with status 500, which the alarm on
 * the load balancer's targets counts, and a line in the log.
 *
 * @param event of the load balancer
 * @param context of the invocation
 * @param route (request) to {status, headers?, body}, or throws a Problem
 */
export function answer(event, context, route, log) {
  const correlationId = correlationOf(event, context);
  return during({ requestId: context?.awsRequestId, correlationId }, async () => {
    let reply;
    try {
      reply = await route(request(event));
    } catch (error) {
      reply = problem(error, log);
    }
    const ids = correlationId === undefined ? {} : { 'x-correlation-id': correlationId };
    return {
      statusCode: reply.status,
      statusDescription: `${reply.status} ${STATUS_CODES[reply.status]}`,
      headers: { ...reply.headers, ...ids, 'content-type': 'application/json', 'cache-control': 'no-store' },
      isBase64Encoded: false,
      body: JSON.stringify(reply.body),
    };
  });
}

/** The id that came with the request when it is a plain token, and the invocation's own otherwise. */
function correlationOf(event, context) {
  const given = headersOf(event)['x-correlation-id'];
  return isToken(given) ? given : context?.awsRequestId;
}

function problem(error, log) {
  if (!(error instanceof Problem)) {
    log.error('unforeseen', { code: 'internal', ...failure(error) });
    return new Problem('internal', ['the request was not understood to its end']);
  }
  const { status, body: { code }, cause } = error;
  if (status >= 500) log.error('refused', { status, code, ...(cause && failure(cause)) });
  else log.info('refused', { status, code });
  return error;
}

function headersOf(event) {
  const headers = Object.entries(event?.headers ?? {});
  return Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), String(value)]));
}

function request(event) {
  const headers = headersOf(event);
  return { method: event.httpMethod, path: event.path, headers, json: () => members(body(event, headers)) };
}

/** The text of a body that says it is JSON; throws when it is something else, or too much. */
function body(event, headers) {
  if (!JSON_TYPE.test(headers['content-type']?.trim())) {
    throw new Problem('unsupported-media-type', ['content-type: application/json, in UTF-8']);
  }
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > BODY_BYTES) throw new Problem('body-too-large', [`the body: at most ${BODY_BYTES} bytes`]);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Problem('invalid-json', ['the body is not UTF-8']);
  }
}
