import { BATCH } from './events.mjs';
import { inTables } from './schema.mjs';

/** In one run, so that it ends, even when the bus is slow; the next one goes on. */
const MOST_BATCHES = 100;
const MOST_MILLIS = 30_000;

/**
 * Events that are to be told. Each is here from the transaction of its change until every region has it in its trail, so none is
 * lost: neither with a function that dies, nor with a bus that refuses, nor with a consumer whose database was away for longer than
 * Lambda tries. One may be told more than once, always under the same id.
 */
export class Outbox {
  #database;
  #publish;
  #region;

  /**
   * @param database the writer
   * @param publish of lib/events.mjs
   * @param {string} region where they are published, which each event says of itself
   */
  constructor(database, publish, region) {
    this.#database = database;
    this.#publish = publish;
    this.#region = region;
  }

  /**
   * Publishes what is due, of one patient or of all; those of one patient in their order, since none is taken before the one before
   * it was accepted. What somebody else is publishing at the moment is left to them.
   *
   * @param {number} mostMillis after which no other batch is begun
   * @returns { accepted, refused } how many
   */
  async publishDue(patientId, mostMillis = MOST_MILLIS) {
    const total = { accepted: 0, refused: 0 };
    const end = performance.now() + mostMillis;
    for (let i = 0; i < MOST_BATCHES && performance.now() < end; i++) {
      const { accepted, refused } = await inTables(this.#database, (sql) => this.#batch(sql, patientId));
      total.accepted += accepted;
      total.refused += refused;
      // Each of a batch is due later than now, so that there is an end.
      if (accepted + refused === 0) break;
    }
    return total;
  }

  async #batch(sql, patientId) {
    const due = await sql`
      select event_id, patient_id, sequence, type, happened_at, correlation_id from outbox
      where due_at <= now() and ${patientId === undefined ? sql`true` : sql`patient_id = ${patientId}`}
        and not exists (
          select from outbox earlier
          where earlier.patient_id = outbox.patient_id and earlier.sequence < outbox.sequence and earlier.accepted_at is null)
      order by due_at, patient_id, sequence limit ${BATCH}
      for update skip locked`;
    if (due.length === 0) return { accepted: 0, refused: 0 };
    // Marked after it was accepted: who dies in between makes it be told twice, and not never.
    const refusals = await this.#publish(due.map((row) => ({ type: row.type, detail: this.#detail(row) })));
    const ids = (accepted) => due.filter((_, i) => (refusals[i] === undefined) === accepted).map((row) => row.event_id);
    const [accepted, refused] = [ids(true), ids(false)];
    if (accepted.length > 0) {
      // A region that is away for long hears of it again less and less often.
      await sql`
        update outbox set accepted_at = now(), attempts = attempts + 1,
          due_at = now() + least(interval '10 minutes' * power(2, least(attempts, 10)), interval '6 hours')
        where event_id in ${sql(accepted)}`;
    }
    if (refused.length > 0) {
      await sql`update outbox set due_at = now() + interval '1 minute' where event_id in ${sql(refused)}`;
    }
    return { accepted: accepted.length, refused: refused.length };
  }

  #detail(row) {
    return {
      eventId: row.event_id,
      patientId: row.patient_id,
      sequence: row.sequence,
      at: row.happened_at.toISOString(),
      origin: this.#region,
      correlationId: row.correlation_id ?? undefined,
    };
  }

  /**
   * Forgets what every one of these regions has in its trail.
   *
   * @param {string[]} regions
   * @returns { waiting, oldestSeconds }: how many no bus has accepted yet, and the age of the oldest event that not every region has
   *   heard: what a bus accepted may still be held up by a rule, a guard or a consumer
   */
  async settle(regions) {
    return inTables(this.#database, async (sql) => {
      await sql`
        delete from outbox where event_id in (
          select event_id from outbox
          where accepted_at is not null and (
            select count(*) from event_trail
            where event_trail.event_id = outbox.event_id and consumed_in in ${sql(regions)}) = ${regions.length}
          for update skip locked)`;
      const [{ waiting, age }] = await sql`
        select (count(*) filter (where accepted_at is null))::int as waiting,
          coalesce(extract(epoch from now() - min(happened_at)), 0)::float8 as age
        from outbox`;
      return { waiting, oldestSeconds: Math.max(0, age) };
    });
  }
}
