const REMEMBERED = 1000;

/**
 * Takes the events of the region's bus, its own and those the other region forwarded, and keeps a trail of them in the log.
 *
 * The guard against loops: an event is taken once, by its id, and nothing is ever published from here. One that comes again is
 * counted and dropped, so that two rules that forward to each other show in a metric instead of a bill.
 *
 * @param region of the function
 * @param source whose events are taken; others are refused
 * @param metrics EventsReceived by Origin (local, peer), EventDelay by Origin, EventsRepeated, EventsRefused
 */
export function trail({ region, source, metrics, log, now }) {
  const seen = new Set();

  return (event) => {
    const { eventId, patientId } = event.detail ?? {};
    if (event.source !== source || typeof eventId !== 'string') {
      metrics.report('EventsRefused', 1, { Region: region });
      log({ refused: event.id ?? 'without id' });
      return { taken: false };
    }
    if (seen.has(eventId)) {
      metrics.report('EventsRepeated', 1, { Region: region });
      return { taken: false };
    }
    remember(eventId);
    // A forwarded event keeps the region it was published in.
    const origin = event.region === region ? 'local' : 'peer';
    const delay = now() - Date.parse(event.time);
    metrics.report('EventsReceived', 1, { Origin: origin, Region: region });
    if (Number.isFinite(delay)) metrics.report('EventDelay', delay, { Origin: origin, Region: region }, 'Milliseconds');
    log({ event: event['detail-type'], eventId, patientId, publishedIn: event.region });
    return { taken: true };
  };

  function remember(eventId) {
    seen.add(eventId);
    if (seen.size > REMEMBERED) seen.delete(seen.values().next().value);
  }
}
