const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const LARGEST_VALUE = 4096;

/** Repairs after each other's writing; more often two regions do not meet over one parameter. */
const MOST_WRITES = 5;

/** The type of the event by which one region tells the other. */
export const CHANGED = 'ParameterChanged';

/**
 * Keeps parameters equal in two regions. A change made in a region is announced to the other one, which copies it unless what it has
 * is as new or newer: the change that was made last wins, wherever it was made, and of two at one instant that of the region whose
 * name is greater. A copy says of which change it is one and is not announced, so that a change crosses and does not come back; and
 * copying, which looks at instant and place of the change alone, comes to the same whatever comes twice or in another order.
 *
 * @param region of the function
 * @param peers the other regions
 * @param {string[]} names of the parameters; nothing else is read or written
 * @param store of lib/parameter-store.mjs
 * @param publish of lib/events.mjs
 * @param {() => number} now
 */
export function parameterReplication({ region, peers, names, store, publish, now }) {
  /**
   * Tells the other region what a parameter is now, if that was changed here.
   *
   * @returns ANNOUNCED, COPY, UNKNOWN or FOREIGN
   */
  async function announce(name) {
    if (!names.includes(name)) return 'FOREIGN';
    const versions = await store.history(name);
    if (versions.length === 0) return 'UNKNOWN';
    const { value, at, origin } = newest(versions);
    if (origin !== region) return 'COPY';
    const [refusal] = await publish([{ type: CHANGED, detail: { name, value, changedAt: at, origin } }]);
    if (refusal) throw Object.assign(new Error('the bus refuses'), { code: refusal });
    return 'ANNOUNCED';
  }

  /**
   * Copies a change of the other region.
   *
   * @returns COPIED, NOT_NEWER, UNKNOWN or FOREIGN
   */
  async function copy({ name, value, changedAt: at, origin } = {}) {
    if (!names.includes(name) || !isValue(value) || !isPast(at) || !peers.includes(origin)) return 'FOREIGN';
    let outcome = 'NOT_NEWER';
    for (let written = 0; written < MOST_WRITES; written++) {
      const versions = await store.history(name);
      // Both regions have the same parameters from the start: this one is on its way out.
      if (versions.length === 0) return 'UNKNOWN';
      // Two copies may be written at once, and the older one last: whoever sees that afterwards writes the newer one again.
      const winner = newest([{ value, at, origin }, ...versions]);
      if (!isNewer(winner, versions.at(-1))) return outcome;
      await store.write(name, winner);
      outcome = 'COPIED';
    }
    throw Object.assign(new Error('somebody else keeps writing'), { code: 'Contended' });
  }

  function isPast(at) {
    return typeof at === 'string' && INSTANT.test(at) && Date.parse(at) <= now() + 5 * 60 * 1000;
  }

  return { announce, copy };
}

function isValue(value) {
  return typeof value === 'string' && value.length > 0 && Buffer.byteLength(value) <= LARGEST_VALUE;
}

/** Of equals the last: those are one change and its copies. */
function newest(changes) {
  return changes.reduce((best, next) => (isNewer(best, next) ? best : next));
}

function isNewer(one, other) {
  return one.at === other.at ? one.origin > other.origin : one.at > other.at;
}
