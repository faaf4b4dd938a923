import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { correlation, during, failure, guarded, Log } from '../lib/log.mjs';

describe('log', () => {
  const collecting = () => {
    const lines = [];
    return { lines, log: new Log('a-service', (line) => lines.push(line), () => new Date(0)) };
  };

  it('writes a line for each event, with the ids of the invocation', async () => {
    const { lines, log } = collecting();
    await during({ requestId: 'r', correlationId: 'c' }, async () => {
      await null;
      assert.equal(correlation(), 'c');
      log.info('done', { count: 1 });
    });
    log.warn('outside');
    assert.deepEqual(lines.map((line) => JSON.parse(line)), [
      {
        level: 'INFO',
        message: 'done',
        timestamp: '1970-01-01T00:00:00.000Z',
        service: 'a-service',
        function_request_id: 'r',
        correlation_id: 'c',
        count: 1,
      },
      { level: 'WARN', message: 'outside', timestamp: '1970-01-01T00:00:00.000Z', service: 'a-service' },
    ]);
    assert.match(lines[0], /^[^\n]+\n$/);
  });

  it('says of a failure its kinds and places, and not what it says', () => {
    const inner = Object.assign(new Error('Ada'), { code: '57P01' });
    const { error, places } = failure(new TypeError('Ada\n    at Ada (Byron.txt:1:1)', { cause: inner }));
    assert.deepEqual(error, ['TypeError', '57P01']);
    assert.match(places[0], /^log\.test\.mjs:\d+$/);
    assert.doesNotMatch(JSON.stringify(places), /Ada|Byron/);
    assert.deepEqual(failure(undefined), { error: [], places: [] });
  });

  it('lets a handler fail without its words', async () => {
    const { lines, log } = collecting();
    const handler = guarded(log, async () => {
      throw Object.assign(new Error('Key (name)=(Ada) already exists'), { code: '23505' });
    });
    await assert.rejects(handler({ detail: { correlationId: 'c' } }, { awsRequestId: 'r' }), (error) => {
      assert.equal(error.message, 'failed: 23505');
      return error.cause === undefined;
    });
    const line = JSON.parse(lines[0]);
    assert.deepEqual([line.level, line.message, line.function_request_id, line.correlation_id], ['ERROR', 'failed', 'r', 'c']);
    assert.doesNotMatch(lines[0], /Ada/);
  });
});
