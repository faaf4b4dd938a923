import { same } from './draft.mjs';
import { Problem } from './problem.mjs';
import { correlation } from './log.mjs';
import { ifTables, inTables } from './schema.mjs';

/** The database takes no writes: it follows another one, or is about to. */
const READ_ONLY = '25006';

/** What was asked was wrong, in form or in content: our mistake, and no sign of a database that is away. */
const DEFECT = /^(?:22|23|42)/;

/**
 * Patients in PostgreSQL: written where the writer is, each change in one transaction with the event that tells of it; read in the
 * region of the function, where a change may be a moment late.
 */
export class Records {
  #writer;
  #reader;

  constructor(writer, reader) {
    this.#writer = writer;
    this.#reader = reader;
  }

  /**
   * Keeps a patient unless one with its id is there.
   *
   * @param patient id and members
   * @param {string} digest what a repetition is known by
   * @returns { patient, registration, isNew }: what is kept now, and the digest it was registered with
   */
  async register({ patientId, givenName, familyName, birthDate }, digest, at) {
    return answered(() =>
      inTables(this.#writer, async (sql) => {
        const added = await sql`
          insert into patient (patient_id, version, registration, given_name, family_name, birth_date, created_at, updated_at)
          values (${patientId}, 1, ${digest}, ${givenName}, ${familyName}, ${birthDate}, ${at}, ${at})
          on conflict (patient_id) do nothing
          returning patient_id`;
        const isNew = added.length === 1;
        if (isNew) await tell(sql, 'PatientRegistered', patientId, 1, at);
        return { ...(await select(sql, patientId)), isNew };
      }),
    );
  }

  /**
   * Changes a patient from that version to the next. What says the same as the patient does, before or after the change, changes
   * nothing: it is the change itself, sent again.
   *
   * @returns { patient, changed, conflict }: what is kept now, undefined when there is no such patient
   */
  async amend({ patientId, givenName, familyName, birthDate }, version, at) {
    return answered(() =>
      inTables(this.#writer, async (sql) => {
        const found = await select(sql, patientId, sql`for update`);
        if (!found) return {};
        const { patient } = found;
        const current = patient.version;
        if (same(patient, { givenName, familyName, birthDate }) && (version === current || version === current - 1)) {
          return { patient, changed: false };
        }
        if (version !== current) return { patient, conflict: true };
        await sql`
          update patient
          set version = version + 1, given_name = ${givenName}, family_name = ${familyName}, birth_date = ${birthDate},
            updated_at = ${at}
          where patient_id = ${patientId}`;
        await tell(sql, 'PatientAmended', patientId, current + 1, at);
        return { ...(await select(sql, patientId)), changed: true };
      }),
    );
  }

  /** Finds a patient, or undefined. */
  async find(patientId) {
    return answered(async () => (await ifTables(() => this.#reader.run((sql) => select(sql, patientId))))?.patient);
  }

  /** Asks the database of this region for a sign of life: whether it is the one that is written to. */
  async takesWrites() {
    return answered(() =>
      this.#reader.run(async (sql) => {
        const [{ follows }] = await sql`select pg_is_in_recovery() as follows`;
        return !follows;
      }),
    );
  }
}

async function tell(sql, type, patientId, sequence, at) {
  await sql`
    insert into outbox (event_id, patient_id, sequence, type, happened_at, correlation_id)
    values (${`${patientId}-${sequence}`}, ${patientId}, ${sequence}, ${type}, ${at}, ${correlation() ?? null})`;
}

async function select(sql, patientId, lock = sql``) {
  const [row] = await sql`
    select version, registration, given_name, family_name, birth_date::text as birth_date, created_at, updated_at
    from patient where patient_id = ${patientId} ${lock}`;
  return (
    row && {
      registration: row.registration,
      patient: {
        patientId,
        version: row.version,
        givenName: row.given_name,
        familyName: row.family_name,
        birthDate: row.birth_date,
        createdAt: row.created_at.toISOString(),
        updatedAt: row.updated_at.toISOString(),
      },
    }
  );
}

async function answered(work) {
  try {
    return await work();
  } catch (error) {
    if (error.code === READ_ONLY) {
      throw new Problem('read-only', ['the database takes no changes at the moment; reading goes on'], { cause: error });
    }
    if (error instanceof TypeError || error instanceof ReferenceError || DEFECT.test(error.code)) throw error;
    throw Problem.unavailable('patient store', error);
  }
}
