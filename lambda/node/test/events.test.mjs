import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { consumer } from '../lib/consumer.mjs';
import { eventPublisher } from '../lib/events.mjs';
import { Log } from '../lib/log.mjs';
import { answers, reset, sent } from './fakes/sdk.mjs';

const PATIENT = '6f1c1b0e-93cd-4a0e-9d0a-0a8a3e0f7a11';
const REGIONS = ['us-east-1', 'us-west-2'];

describe('event publisher', () => {
  beforeEach(reset);

  const publish = eventPublisher('us-west-2', 'bus', 'healthcare.patients');
  const two = [{ type: 'T', detail: { a: 1 } }, { type: 'U', detail: { a: 2 } }];

  it('puts events on its bus under its source', async () => {
    answers.PutEventsCommand = () => ({ FailedEntryCount: 0, Entries: [{ EventId: '1' }, { EventId: '2' }] });
    assert.deepEqual(await publish(two), [undefined, undefined]);
    assert.deepEqual(sent[0].input.Entries[1], {
      EventBusName: 'bus',
      Source: 'healthcare.patients',
      DetailType: 'U',
      Detail: '{"a":2}',
    });
  });

  // A refused event comes with status 200.
  for (const [answer, outcome] of [
    [{ FailedEntryCount: 1, Entries: [{ ErrorCode: 'ThrottlingException' }, { EventId: '2' }] }, ['ThrottlingException', undefined]],
    [{ FailedEntryCount: 2, Entries: [{ ErrorCode: 'InternalFailure' }, { ErrorCode: 'InternalFailure' }] }, ['InternalFailure', 'InternalFailure']],
    [{ FailedEntryCount: 0, Entries: [{ EventId: '1' }] }, [undefined, 'NoAnswer']],
    [{ FailedEntryCount: 0 }, ['NoAnswer', 'NoAnswer']],
  ]) {
    it(`takes nothing for accepted that was not: ${outcome.join()}`, async () => {
      answers.PutEventsCommand = () => answer;
      assert.deepEqual(await publish(two), outcome);
    });
  }

  it('fails when the bus cannot be asked', async () => {
    answers.PutEventsCommand = () => {
      throw Object.assign(new Error('x'), { name: 'AccessDeniedException' });
    };
    await assert.rejects(publish(two), { name: 'AccessDeniedException' });
  });
});

describe('event consumer', () => {
  const event = {
    id: 'e-1',
    source: 'healthcare.patients',
    region: 'us-east-1',
    time: '2026-11-21T08:00:00Z',
    'detail-type': 'PatientRegistered',
    detail: { eventId: `${PATIENT}-1`, patientId: PATIENT, sequence: 1, at: '2026-11-21T07:59:59.123Z', origin: 'us-east-1' },
  };
  let reported;
  let lines;
  let outcome;
  let asked;

  beforeEach(() => {
    reported = [];
    lines = [];
    asked = [];
    outcome = 'TAKEN';
  });

  const take = (given) =>
    consumer({
      region: 'us-east-1',
      regions: REGIONS,
      source: 'healthcare.patients',
      trail: {
        async take(taken) {
          asked.push(taken);
          if (outcome instanceof Error) throw outcome;
          return outcome;
        },
      },
      metrics: { report: (name, value, { Origin }) => reported.push([name, value, Origin].filter((part) => part !== undefined)) },
      log: new Log('event-consumer', (line) => lines.push(JSON.parse(line))),
      now: () => Date.parse('2026-11-21T08:00:02Z'),
    })(given);

  it('takes own and forwarded events, and tells them apart', async () => {
    assert.deepEqual(await take(event), { taken: true });
    await take({ ...event, region: 'us-west-2', detail: { ...event.detail, origin: 'us-west-2' } });
    assert.deepEqual(reported, [
      ['EventsReceived', 1, 'local'],
      ['EventDelay', 2000, 'local'],
      ['EventsReceived', 1, 'peer'],
      ['EventDelay', 2000, 'peer'],
    ]);
    assert.deepEqual(asked[0], { ...event.detail, type: 'PatientRegistered' });
    assert.deepEqual([lines[1].eventId, lines[1].publishedIn, lines[1].overtaken], [`${PATIENT}-1`, 'us-west-2', false]);
  });

  it('counts and drops what comes again, as it would in a loop', async () => {
    outcome = 'REPEATED';
    assert.deepEqual(await take(event), { taken: false });
    assert.deepEqual(reported, [['EventsRepeated', 1]]);
  });

  it('says what was overtaken', async () => {
    outcome = 'OVERTAKEN';
    assert.deepEqual(await take(event), { taken: true });
    assert.deepEqual(reported.map(([name]) => name), ['EventsReceived', 'EventDelay', 'EventsOvertaken']);
  });

  it('fails when the trail cannot be written, and counts nothing', async () => {
    outcome = Object.assign(new Error('x'), { code: 'ECONNREFUSED' });
    await assert.rejects(take(event), { code: 'ECONNREFUSED' });
    assert.deepEqual(reported, []);
  });

  const detail = (change) => ({ detail: { ...event.detail, ...change } });
  for (const [reason, change] of [
    ['foreign-source', { source: 'healthcare.patients.x' }],
    ['foreign-source', { source: 'aws.events' }],
    ['unknown-type', { 'detail-type': undefined }],
    ['unknown-type', { 'detail-type': "x'; drop table event_trail;--" }],
    ['no-patient', { detail: undefined }],
    ['no-patient', { detail: null }],
    ['no-patient', detail({ patientId: "x'--" })],
    ['no-patient', detail({ patientId: [PATIENT] })],
    ['no-sequence', detail({ sequence: '1' })],
    ['no-sequence', detail({ sequence: 0 })],
    ['no-sequence', detail({ sequence: 1.5 })],
    ['no-sequence', detail({ sequence: 2 ** 31 })],
    ['no-event-id', detail({ eventId: undefined })],
    ['no-event-id', detail({ sequence: 2 })],
    ['no-instant', detail({ at: 'yesterday' })],
    ['no-instant', detail({ at: '2026-11-41T07:59:59.123Z' })],
    ['unknown-origin', detail({ origin: 'eu-west-1' })],
    ['unknown-origin', detail({ origin: undefined })],
    // Somebody published again what they had been told: the beginning of a loop.
    ['published-again', { region: 'us-west-2' }],
    ['published-again', detail({ origin: 'us-west-2' })],
  ]) {
    it(`refuses ${JSON.stringify(change)}: ${reason}`, async () => {
      assert.deepEqual(await take({ ...event, ...change }), { taken: false });
      assert.deepEqual([reported, asked], [[['EventsRefused', 1]], []]);
      assert.deepEqual([lines[0].level, lines[0].reason], ['WARN', reason]);
    });
  }

  for (const nothing of [undefined, null, {}, 5]) {
    it(`refuses ${JSON.stringify(nothing)}`, async () => assert.deepEqual(await take(nothing), { taken: false }));
  }
});
