import { DescribeGlobalClustersCommand, FailoverGlobalClusterCommand, RDSClient } from '@aws-sdk/client-rds';
import { longPatience } from './patience.mjs';

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
