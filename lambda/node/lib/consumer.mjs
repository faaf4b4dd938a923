const ID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const PATIENT = new RegExp(`^${ID}$`);
const TYPE = /^[A-Za-z]{1,64}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{3})?Z$/;
const LARGEST_SEQUENCE = 2 ** 31 - 1;

/**
 * Takes the events of the region's bus, its own and those the other region forwarded, into the trail.
 *
 * The guard against loops: every event says where it was published first, EventBridge stamps the region of whoever published it, and
 * the two must agree. The rules forward only what their own region published, by both; nothing is ever published from here; and one
 * that comes again is counted and dropped. So two rules that forward to each other show in a metric instead of a bill.
 *
 * @param region of the function
 * @param regions all that publish
 * @param source whose events are taken; others are refused
 * @param trail take(event) to TAKEN, OVERTAKEN or REPEATED; throws when it cannot be known
 * @param metrics EventsReceived and EventDelay by Origin (local, peer); EventsOvertaken, EventsRepeated, EventsRefused
 */
export function consumer({ region, regions, source, trail, metrics, log, now }) {
  return async (event) => {
    const reason = refusal(event, source, regions);
    if (reason) {
      metrics.report('EventsRefused', 1, { Region: region });
      log.warn('event-refused', { reason });
      return { taken: false };
    }
    const { eventId, patientId, sequence, at, origin } = event.detail;
    const type = event['detail-type'];
    const outcome = await trail.take({ eventId, patientId, sequence, type, at, origin });
    if (outcome === 'REPEATED') {
      metrics.report('EventsRepeated', 1, { Region: region });
      return { taken: false };
    }
    const from = { Origin: origin === region ? 'local' : 'peer', Region: region };
    const delay = now() - Date.parse(event.time);
    metrics.report('EventsReceived', 1, from);
    if (Number.isFinite(delay)) metrics.report('EventDelay', delay, from, 'Milliseconds');
    if (outcome === 'OVERTAKEN') metrics.report('EventsOvertaken', 1, { Region: region });
    log.info('event-taken', { type, eventId, patientId, sequence, publishedIn: origin, overtaken: outcome === 'OVERTAKEN' });
    return { taken: true };
  };
}

/** Why it is no event of ours, or undefined. */
function refusal(event, source, regions) {
  if (event?.source !== source) return 'foreign-source';
  const { eventId, patientId, sequence, at, origin } = event.detail ?? {};
  if (!TYPE.test(event['detail-type'] ?? '')) return 'unknown-type';
  if (typeof patientId !== 'string' || !PATIENT.test(patientId)) return 'no-patient';
  if (!Number.isInteger(sequence) || sequence < 1 || sequence > LARGEST_SEQUENCE) return 'no-sequence';
  if (eventId !== `${patientId}-${sequence}`) return 'no-event-id';
  if (typeof at !== 'string' || !INSTANT.test(at) || Number.isNaN(Date.parse(at))) return 'no-instant';
  if (!regions.includes(origin)) return 'unknown-origin';
  return event.region === origin ? undefined : 'published-again';
}
