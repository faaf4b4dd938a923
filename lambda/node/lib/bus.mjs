import { DescribeEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { patience } from './patience.mjs';

/** Tells whether a bus is there; calls events:DescribeEventBus on it. */
export function busReader(region, bus) {
  const client = new EventBridgeClient({ region, ...patience });
  return async () => (await client.send(new DescribeEventBusCommand({ Name: bus }))).Name;
}
