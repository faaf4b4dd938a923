import { AsyncLocalStorage } from 'node:async_hooks';

const invocation = new AsyncLocalStorage();

const TOKEN = /^[A-Za-z0-9._-]{1,64}$/;

/** A file of ours or of the driver and a line in it; nothing else of a stack is certain to quote nobody. */
const PLACE = /^\s+at .*?([\w.-]{1,60}\.m?js):(\d{1,7}):\d{1,7}\)?$/;
const PLACES = 8;

/**
 * Writes one line of JSON for each event, with the names of fields that Powertools uses, on standard output: the runtime's console
 * would wrap it into a message. A value is a number, a boolean, or text that the code itself chose, as ids and codes are; nothing of
 * a patient but the id goes there, and no message of an error, which may quote one.
 */
export class Log {
  #service;
  #write;
  #now;

  /** @param {string} service who speaks, e.g. patient-api */
  constructor(service, write = (line) => process.stdout.write(line), now = () => new Date()) {
    this.#service = service;
    this.#write = write;
    this.#now = now;
  }

  info(message, fields) {
    this.#line('INFO', message, fields);
  }

  warn(message, fields) {
    this.#line('WARN', message, fields);
  }

  error(message, fields) {
    this.#line('ERROR', message, fields);
  }

  #line(level, message, fields) {
    const timestamp = this.#now().toISOString();
    const line = { level, message, timestamp, service: this.#service, ...invocation.getStore(), ...fields };
    this.#write(`${JSON.stringify(line)}\n`);
  }
}

/** Does the work with the ids of an invocation in every line that is written meanwhile; those that are undefined are left out. */
export function during({ requestId, correlationId }, work) {
  return invocation.run({ function_request_id: requestId, correlation_id: correlationId }, work);
}

/** The correlation id of the invocation that is under way, or undefined. */
export function correlation() {
  return invocation.getStore()?.correlation_id;
}

/** Whether it can be a correlation id: nothing that could break a line of a log, or carry a sentence. */
export function isToken(text) {
  return typeof text === 'string' && TOKEN.test(text);
}

/** The kind of an error, without its message. */
export function kind(error) {
  return error?.code ?? error?.name ?? 'unknown';
}

/** What the log says of a failure: its kind, those of what caused it, and the places it came through. */
export function failure(error) {
  const kinds = [];
  for (let at = error; at && kinds.length < PLACES; at = at.cause) kinds.push(kind(at));
  const places = String(error?.stack ?? '')
    .split('\n')
    .map((line) => PLACE.exec(line))
    .filter((match) => match)
    .slice(0, PLACES)
    .map(([, file, line]) => `${file}:${line}`);
  return { error: kinds, places };
}

/**
 * A handler whose failures are in the log without their messages: it throws on, so that Lambda counts the error and calls again, but
 * not the error itself, which the runtime would print.
 */
export function guarded(log, work) {
  return (event, context) => {
    const requestId = context?.awsRequestId;
    const given = event?.detail?.correlationId;
    return during({ requestId, correlationId: isToken(given) ? given : requestId }, async () => {
      try {
        return await work(event);
      } catch (error) {
        log.error('failed', failure(error));
        throw new Error(`failed: ${kind(error)}`);
      }
    });
  };
}
