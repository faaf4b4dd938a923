/**
 * Decides whether to promote, and does it. Promoting loses what was not replicated, so whatever speaks against it wins; being asked
 * twice is the same as being asked once.
 *
 * @param clusters describe() to { members, writer, inFailover }; failOver(arn), which throws an error with notNow when the global
 *   cluster is busy with something else
 * @param {{ primaryArn: string, targetArn: string, armed: boolean }} plan who is to take over from whom; unless armed, it only says
 *   what it would do
 * @param {() => Promise<boolean>} writerAnswers whether the writer's server answers from here
 * @returns the outcome: STARTED (it takes minutes), WOULD_START, ALREADY_PROMOTED, ALREADY_IN_FAILOVER or WRITER_ANSWERS; throws
 *   when the global cluster is not what the plan is about
 */
export function promotion(clusters, plan, writerAnswers) {
  return async () => {
    const settled = settledBy(await clusters.describe(), plan);
    if (settled) return settled;
    // The region is not lost, whatever the alarm says.
    if (await writerAnswers()) return 'WRITER_ANSWERS';
    if (!plan.armed) return 'WOULD_START';
    try {
      await clusters.failOver(plan.targetArn);
      return 'STARTED';
    } catch (error) {
      if (!error.notNow) throw error;
      // Somebody else may have been faster, a person or this function called twice.
      const outcome = settledBy(await clusters.describe(), plan);
      if (!outcome) throw error;
      return outcome;
    }
  };
}

function settledBy({ members, writer, inFailover }, { primaryArn, targetArn }) {
  if (!members.includes(targetArn)) throw new Error('the cluster to promote is not in the global cluster');
  if (inFailover) return 'ALREADY_IN_FAILOVER';
  if (writer === targetArn) return 'ALREADY_PROMOTED';
  if (writer !== undefined && writer !== primaryArn) throw new Error('the writer is a cluster that the plan does not know');
  return undefined;
}

/** Whether an event says, without doubt, that an alarm went to ALARM. */
export function isAlarm(event) {
  return event?.source === 'aws.cloudwatch' && event.detail?.state?.value === 'ALARM';
}
