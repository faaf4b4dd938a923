/**
 * Entry point of the event consumer, the target of the local rule of each bus. It throws when the database does not answer: Lambda
 * calls again, and after that the publisher tells the event again as long as it is not in the trail.
 *
 * Reads DB_HOST (the global writer endpoint), DB_PORT, DB_NAME, DB_SECRET_ARN (in the secondary region the replica), EVENT_SOURCE,
 * EVENT_REGIONS (of all publishers, with commas), METRIC_NAMESPACE.
 *
 * Calls secretsmanager:GetSecretValue on the secret (kms:Decrypt on its key).
 */
import { consumer } from './lib/consumer.mjs';
import { Environment } from './lib/environment.mjs';
import { guarded, Log } from './lib/log.mjs';
import { Metrics } from './lib/metrics.mjs';
import { databases } from './lib/postgres.mjs';
import { Trail } from './lib/trail.mjs';

const environment = new Environment(process.env, [
  'DB_HOST',
  'DB_PORT',
  'DB_NAME',
  'DB_SECRET_ARN',
  'EVENT_SOURCE',
  'EVENT_REGIONS',
  'METRIC_NAMESPACE',
]).complete();
const region = environment.get('AWS_REGION');
const log = new Log('event-consumer');
const { writer } = databases(environment);

export const handler = guarded(
  log,
  consumer({
    region,
    regions: environment.list('EVENT_REGIONS'),
    source: environment.get('EVENT_SOURCE'),
    trail: new Trail(writer, region),
    metrics: new Metrics(environment.get('METRIC_NAMESPACE')),
    log,
    now: Date.now,
  }),
);
