import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Credentials } from '../lib/credentials.mjs';
import { Database } from '../lib/database.mjs';

const secret = (password) => JSON.stringify({ username: 'app', password, engine: 'postgres', port: 5432 });
const failure = (code) => Object.assign(new Error(code), { code });

describe('credentials', () => {
  it('are read once in five minutes, and whenever they were refused', async () => {
    let reads = 0;
    let now = 0;
    const credentials = new Credentials(async () => secret(`p${++reads}`), () => now);

    assert.equal((await credentials.known()).password, 'p1');
    now += 5 * 60 * 1000;
    assert.equal((await credentials.known()).password, 'p1');
    now += 1;
    assert.equal((await credentials.known()).password, 'p2');
    assert.equal((await credentials.renewed()).password, 'p3');
    assert.equal((await credentials.known()).password, 'p3');
  });

  for (const text of ['secret-4711', '{"username":"app"}', 'null', undefined]) {
    it(`fail without quoting the secret: ${text}`, async () => {
      const credentials = new Credentials(async () => text);
      await assert.rejects(credentials.known(), (error) => !error.message.includes('4711'));
    });
  }
});

describe('database', () => {
  function database(script, answerMillis) {
    const sessions = [];
    const passwords = ['old', 'new'];
    const credentials = {
      known: async () => ({ password: passwords[0] }),
      renewed: async () => ({ password: passwords[1] }),
    };
    const connect = ({ password }) => {
      const session = { password, ended: false, end: async () => { session.ended = true; } };
      sessions.push(session);
      return session;
    };
    const work = () => {
      const step = script.shift();
      if (step instanceof Error) throw step;
      return step;
    };
    const database = new Database(connect, credentials, answerMillis);
    return { sessions, run: (own = work) => database.run(own) };
  }

  it('logs in again with renewed credentials when the known ones are refused', async () => {
    const { run, sessions } = database([failure('28P01'), 'done']);
    assert.equal(await run(), 'done');
    assert.deepEqual(sessions.map(({ password, ended }) => [password, ended]), [['old', true], ['new', false]]);
  });

  for (const code of ['CONNECTION_CLOSED', 'ECONNRESET', '25006', '57P01']) {
    it(`does the work again in a new session when the kept one is over with ${code}`, async () => {
      const { run, sessions } = database(['done', failure(code), 'done again', 'and again']);
      await run();
      assert.equal(await run(), 'done again');
      assert.equal(await run(), 'and again');
      assert.deepEqual(sessions.map(({ password, ended }) => [password, ended]), [['old', true], ['old', false]]);
    });
  }

  it('does not repeat what fails for another reason', async () => {
    const { run, sessions } = database([failure('42P01')]);
    await assert.rejects(run(), { code: '42P01' });
    assert.equal(sessions.length, 1);
  });

  it('gives up when a new session is over at once, and starts afresh the next time', async () => {
    const { run, sessions } = database([failure('57P01'), 'done']);
    await assert.rejects(run(), { code: '57P01' });
    assert.equal(await run(), 'done');
    assert.deepEqual(sessions.map(({ ended }) => ended), [true, false]);
  });

  for (const code of ['TIMED_OUT', '57P01', '28P01']) {
    it(`leaves no session behind when the new one is of no use either, with ${code}`, async () => {
      const { run, sessions } = database(['done', failure(code), failure(code), 'done again']);
      await run();
      await assert.rejects(run(), { code });
      assert.deepEqual(sessions.map(({ ended }) => ended), [true, true]);
      assert.equal(await run(), 'done again');
    });
  }

  it('does not wait for ever', async () => {
    const { run, sessions } = database([], 10);
    await assert.rejects(run(() => new Promise(() => {})), { code: 'TIMED_OUT' });
    assert.deepEqual(sessions.map(({ ended }) => ended), [true]);
  });
});
