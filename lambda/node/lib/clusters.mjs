import { DescribeDBClustersCommand, DescribeGlobalClustersCommand, RDSClient } from '@aws-sdk/client-rds';
import { patience } from './patience.mjs';

/**
 * Reads the state of a global cluster and of the region's own cluster in it; calls rds:DescribeGlobalClusters on the one and
 * rds:DescribeDBClusters on the other.
 */
export function clusterReader(region, globalClusterId, clusterId) {
  const client = new RDSClient({ region, ...patience });
  return async () => {
    const [{ GlobalClusters }, { DBClusters }] = await Promise.all([
      client.send(new DescribeGlobalClustersCommand({ GlobalClusterIdentifier: globalClusterId })),
      client.send(new DescribeDBClustersCommand({ DBClusterIdentifier: clusterId })),
    ]);
    return state(GlobalClusters?.[0], DBClusters?.[0]);
  };
}

function state(global, cluster) {
  const member = global?.GlobalClusterMembers?.find(({ DBClusterArn }) => DBClusterArn === cluster?.DBClusterArn);
  return {
    clusterStatus: cluster?.Status ?? 'missing',
    instances: cluster?.DBClusterMembers?.length ?? 0,
    isMember: member !== undefined && cluster !== undefined,
    isWriter: member?.IsWriter === true,
    // Absent for the writer, and in answers of older engines.
    synchronization: member?.SynchronizationStatus,
    inFailover: Boolean(global?.FailoverState),
  };
}
