import {
  DescribeDBClustersCommand,
  DescribeGlobalClustersCommand,
  FailoverGlobalClusterCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { longPatience, patience } from './patience.mjs';

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

/** The global cluster is busy with something else. */
const NOT_NOW = new Set(['InvalidGlobalClusterStateFault', 'InvalidDBClusterStateFault']);

/**
 * The global cluster, as the region that remains sees it; calls rds:DescribeGlobalClusters on it and, to promote,
 * rds:FailoverGlobalCluster on it and its members.
 */
export function globalCluster(region, globalClusterId) {
  const client = new RDSClient({ region, ...longPatience });
  return {
    async describe() {
      const { GlobalClusters } = await client.send(
        new DescribeGlobalClustersCommand({ GlobalClusterIdentifier: globalClusterId }),
      );
      const global = GlobalClusters?.[0];
      if (!global) throw new Error(`no global cluster ${globalClusterId}`);
      const members = global.GlobalClusterMembers ?? [];
      return {
        members: members.map(({ DBClusterArn }) => DBClusterArn),
        writer: members.find(({ IsWriter }) => IsWriter)?.DBClusterArn,
        inFailover: Boolean(global.FailoverState),
      };
    },
    /** Makes that member the writer, giving up what was not replicated yet. */
    async failOver(targetArn) {
      try {
        await client.send(
          new FailoverGlobalClusterCommand({
            GlobalClusterIdentifier: globalClusterId,
            TargetDbClusterIdentifier: targetArn,
            AllowDataLoss: true,
          }),
        );
      } catch (error) {
        throw NOT_NOW.has(error.name) ? Object.assign(error, { notNow: true }) : error;
      }
    },
  };
}
