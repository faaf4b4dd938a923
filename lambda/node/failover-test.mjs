/**
 * Entry point of the failover test, called by a clock in each region: asks everything the region needs to take over, and changes
 * nothing. Reports FailoverTest, 1 or 0, with the dimensions Check and ClusterId, one for each of clusters, database, events and
 * parameters.
 *
 * Reads GLOBAL_CLUSTER_ID, CLUSTER_ID (the region's own), REGION_ROLE (primary or secondary), DB_HOST (endpoint of the region's own
 * cluster), DB_PORT, DB_NAME, DB_SECRET_ARN, EVENT_BUS, PARAMETER_PATH, METRIC_NAMESPACE.
 *
 * Calls rds:DescribeGlobalClusters, rds:DescribeDBClusters, secretsmanager:GetSecretValue, events:DescribeEventBus and
 * ssm:GetParametersByPath on exactly these, and kms:Decrypt on the keys of the secret and the parameters.
 */
import { busReader } from './lib/bus.mjs';
import { clusterReader } from './lib/clusters.mjs';
import { Environment } from './lib/environment.mjs';
import { guarded, Log } from './lib/log.mjs';
import { Metrics } from './lib/metrics.mjs';
import { parameterReader } from './lib/parameter-reader.mjs';
import { databases } from './lib/postgres.mjs';
import { obstacles, regionRole } from './lib/readiness.mjs';
import { databaseGaps, parameterGaps, rehearse } from './lib/rehearsal.mjs';

const environment = new Environment(process.env, [
  'GLOBAL_CLUSTER_ID',
  'CLUSTER_ID',
  'REGION_ROLE',
  'DB_HOST',
  'DB_PORT',
  'DB_NAME',
  'DB_SECRET_ARN',
  'EVENT_BUS',
  'PARAMETER_PATH',
  'METRIC_NAMESPACE',
]).complete();
const log = new Log('failover-test');
const region = environment.get('AWS_REGION');
const role = regionRole(environment);
const clusterId = environment.get('CLUSTER_ID');
const readState = clusterReader(region, environment.get('GLOBAL_CLUSTER_ID'), clusterId);
const readBus = busReader(region, environment.get('EVENT_BUS'));
const readParameters = parameterReader(region, environment.get('PARAMETER_PATH'));
const { reader } = databases(environment);
const metrics = new Metrics(environment.get('METRIC_NAMESPACE'));

const checks = {
  clusters: async () => obstacles(await readState(), role),
  database: async () => databaseGaps(await reader.readOnly(follows), role),
  events: async () => ((await readBus()) ? [] : ['there is no such bus']),
  parameters: async () => parameterGaps(await readParameters()),
};

/** Whether the database follows another one; in a transaction that could change nothing. */
async function follows(sql) {
  const [row] = await sql`select pg_is_in_recovery() as follows`;
  return row.follows;
}

export const handler = guarded(log, async () => {
  const results = await rehearse(checks);
  for (const [check, reasons] of Object.entries(results)) {
    metrics.report('FailoverTest', reasons.length === 0 ? 1 : 0, { Check: check, ClusterId: clusterId });
    if (reasons.length > 0) log.warn('check-failed', { check, reasons: reasons.join('; ') });
  }
  return { passed: Object.values(results).every((reasons) => reasons.length === 0), results };
});
