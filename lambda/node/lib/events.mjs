import { DescribeEventBusCommand, EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { Problem } from './http.mjs';
import { patience } from './patience.mjs';

/** Publishes events to one bus under one source; calls events:PutEvents on that bus. */
export function eventPublisher(region, bus, source) {
  const client = new EventBridgeClient({ region, ...patience });
  return async (type, detail) => {
    const entry = { EventBusName: bus, Source: source, DetailType: type, Detail: JSON.stringify(detail) };
    let result;
    try {
      result = await client.send(new PutEventsCommand({ Entries: [entry] }));
    } catch (error) {
      throw Problem.unavailable('event bus', error);
    }
    // A refused event is an answer with status 200.
    if (result.FailedEntryCount > 0) {
      throw Problem.unavailable('event bus', { code: result.Entries?.[0]?.ErrorCode });
    }
  };
}

/** Tells whether a bus is there; calls events:DescribeEventBus on it. */
export function busReader(region, bus) {
  const client = new EventBridgeClient({ region, ...patience });
  return async () => (await client.send(new DescribeEventBusCommand({ Name: bus }))).Name;
}
