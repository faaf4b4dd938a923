import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { freshDatabase } from './peer.mjs';

describe('sessions with PostgreSQL', () => {
  let peer;
  let database;

  beforeEach(async () => {
    peer = await freshDatabase();
    database = peer.open();
    await peer.sql`create table note (text text primary key)`;
  });

  afterEach(() => peer.close());

  const notes = async () => (await peer.sql`select text from note order by text`).map(({ text }) => text);
  const hangUp = () =>
    peer.sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${peer.name} and pid <> pg_backend_pid()`;

  it('keep everything of a transaction, or nothing', async () => {
    await database.transaction(async (sql) => {
      await sql`insert into note values ('a')`;
      await sql`insert into note values ('b')`;
    });
    const twice = database.transaction(async (sql) => {
      await sql`insert into note values ('c')`;
      await sql`insert into note values ('a')`;
    });
    await assert.rejects(twice, { code: '23505' });
    assert.deepEqual(await notes(), ['a', 'b']);
  });

  // What comes after the end of the connection must not reach the server in another one, where no transaction holds it.
  for (const [when, between] of [
    ['at once', async () => {}],
    ['later', async () => pause(50)],
    ['with an error of its own', async () => { throw new TypeError('a bug'); }],
  ]) {
    it(`send nothing more of a transaction that broke, when the work goes on ${when}`, async () => {
      const broken = database.transaction(async (sql) => {
        await sql`insert into note values ('a')`;
        await hangUp();
        await between();
        await sql`insert into note values ('b')`;
      });
      await assert.rejects(broken);
      await pause(100);
      assert.deepEqual(await notes(), []);
      await database.transaction((sql) => sql`insert into note values ('c')`);
      assert.deepEqual(await notes(), ['c']);
    });
  }

  it('break in the middle of a statement without a harm', async () => {
    const broken = database.transaction(async (sql) => {
      await sql`insert into note values ('a')`;
      await Promise.all([sql`select pg_sleep(5)`, pause(50).then(hangUp)]);
    });
    await assert.rejects(broken);
    await pause(100);
    assert.deepEqual(await notes(), []);
  });

  it('do the work again when the kept one was ended in between', async () => {
    await database.transaction((sql) => sql`insert into note values ('a')`);
    await hangUp();
    await pause(50);
    await database.transaction((sql) => sql`insert into note values ('b')`);
    assert.deepEqual(await notes(), ['a', 'b']);
  });

  it('refuse every change in a transaction that only reads', async () => {
    await peer.sql`create sequence counter`;
    const changes = [
      (sql) => sql`insert into note values ('a')`,
      (sql) => sql`drop table note`,
      (sql) => sql`create table other ()`,
      (sql) => sql`select nextval('counter')`,
      (sql) => sql`select from note for update`,
    ];
    for (const change of changes) await assert.rejects(database.readOnly(change), { code: '25006' });
    assert.deepEqual(await notes(), []);
    assert.equal((await database.readOnly((sql) => sql`select 1`)).length, 1);
  });
});
