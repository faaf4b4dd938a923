/**
 * Entry point of the readiness report, called by a clock in each region. Reports FailoverReadiness, 1 or 0, with the dimension
 * ClusterId; not being able to ask is 0, and says why in the log.
 *
 * Reads GLOBAL_CLUSTER_ID, CLUSTER_ID (the region's own), REGION_ROLE (primary or secondary), METRIC_NAMESPACE.
 *
 * Calls rds:DescribeGlobalClusters on the global cluster and rds:DescribeDBClusters on the region's own.
 */
import { clusterReader } from './lib/clusters.mjs';
import { Environment } from './lib/environment.mjs';
import { guarded, kind, Log } from './lib/log.mjs';
import { Metrics } from './lib/metrics.mjs';
import { obstacles, regionRole } from './lib/readiness.mjs';

const environment = new Environment(process.env, [
  'GLOBAL_CLUSTER_ID',
  'CLUSTER_ID',
  'REGION_ROLE',
  'METRIC_NAMESPACE',
]).complete();
const log = new Log('failover-readiness');
const role = regionRole(environment);
const clusterId = environment.get('CLUSTER_ID');
const readState = clusterReader(environment.get('AWS_REGION'), environment.get('GLOBAL_CLUSTER_ID'), clusterId);
const metrics = new Metrics(environment.get('METRIC_NAMESPACE'));

export const handler = guarded(log, async () => {
  const reasons = await readState().then(
    (state) => obstacles(state, role),
    (error) => [`RDS does not answer: ${kind(error)}`],
  );
  metrics.report('FailoverReadiness', reasons.length === 0 ? 1 : 0, { ClusterId: clusterId });
  if (reasons.length > 0) log.warn('not-ready', { clusterId, reasons: reasons.join('; ') });
  return { ready: reasons.length === 0, reasons };
});
