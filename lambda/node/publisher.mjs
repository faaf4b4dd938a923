/**
 * Entry point of the event publisher, called by a clock every minute in each region: publishes what the API could not, again what some
 * region has not heard of, and forgets what all have. Reports by Region EventsWaiting, what no bus has accepted yet, and
 * OldestEventAge, of what not every region has heard.
 *
 * Reads DB_HOST (the global writer endpoint), DB_PORT, DB_NAME, DB_SECRET_ARN (in the secondary region the replica), EVENT_BUS,
 * EVENT_SOURCE, EVENT_REGIONS (of all consumers, with commas), METRIC_NAMESPACE.
 *
 * Calls secretsmanager:GetSecretValue on the secret (kms:Decrypt on its key) and events:PutEvents on the bus.
 */
import { Environment } from './lib/environment.mjs';
import { eventPublisher } from './lib/events.mjs';
import { guarded, Log } from './lib/log.mjs';
import { Metrics } from './lib/metrics.mjs';
import { Outbox } from './lib/outbox.mjs';
import { databases } from './lib/postgres.mjs';

/** Nobody waits, and a batch includes a call of EventBridge that may be tried again. */
const ANSWER_MILLIS = 10_000;

const environment = new Environment(process.env, [
  'DB_HOST',
  'DB_PORT',
  'DB_NAME',
  'DB_SECRET_ARN',
  'EVENT_BUS',
  'EVENT_SOURCE',
  'EVENT_REGIONS',
  'METRIC_NAMESPACE',
]).complete();
const region = environment.get('AWS_REGION');
const log = new Log('event-publisher');
const metrics = new Metrics(environment.get('METRIC_NAMESPACE'));
const { writer } = databases(environment, ANSWER_MILLIS);
const publish = eventPublisher(region, environment.get('EVENT_BUS'), environment.get('EVENT_SOURCE'));
const outbox = new Outbox(writer, publish, region);

export const handler = guarded(log, async () => {
  const published = await outbox.publishDue();
  const { waiting, oldestSeconds } = await outbox.settle(environment.list('EVENT_REGIONS'));
  metrics.report('EventsWaiting', waiting, { Region: region });
  metrics.report('OldestEventAge', oldestSeconds, { Region: region }, 'Seconds');
  if (published.accepted + published.refused > 0 || waiting > 0) log.info('events-published', { ...published, waiting });
  return { ...published, waiting };
});
