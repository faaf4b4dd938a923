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
import { patientApi } from './lib/patients.mjs';
import { databases } from './lib/postgres.mjs';
import { Records } from './lib/records.mjs';

const environment = new Environment(process.env, [
  'DB_HOST',
  'DB_PORT',
  'DB_NAME',
  'DB_SECRET_ARN',
  'EVENT_BUS',
  'EVENT_SOURCE',
]);
const route = patientApi({
  missing: environment.missing(),
  ...(environment.missing().length === 0 ? connected() : {}),
  now: () => new Date(),
  newId: randomUUID,
});

function connected() {
  const { writer, reader } = databases(environment);
  return {
    records: new Records(writer, reader),
    publish: eventPublisher(environment.get('AWS_REGION'), environment.get('EVENT_BUS'), environment.get('EVENT_SOURCE')),
  };
}

export const handler = (event) => answer(event, route);
