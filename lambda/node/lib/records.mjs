import { Problem } from './http.mjs';

const NO_SUCH_TABLE = '42P01';

/** Patient records in PostgreSQL: written where the writer is, read in the region of the function. */
export class Records {
  #writer;
  #reader;

  constructor(writer, reader) {
    this.#writer = writer;
    this.#reader = reader;
  }

  /** Keeps a record unless one with its id is there; gives the one that was there before, or undefined. */
  async putIfAbsent(patient) {
    return answered(this.#writer, async (sql) => {
      try {
        return await insert(sql, patient);
      } catch (error) {
        if (error.code !== NO_SUCH_TABLE) throw error;
        await createTable(sql);
        return insert(sql, patient);
      }
    });
  }

  /** Finds a record, or undefined; in the secondary region it may be a moment behind. */
  async find(patientId) {
    return answered(this.#reader, async (sql) => {
      try {
        return await select(sql, patientId);
      } catch (error) {
        // Before the first record there is no table.
        if (error.code === NO_SUCH_TABLE) return undefined;
        throw error;
      }
    });
  }

  /** Asks the database of this region for a sign of life. */
  async ping() {
    await answered(this.#reader, (sql) => sql`select 1`);
  }
}

async function insert(sql, patient) {
  const { patientId, givenName, familyName, birthDate, createdAt } = patient;
  const stored = await sql`
    insert into patient (patient_id, given_name, family_name, birth_date, created_at)
    values (${patientId}, ${givenName}, ${familyName}, ${birthDate}, ${createdAt})
    on conflict (patient_id) do nothing
    returning patient_id`;
  return stored.length === 1 ? undefined : select(sql, patientId);
}

async function select(sql, patientId) {
  const [row] = await sql`
    select given_name, family_name, birth_date::text as birth_date, created_at from patient where patient_id = ${patientId}`;
  return (
    row && {
      patientId,
      givenName: row.given_name,
      familyName: row.family_name,
      birthDate: row.birth_date,
      createdAt: row.created_at.toISOString(),
    }
  );
}

async function createTable(sql) {
  await sql.begin(async (transaction) => {
    // Two functions may want the table at once, and PostgreSQL does not make that harmless.
    await transaction`select pg_advisory_xact_lock(7204018)`;
    await transaction`
      create table if not exists patient (
        patient_id uuid primary key,
        given_name text not null,
        family_name text not null,
        birth_date date not null,
        created_at timestamptz not null)`;
  });
}

async function answered(database, work) {
  try {
    return await database.run(work);
  } catch (error) {
    throw Problem.unavailable('patient store', error);
  }
}
