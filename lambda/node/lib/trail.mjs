import { inTables } from './schema.mjs';

/**
 * What the region heard, in the database that both regions write to: an event is taken once, whichever environment it comes to, and
 * however often.
 */
export class Trail {
  #database;
  #region;

  /**
   * @param database the writer
   * @param {string} region who hears
   */
  constructor(database, region) {
    this.#database = database;
    this.#region = region;
  }

  /**
   * Takes an event, unless it was taken before. What is known of the patient moves on only: an event that was overtaken by a later
   * one of the same patient is in the trail and changes nothing else.
   *
   * @returns {Promise<'TAKEN' | 'OVERTAKEN' | 'REPEATED'>}
   */
  async take({ eventId, patientId, sequence, type, at, origin }) {
    return inTables(this.#database, async (sql) => {
      const added = await sql`
        insert into event_trail (event_id, consumed_in, published_in, patient_id, sequence, type, happened_at)
        values (${eventId}, ${this.#region}, ${origin}, ${patientId}, ${sequence}, ${type}, ${at})
        on conflict (event_id, consumed_in) do nothing
        returning event_id`;
      if (added.length === 0) return 'REPEATED';
      const moved = await sql`
        insert into patient_activity as known (consumed_in, patient_id, sequence, type, happened_at)
        values (${this.#region}, ${patientId}, ${sequence}, ${type}, ${at})
        on conflict (consumed_in, patient_id) do update
          set sequence = excluded.sequence, type = excluded.type, happened_at = excluded.happened_at
          where known.sequence < excluded.sequence
        returning patient_id`;
      return moved.length === 0 ? 'OVERTAKEN' : 'TAKEN';
    });
  }
}
