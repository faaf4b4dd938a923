/**
 * Entry point of the patient API, behind a load balancer.
 *
 * Reads DB_HOST (the global writer endpoint), DB_PORT, DB_NAME, DB_SECRET_ARN (in the secondary region the replica), EVENT_BUS,
 * EVENT_SOURCE, and DB_READER_HOST, the endpoint of the region's own cluster for reads and health; DB_HOST if not set.
 *
 * Calls secretsmanager:GetSecretValue on the secret (kms:Decrypt on its key) and events:PutEvents on the bus.
 */
import { randomUUID } from 'node:crypto';
import { Environment } from './lib/environment.mjs';
import { eventPublisher } from './lib/events.mjs';
import { answer } from './lib/http.mjs';
import { failure, Log } from './lib/log.mjs';
import { Outbox } from './lib/outbox.mjs';
import { noPatience } from './lib/patience.mjs';
import { patientApi } from './lib/patients.mjs';
import { databases } from './lib/postgres.mjs';
import { Records } from './lib/records.mjs';

/** The caller waits; what is left of a patient's events the publisher tells. */
const ANNOUNCE_MILLIS = 1000;

const environment = new Environment(process.env, [
  'DB_HOST',
  'DB_PORT',
  'DB_NAME',
  'DB_SECRET_ARN',
  'EVENT_BUS',
  'EVENT_SOURCE',
]);
const log = new Log('patient-api');
const route = patientApi({
  missing: environment.missing(),
  ...(environment.missing().length === 0 ? connected() : {}),
  log,
  now: () => new Date(),
  newId: randomUUID,
});

function connected() {
  const { writer, reader } = databases(environment);
  const region = environment.get('AWS_REGION');
  const publish = eventPublisher(region, environment.get('EVENT_BUS'), environment.get('EVENT_SOURCE'), noPatience);
  const outbox = new Outbox(writer, publish, region);
  return {
    records: new Records(writer, reader),
    /** The change is kept, and so is its event: what cannot be told at once, the publisher tells. */
    async announce(patientId) {
      try {
        const { refused } = await outbox.publishDue(patientId, ANNOUNCE_MILLIS);
        if (refused > 0) log.warn('event-delayed', { patientId });
      } catch (error) {
        log.warn('event-delayed', { patientId, ...failure(error) });
      }
    },
  };
}

export const handler = (event, context) => answer(event, context, route, log);
