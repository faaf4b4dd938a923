/**
 * Decides whether to promote, and does it. Promoting loses what was not replicated, so whatever speaks against it wins; being asked
 * twice is the same as being asked once.
 *
 * @param clusters describe() to { members, writer, inFailover }; failOver(arn), which throws an error with notNow when the global
 *   cluster is busy with something else
 * @param {{ primaryArn: string, targetArn: string, armed: boolean }} plan who is to take over from whom; unless armed, it only says
 *   what it would do
 * @param {() => Promise<boolean>} writerAnswers whether the writer's server answers from here
 * @returns the outcome: started (it takes minutes), would-start, already-promoted, already-in-failover or writer-answers; throws when
 *   the global cluster is not what the plan is about
 */
export function promotion(clusters, plan, writerAnswers) {
  return async () => {
    const settled = settledBy(await clusters.describe(), plan);
    if (settled) return settled;
    // The region is not lost, whatever the alarm says.
    if (await writerAnswers()) return 'writer-answers';
    // Knocking took some seconds, in which somebody else may have begun.
    const meanwhile = settledBy(await clusters.describe(), plan);
    if (meanwhile) return meanwhile;
    if (!plan.armed) return 'would-start';
    try {
      await clusters.failOver(plan.targetArn);
      return 'started';
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
  if (inFailover) return 'already-in-failover';
  if (writer === targetArn) return 'already-promoted';
  if (writer !== undefined && writer !== primaryArn) throw new Error('the writer is a cluster that the plan does not know');
  return undefined;
}

/** Lambda's two retries are over by then. */
const RECENT_MILLIS = 10 * 60 * 1000;

/** How far the clocks of two AWS services may be apart. */
const SKEW_MILLIS = 60 * 1000;

/** As CloudWatch writes it, e.g. 2026-11-21T17:20:48.826+0000. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})$/;

/**
 * Keeps old news out: what an alarm said some time ago says nothing about now. News may come late, twice, or in the wrong order;
 * EventBridge and Lambda promise no better.
 *
 * @param {() => number} now
 * @returns (event) to why nothing is to be done about it, or undefined when an alarm turned red just now. The latest news that comes
 *   again is let through: it may be a retry of a call that failed.
 */
export function debounce(now) {
  let latest = Number.NEGATIVE_INFINITY;
  return (event) => {
    const { value, timestamp } = event?.detail?.state ?? {};
    const since = instant(timestamp);
    const isPast = since <= now() + SKEW_MILLIS;
    if (isPast && since > latest) latest = since;
    if (event?.source !== 'aws.cloudwatch' || value !== 'ALARM') return 'not-an-alarm';
    if (!isPast) return 'not-dated';
    if (since < now() - RECENT_MILLIS) return 'stale';
    return since < latest ? 'superseded' : undefined;
  };
}

/** In milliseconds; NaN when it is none. */
function instant(text) {
  if (typeof text !== 'string' || !INSTANT.test(text)) return Number.NaN;
  return Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
}

const KNOCKS = 3;
const PAUSE_MILLIS = 3000;

/** Asks several times, some seconds apart: one answer is enough, a single silence is not. */
export async function answersOneOf(ask, pause) {
  for (let knocked = 1; knocked < KNOCKS; knocked++) {
    if (await ask()) return true;
    await pause(PAUSE_MILLIS);
  }
  return ask();
}
