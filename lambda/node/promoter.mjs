/**
 * Entry point of the promoter, in the secondary region. An alarm that has been red for some minutes calls it, through EventBridge;
 * any other event is ignored. Throwing makes Lambda call again, and the alarm on the function's errors makes people look.
 *
 * Reads GLOBAL_CLUSTER_ID, PRIMARY_CLUSTER_ARN, TARGET_CLUSTER_ARN, ARMED (true to act), and DB_HOST (the writer's endpoint),
 * DB_PORT, DB_NAME: a writer that still answers from here is not deposed.
 *
 * Calls rds:DescribeGlobalClusters on the global cluster and rds:FailoverGlobalCluster on it and both clusters.
 */
import { globalCluster } from './lib/clusters.mjs';
import { Environment } from './lib/environment.mjs';
import { log } from './lib/log.mjs';
import { ping } from './lib/ping.mjs';
import { server } from './lib/postgres.mjs';
import { isAlarm, promotion } from './lib/promotion.mjs';

const environment = new Environment(process.env, [
  'GLOBAL_CLUSTER_ID',
  'PRIMARY_CLUSTER_ARN',
  'TARGET_CLUSTER_ARN',
  'ARMED',
  'DB_HOST',
  'DB_PORT',
  'DB_NAME',
]).complete();
const promote = promotion(
  globalCluster(environment.get('AWS_REGION'), environment.get('GLOBAL_CLUSTER_ID')),
  {
    primaryArn: environment.get('PRIMARY_CLUSTER_ARN'),
    targetArn: environment.get('TARGET_CLUSTER_ARN'),
    armed: environment.get('ARMED') === 'true',
  },
  async () => (await ping(server(environment))).reachable,
);

export const handler = async (event) => {
  const outcome = isAlarm(event) ? await promote() : 'NOT_AN_ALARM';
  log({ outcome });
  return { outcome };
};
