/**
 * What keeps the region's cluster from doing its part in a failover: the primary must be the writer, the secondary must be able to
 * become it.
 *
 * @param state of lib/clusters.mjs
 * @param {'primary' | 'secondary'} role
 * @returns {string[]} reasons; empty when it is ready
 */
export function obstacles(state, role) {
  const reasons = [];
  if (!state.isMember) reasons.push('not in the global cluster');
  if (state.clusterStatus !== 'available') reasons.push(`cluster is ${state.clusterStatus}`);
  if (state.instances === 0) reasons.push('cluster has no instance');
  if (state.inFailover) reasons.push('a failover is under way');
  if (state.isMember && state.isWriter !== (role === 'primary')) {
    reasons.push(state.isWriter ? 'the secondary is the writer' : 'the primary is not the writer');
  }
  if (role === 'secondary' && state.synchronization !== undefined && state.synchronization !== 'connected') {
    reasons.push(`replication is ${state.synchronization}`);
  }
  return reasons;
}

/** The role of the region; throws when it is none of the two. */
export function regionRole(environment) {
  const role = environment.get('REGION_ROLE');
  if (role !== 'primary' && role !== 'secondary') throw new Error(`REGION_ROLE: primary or secondary, got "${role}"`);
  return role;
}
