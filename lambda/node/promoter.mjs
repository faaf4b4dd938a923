/**
 * Entry point of the promoter, in the secondary region. An alarm that has been red for some minutes calls it, through EventBridge;
 * any other event, and news that is not recent, is refused with an outcome. Throwing makes Lambda call again, and the alarm on the
 * function's errors makes people look.
 *
 * Reads GLOBAL_CLUSTER_ID, PRIMARY_CLUSTER_ARN, TARGET_CLUSTER_ARN, ARMED (true to act), and DB_HOST (the writer's endpoint),
 * DB_PORT, DB_NAME: a writer that answers one of several knocks is not deposed.
 *
 * Calls rds:DescribeGlobalClusters on the global cluster and rds:FailoverGlobalCluster on it and both clusters.
 */
import { setTimeout } from 'node:timers/promises';
import { globalCluster } from './lib/global-cluster.mjs';
import { Environment } from './lib/environment.mjs';
import { guarded, Log } from './lib/log.mjs';
import { ping } from './lib/ping.mjs';
import { server } from './lib/server.mjs';
import { answersOneOf, debounce, promotion } from './lib/promotion.mjs';

const environment = new Environment(process.env, [
  'GLOBAL_CLUSTER_ID',
  'PRIMARY_CLUSTER_ARN',
  'TARGET_CLUSTER_ARN',
  'ARMED',
  'DB_HOST',
  'DB_PORT',
  'DB_NAME',
]).complete();
const log = new Log('promoter');
const promote = promotion(
  globalCluster(environment.get('AWS_REGION'), environment.get('GLOBAL_CLUSTER_ID')),
  {
    primaryArn: environment.get('PRIMARY_CLUSTER_ARN'),
    targetArn: environment.get('TARGET_CLUSTER_ARN'),
    armed: environment.get('ARMED') === 'true',
  },
  () => answersOneOf(async () => (await ping(server(environment))).reachable, setTimeout),
);
const refusal = debounce(Date.now);

export const handler = guarded(log, async (event) => {
  const outcome = refusal(event) ?? (await promote());
  log.info('decided', { outcome });
  return { outcome };
});
