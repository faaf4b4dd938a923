import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { patience } from './patience.mjs';

/** How many events EventBridge takes at a time. */
export const BATCH = 10;

/**
 * Publishes events to one bus under one source; calls events:PutEvents on that bus.
 *
 * @param limits of lib/patience.mjs
 * @returns (events of { type, detail }, BATCH of them at most) to an array in their order: undefined for what was accepted, the code of
 *   the refusal otherwise; throws when nothing is known to be accepted
 */
export function eventPublisher(region, bus, source, limits = patience) {
  const client = new EventBridgeClient({ region, ...limits });
  return async (events) => {
    const Entries = events.map(({ type, detail }) => ({
      EventBusName: bus,
      Source: source,
      DetailType: type,
      Detail: JSON.stringify(detail),
    }));
    const result = await client.send(new PutEventsCommand({ Entries }));
    // A refused event is part of an answer with status 200; what has no id was not accepted, whatever else it has.
    return events.map((_, i) => {
      const entry = result.Entries?.[i];
      return entry?.EventId && !entry.ErrorCode ? undefined : (entry?.ErrorCode ?? 'NoAnswer');
    });
  };
}
