/**
 * Entry point of the probe, called by a clock. Reports DbReachable, 1 or 0, with the dimension ClusterId; no report at all counts as
 * 0 where the alarm says so.
 *
 * Reads DB_HOST (who is knocked at), DB_PORT, DB_NAME, CLUSTER_ID, METRIC_NAMESPACE. Calls nothing of AWS, and needs no credentials.
 */
import { Environment } from './lib/environment.mjs';
import { guarded, Log } from './lib/log.mjs';
import { Metrics } from './lib/metrics.mjs';
import { ping } from './lib/ping.mjs';
import { server } from './lib/server.mjs';

const environment = new Environment(process.env, [
  'DB_HOST',
  'DB_PORT',
  'DB_NAME',
  'CLUSTER_ID',
  'METRIC_NAMESPACE',
]).complete();
const log = new Log('database-probe');
const clusterId = environment.get('CLUSTER_ID');
const metrics = new Metrics(environment.get('METRIC_NAMESPACE'));

export const handler = guarded(log, async () => {
  const answer = await ping(server(environment));
  metrics.report('DbReachable', answer.reachable ? 1 : 0, { ClusterId: clusterId });
  if (!answer.reachable) log.warn('not-reachable', { clusterId, detail: answer.detail });
  return answer;
});
