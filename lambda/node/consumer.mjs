/**
 * Entry point of the event consumer, the target of the local rule of each bus.
 *
 * Reads EVENT_SOURCE, METRIC_NAMESPACE. Calls nothing of AWS: trail and metrics are log lines.
 */
import { Environment } from './lib/environment.mjs';
import { log } from './lib/log.mjs';
import { Metrics } from './lib/metrics.mjs';
import { trail } from './lib/trail.mjs';

const environment = new Environment(process.env, ['EVENT_SOURCE', 'METRIC_NAMESPACE']).complete();
const take = trail({
  region: environment.get('AWS_REGION'),
  source: environment.get('EVENT_SOURCE'),
  metrics: new Metrics(environment.get('METRIC_NAMESPACE')),
  log,
  now: Date.now,
});

export const handler = async (event) => take(event);
