/**
 * Entry point of the replication of parameters, one function in each region: Systems Manager replicates nothing. Called when a parameter
 * of this region changed (the default bus), when the other region says that one of its did (the bus of the application), and by a clock
 * every hour, since Systems Manager does not promise to tell of every change.
 *
 * Reads PARAMETERS (their names, with commas), PARAMETER_KEY_ARN, PARAMETER_SOURCE, EVENT_BUS, EVENT_REGIONS (both, with commas),
 * METRIC_NAMESPACE. Reports ParametersCopied by Region.
 *
 * Calls ssm:GetParameterHistory and ssm:PutParameter on the parameters, with kms:Decrypt and kms:Encrypt on the key, and events:PutEvents
 * on the bus.
 */
import { Environment } from './lib/environment.mjs';
import { eventPublisher } from './lib/events.mjs';
import { guarded, Log } from './lib/log.mjs';
import { Metrics } from './lib/metrics.mjs';
import { parameterStore } from './lib/parameter-store.mjs';
import { CHANGED, parameterReplication } from './lib/parameters.mjs';

const environment = new Environment(process.env, [
  'PARAMETERS',
  'PARAMETER_KEY_ARN',
  'PARAMETER_SOURCE',
  'EVENT_BUS',
  'EVENT_REGIONS',
  'METRIC_NAMESPACE',
]).complete();
const region = environment.get('AWS_REGION');
const names = environment.list('PARAMETERS');
const source = environment.get('PARAMETER_SOURCE');
const log = new Log('parameter-replication');
const metrics = new Metrics(environment.get('METRIC_NAMESPACE'));
const { announce, copy } = parameterReplication({
  region,
  peers: environment.list('EVENT_REGIONS').filter((other) => other !== region),
  names,
  store: parameterStore(region, environment.get('PARAMETER_KEY_ARN')),
  publish: eventPublisher(region, environment.get('EVENT_BUS'), source),
  now: Date.now,
});

export const handler = guarded(log, async (event) => {
  const outcomes = await taken(event);
  for (const [name, outcome] of outcomes) log.info('parameter', { name, outcome });
  metrics.report('ParametersCopied', outcomes.filter(([, outcome]) => outcome === 'COPIED').length, { Region: region });
  return Object.fromEntries(outcomes);
});

async function taken(event) {
  const { source: from, 'detail-type': type, detail } = event ?? {};
  if (from === 'aws.events') return announceAll();
  if (from === 'aws.ssm' && type === 'Parameter Store Change') return one(detail?.name, announce);
  if (from === source && type === CHANGED && event.region === detail?.origin) return one(detail.name, () => copy(detail));
  return one(undefined, () => 'FOREIGN');
}

async function announceAll() {
  const outcomes = [];
  for (const name of names) outcomes.push([name, await announce(name)]);
  return outcomes;
}

async function one(name, act) {
  const outcome = await act(name);
  // Of what is not ours not even the name is repeated.
  return [[outcome === 'FOREIGN' ? 'another' : name, outcome]];
}
